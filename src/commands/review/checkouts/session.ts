import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSystemError, systemMessage } from '../../../diagnostics/system.ts';
import type { Io, Stopped } from '../../command.ts';

/** A directory for checkouts, and what ends the work in it. */
export interface Session {
  readonly directory: string;
  readonly stopped: AbortSignal;
  readonly variables: ReturnType<Io['variables']>;
}

/** Why something can't be done, and what a program said about it. */
export interface Failure {
  readonly failure: string;
  readonly said?: string;
}

/** Works with a directory that is gone afterwards, also when the process is told to end. */
export async function inSession<Result>(
  io: Io,
  work: (session: Session) => Promise<Result>,
): Promise<Result | Failure | Stopped> {
  const stopped = io.stopSignal();
  let directory: string;
  try {
    sweep(tmpdir());
    directory = mkdtempSync(join(tmpdir(), prefix));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { failure: `${tmpdir()}: ${systemMessage(error)}: name another directory by TMPDIR` };
  }
  try {
    const result = await work({ directory, stopped, variables: io.variables() });
    return stopped.aborted ? endOf(stopped) : result;
  } catch (error) {
    if (stopped.aborted) return endOf(stopped);
    if (!isSystemError(error)) throw error;
    return { failure: `the temporary checkouts: ${systemMessage(error)}` };
  } finally {
    remove(directory);
  }
}

function endOf({ reason }: AbortSignal): Stopped {
  return reason.message === 'SIGINT' ? 130 : 143;
}

const prefix = 'revcast-review-';
const day = 86_400_000;

/** A run that is killed leaves its directory to a later one. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(parent, name);
    const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.NaN;
    if (changed < Date.now() - day) remove(path);
  }
}

/** What can't be removed is left to its owner. */
function remove(directory: string): void {
  try {
    rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
