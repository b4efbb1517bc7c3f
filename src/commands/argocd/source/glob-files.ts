import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { globExpression } from '../../../gitops/argocd/glob.ts';
import { byBytes } from '../../../gitops/argocd/source.ts';

/** Whether Argo CD takes the name of a file with values for a pattern. */
export function isPattern(path: string): boolean {
  return /[*?[]/.test(path);
}

/**
 * The files that a pattern stands for, in the order of doublestar, which Argo CD reads files with
 * values in: by name, byte by byte, and of `**` a folder's own files before those below it. Hidden
 * files count too.
 */
export function matchingFiles(pattern: string): string[] {
  const segments = pattern.split('/').filter((segment) => segment !== '');
  const start = pattern.startsWith('/') ? '/' : '.';
  return [...new Set(matches(start, segments, []))].filter((path) => !isFolder(path));
}

/** `above` are the real folders that led here: a link back to one of them is not followed. */
function* matches(
  folder: string,
  [segment, ...rest]: readonly string[],
  above: readonly string[],
): Generator<string> {
  if (segment === undefined) return yield folder;
  if (segment === '**') return yield* below(folder, rest, above);
  if (!/[*?[{\\]/.test(segment)) return yield* matches(join(folder, segment), rest, above);
  const expression = globExpression(segment.replaceAll('[^', '[!'));
  if (!(expression instanceof RegExp)) return;
  for (const name of namesIn(folder)) {
    if (expression.test(name)) yield* matches(join(folder, name), rest, above);
  }
}

function* below(
  folder: string,
  rest: readonly string[],
  above: readonly string[],
): Generator<string> {
  if (!isFolder(folder) || above.includes(realpathSync(folder))) return;
  const here = [...above, realpathSync(folder)];
  if (rest.length > 0) yield* matches(folder, rest, here);
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    if (isFolder(path)) yield* below(path, rest, here);
    else if (rest.length === 0) yield path;
  }
}

function namesIn(folder: string): string[] {
  return isFolder(folder) ? readdirSync(folder).sort(byBytes) : [];
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
