import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSystemError, pathOf, systemMessage } from '../../../diagnostics/system.ts';
import { readable } from '../../../gitops/argocd/readable.ts';
import { readOne } from '../../../manifest/sources.ts';
import type { Io } from '../../command.ts';
import { tell } from '../tell.ts';
import { type Failed, type Program, type Ran, run } from './child.ts';
import type { Application, ApplicationSources } from './types.ts';

/** What programs are run with: a directory of their own, and what one can do with them. */
export interface Session {
  readonly directory: string;
  /** Where the values of `helm-values` go. */
  readonly valuesFile: string;
  /** The environment with other variables; those of the platform stay as they are. */
  readonly environment: (defaults: Readonly<Record<string, string>>) => Program['environment'];
  readonly run: (program: Program) => Promise<Ran>;
  /** What a program printed, as it may be shown. */
  readonly readable: (text: string) => string;
}

/** Works with a directory that is gone afterwards, also when the process is told to end. */
export async function inSession<Result>(
  { io, repository }: Application,
  work: (session: Session) => Promise<Result>,
): Promise<Result | number> {
  const stopped = io.stopSignal();
  let directory: string;
  try {
    sweep(tmpdir());
    directory = mkdtempSync(join(tmpdir(), prefix));
  } catch (error) {
    const where = 'mount a volume there, or name another directory by TMPDIR';
    tell(`${tmpdir()}: ${systemMessage(error)}: ${where}`, io);
    return 4;
  }
  const valuesFile = join(directory, 'values.yaml');
  const places = {
    [valuesFile]: 'helm-values',
    [directory]: '<temporary>',
    [repository.root]: '<repository>',
  };
  const shown = (text: string): string => readable(text, places);
  try {
    return await work({
      directory,
      valuesFile,
      // What a program that is killed leaves behind is then in there, too.
      environment: (defaults) => ({ ...withDefaults(io.variables(), defaults), TMPDIR: directory }),
      run: async (program) => await run(program, { io, stopped, readable: shown }),
      readable: shown,
    });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    tell(shown(`${pathOf(error) ?? tmpdir()}: ${systemMessage(error)}`), io);
    return 4;
  } finally {
    remove(directory);
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
    if (changed < Date.now() - hour) remove(path);
  }
}

/** What can't be removed, or is still written to, is left to a later run, or to its owner. */
function remove(directory: string): void {
  try {
    rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    if (!isSystemError(error)) throw error;
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
  tell(ran.reason, io);
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
