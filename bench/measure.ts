import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

/** A Node program that is measured: its arguments, and the file on its standard input. */
export interface Program {
  readonly name: string;
  readonly args: readonly string[];
  readonly stdin: string;
}

const peakModule = join(import.meta.dirname, 'peak.mjs');

/**
 * How long each program takes, in milliseconds, round by round: all programs in every round, so
 * that what else the machine does falls on all of them.
 */
export function times(programs: readonly Program[], rounds: number): number[][] {
  for (const program of programs) run(program);
  return Array.from({ length: rounds }, () => programs.map((program) => run(program)));
}

/** The median over the rounds of how many times as long one program takes as another. */
export function ratio(rounds: readonly number[][], program: number, base: number): number {
  return median(rounds.map((round) => (round[program] ?? 0) / (round[base] ?? 1)));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** The largest resident size of a program, in MiB: the median of three runs. */
export function peak(program: Program, directory: string): number {
  const file = join(directory, 'peak');
  const sizes = Array.from({ length: 3 }, () => {
    run({ ...program, args: ['--import', peakModule, ...program.args] }, { BENCH_PEAK: file });
    return Number(readFileSync(file, 'utf8')) / 1024;
  });
  return median(sizes);
}

function run({ args, stdin }: Program, env: Readonly<Record<string, string>> = {}): number {
  const input = openSync(stdin, 'r');
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    stdio: [input, 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  const time = performance.now() - start;
  closeSync(input);
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return time;
}
