import { statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { codeOf } from '../../diagnostics/system.ts';
import { identity } from '../../manifest/source-paths.ts';
import { defaultLockName } from '../../manifest/unused-lock.ts';
import type { ExitCode, Io } from '../command.ts';
import { lockNameOf, readInputs } from '../inputs.ts';
import type { Usage } from '../option.ts';
import type { Past, PastValues } from './past.ts';

/** Whether a state is read from the disk, or else is a Git revision. */
export function isPath(state: string): boolean {
  if (state === '-') return true;
  try {
    statSync(state);
    return true;
  } catch (error) {
    return !['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '');
  }
}

export function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Reads another file or directory in place of the paths that are reviewed. */
export async function readPath(
  values: PastValues,
  paths: readonly string[],
  io: Io,
): Promise<Past | Usage | ExitCode> {
  const { against } = values;
  const place = standIn(paths, against);
  const lock = pastLock(lockNameOf(values), against, place);
  const configs = values['cluster-config'].map(place);
  const past = { ...values, 'cluster-config': configs.filter(isPath), lock: lock.name };
  const read = await readInputs(past, [against], { lock: 'write' }, io);
  if (typeof read === 'number' || 'usage' in read) return read;
  const { lock: text, ...inputs } = read;
  return {
    inputs: lock.counts && text !== undefined ? { ...inputs, lock: text } : inputs,
    notes: [],
  };
}

/** Where a path inside of the only directory that is reviewed lies in the one that stands in for it. */
export function standIn(paths: readonly string[], state: string): (path: string) => string {
  const [directory, ...others] = paths;
  if (directory === undefined || others.length > 0) return (path) => path;
  if (!isDirectory(directory) || !isDirectory(state)) return (path) => path;
  return (path) => {
    const inside = relative(identity(directory), identity(path));
    const isOutside = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
    return isOutside ? path : join(state, inside);
  };
}

/**
 * The lock file of another file or directory is the one in it, or beside it. That of what is
 * reviewed says nothing about what was before.
 */
function pastLock(
  now: string,
  state: string,
  place: (path: string) => string,
): { readonly name: string; readonly counts: boolean } {
  const inside = place(now);
  if (inside !== now && isPath(inside)) return { name: inside, counts: true };
  const name = join(isDirectory(state) ? state : dirname(state), defaultLockName);
  return { name, counts: state !== '-' && identity(name) !== identity(now) };
}
