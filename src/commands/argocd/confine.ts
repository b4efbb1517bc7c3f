import { realpathSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { codeOf } from '../../diagnostics/system.ts';
import { otherSource } from '../../gitops/argocd/expand.ts';
import { isInside, type Repository } from '../../gitops/argocd/repository.ts';

/** Whether helm, and not revcast, is to fetch it. Go reads a scheme the same way. */
export function schemeOf(path: string): string | undefined {
  return /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(path)?.[1]?.toLowerCase();
}

/**
 * A path that an Application names, relative to its folder: one with a leading slash starts at the
 * repository's root. Refused when it leads out of the repository.
 */
export function confine(
  path: string,
  { folder, root }: Repository,
): { readonly path: string } | { readonly refused: string } {
  if (path === '') return { refused: 'names no file' };
  const source = otherSource(path);
  if (source !== undefined) {
    return { refused: `is in ${source}, another source: a plugin gets the files of its own only` };
  }
  const full = isAbsolute(path) ? join(root, path) : join(folder, path);
  if (!isInside(full, root)) return { refused: 'leads out of the repository' };
  return { path: relative(folder, full) || '.' };
}

/**
 * What is wrong with reading a path: whoever named it, what is in the repository must not lead out
 * of it by a link.
 */
export function escapeOf(path: string, { folder, root }: Repository): string | undefined {
  const full = isAbsolute(path) ? join(path) : join(folder, path);
  if (!isInside(full, root)) return undefined;
  try {
    if (isInside(realpathSync(full), realpathSync(root))) return undefined;
    return `${path}: a link leads out of the repository`;
  } catch (error) {
    // What isn't there is told by what reads it.
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}
