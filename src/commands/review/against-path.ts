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
  const [path, ...others] = paths;
  const isPair = path !== undefined && others.length === 0 && ![path, against].includes('-');
  const place = isPair ? counterpartIn(path, against) : (file: string): string => file;
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

/** Where a file lies that is to one path as a file is to another: a lock file in two checkouts. */
export function counterpartIn(path: string, state: string): (file: string) => string {
  const [from, to] = [folderOf(path), folderOf(state)];
  return (file) => {
    const inside = relative(from, file);
    const isOutside = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
    const counterpart = join(to, inside);
    if (isOutside && (isAbsolute(file) || !isPath(counterpart))) return file;
    return counterpart;
  };
}

function folderOf(path: string): string {
  return isDirectory(path) ? path : dirname(path);
}

/**
 * The lock file of another state lies where that of what is reviewed lies, or in it, or beside it.
 * The lock file of what is reviewed says nothing about what was before.
 */
function pastLock(
  now: string,
  state: string,
  place: (path: string) => string,
): { readonly name: string; readonly counts: boolean } {
  const names = [place(now), join(folderOf(state), defaultLockName)];
  const name = names.find((each) => identity(each) !== identity(now) && isPath(each));
  return { name: name ?? now, counts: name !== undefined && state !== '-' };
}
