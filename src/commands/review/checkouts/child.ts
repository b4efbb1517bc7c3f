import { Buffer } from 'node:buffer';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { kill } from 'node:process';
import type { Readable, Writable } from 'node:stream';
import { codeOf, isNotPermitted, systemMessage } from '../../../diagnostics/system.ts';

/** A program to run to its end. */
export interface Program {
  readonly words: readonly [string, ...string[]];
  readonly directory: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Its standard input, which is closed otherwise. */
  readonly input?: Uint8Array;
}

/** How it ended: what it printed, or why that doesn't count. */
export type Ran = { readonly printed: Uint8Array } | Failed;

export interface Failed {
  /** `exit code 1`, `SIGKILL`, or why it could not be started. */
  readonly reason: string;
  /** The end of what it said on standard error. */
  readonly said: string;
  /** Whether there is no such program. */
  readonly isUnknown?: true;
}

/** Milliseconds that a program told to end may take. */
const patience = 3_000;
/** Characters that are kept of what a program says. */
const most = 1 << 16;

/** Runs a program in a process group of its own, so that all of it ends when revcast is told to. */
export async function run(program: Program, stopped: AbortSignal): Promise<Ran> {
  if (stopped.aborted) return { reason: 'it was told to stop', said: '' };
  const [name, ...args] = program.words;
  const child: Child = spawn(name, args, {
    cwd: program.directory,
    env: { ...program.variables },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const printed: Buffer[] = [];
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-most);
  });
  // A program need not read all that it is given.
  child.stdin.on('error', () => undefined).end(program.input);
  const failure = await endOf(child, stopped);
  return failure === undefined ? { printed: Buffer.concat(printed) } : { ...failure, said };
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

async function endOf(
  child: Child,
  stopped: AbortSignal,
): Promise<Omit<Failed, 'said'> | undefined> {
  const stop = (): void => {
    endGroup(child, 'SIGTERM');
    setTimeout(() => endGroup(child, 'SIGKILL'), patience).unref();
    // What is not in the group any more may hold the pipes open.
    child.once('exit', () => {
      for (const pipe of [child.stdout, child.stderr]) pipe.destroy();
    });
  };
  stopped.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise((resolve) => {
      child.once('error', (error) => resolve(notStarted(error)));
      child.once('close', (code, signal) => {
        const reason = code === null ? `${signal}` : `exit code ${code}`;
        resolve(code === 0 ? undefined : { reason });
      });
    });
  } finally {
    stopped.removeEventListener('abort', stop);
    if (stopped.aborted) endGroup(child, 'SIGKILL');
  }
}

/** The shell may be gone before what it has started. Deno may be allowed to end the shell only. */
function endGroup(child: Child, signal: 'SIGTERM' | 'SIGKILL'): void {
  const { pid } = child;
  if (pid === undefined) return;
  try {
    kill(-pid, signal);
  } catch (error) {
    if (isNotPermitted(error)) child.kill(signal);
    else if (codeOf(error) !== 'ESRCH') throw error;
  }
}

function notStarted(error: unknown): Omit<Failed, 'said'> {
  const isUnknown = codeOf(error) === 'ENOENT';
  return { reason: systemMessage(error), ...(isUnknown && { isUnknown }) };
}
