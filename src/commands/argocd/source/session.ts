import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemMessage } from '../../../diagnostics/system.ts';
import { readOne } from '../../../manifest/sources.ts';
import type { Io } from '../../command.ts';
import { type Failed, type Program, type Ran, run } from './child.ts';
import type { ApplicationSources } from './types.ts';

/** What programs are run with: a directory of their own, and what one can do with them. */
export interface Session {
  readonly directory: string;
  /** The environment with other variables; those of the platform stay as they are. */
  readonly environment: (defaults: Readonly<Record<string, string>>) => Program['environment'];
  readonly run: (program: Program) => Promise<Ran>;
}

/** Works with a directory that is gone afterwards, also when the process is told to end. */
export async function inSession<Result>(
  io: Io,
  work: (session: Session) => Promise<Result>,
): Promise<Result | number> {
  const stopped = io.stopSignal();
  let directory: string;
  try {
    sweep(tmpdir());
    directory = mkdtempSync(join(tmpdir(), prefix));
  } catch (error) {
    const where = 'mount a volume there, or name another directory by TMPDIR';
    io.writeStderr(`revcast: ${tmpdir()}: ${systemMessage(error)}: ${where}\n`);
    return 4;
  }
  try {
    return await work({
      directory,
      environment: (defaults) => withDefaults(io.variables(), defaults),
      run: async (program) => await run(program, { io, stopped }),
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const prefix = 'revcast-argocd-';
const hour = 3_600_000;

/** Argo CD kills a run that takes too long, which then leaves its directory to a later one. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(parent, name);
    const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.NaN;
    if (changed < Date.now() - hour) rmSync(path, { recursive: true, force: true });
  }
}

function withDefaults(
  variables: Program['environment'],
  defaults: Program['environment'],
): Program['environment'] {
  const unset = Object.entries(defaults).filter(([name]) => !variables[name]);
  return { ...variables, ...Object.fromEntries(unset) };
}

/** Tells why a program failed, and is the exit code. */
export function failed(ran: Failed, io: Io): number {
  if (ran.unseen !== '') io.writeStderr(ran.unseen);
  io.writeStderr(`revcast: ${ran.reason}\n`);
  return ran.exitCode;
}

/** What a program printed, as the source that findings are about. */
export async function printed({ title }: Program, output: Uint8Array): Promise<ApplicationSources> {
  const read = await readOne(`<${title}>`, () => output);
  return {
    sources: 'source' in read ? [read.source] : [],
    findings: 'finding' in read ? [read.finding] : [],
    failures: 'failure' in read ? [read.failure] : [],
    looked: `in what ${title} printed`,
  };
}
