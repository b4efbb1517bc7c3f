import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { line } from './git.ts';
import type { Failure, Session } from './session.ts';

/** A repository with its working tree. */
export interface Repository {
  /** The top of the working tree, without links in it. */
  readonly root: string;
  readonly gitDirectory: string;
}

/** The repository that a path is in. */
export async function repositoryOf(path: string, session: Session): Promise<Repository | Failure> {
  const directory = directoryOf(resolve(path));
  const root = await line(['rev-parse', '--show-toplevel'], { directory }, session);
  if ('failure' in root) return root;
  const own = await line(['rev-parse', '--absolute-git-dir'], { directory }, session);
  return 'failure' in own ? own : { root: realpathSync(root.text), gitDirectory: own.text };
}

/** The nearest directory that is there: the path may be gone, or a pattern. */
function directoryOf(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  const parent = dirname(path);
  return parent === path ? path : directoryOf(parent);
}

/** A path as git names it, from the top of the repository; undefined outside. The top is ''. */
export function within({ root }: Repository, path: string): string | undefined {
  const absolute = resolve(path);
  return below(root, absolute) ?? below(root, withoutLinks(absolute));
}

function below(root: string, path: string): string | undefined {
  const inside = relative(root, path);
  const isOutside = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return isOutside ? undefined : inside.split(sep).join('/');
}

function withoutLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(withoutLinks(parent), basename(path));
  }
}
