import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './git.ts';
import { type Repository, repositoryOf } from './repository.ts';
import type { Failure, Session } from './session.ts';
import { entriesOf, neededOf, type TreeEntry } from './tree.ts';

/** A commit of a repository. */
export interface State {
  readonly repository: Repository;
  readonly commit: string;
}

/**
 * Writes a commit into a directory, with filters and line ends as in a checkout: all of it, or what
 * is needed to read manifests at some paths. It has an index of its own: the repository's and its
 * list of working trees stay as they are.
 */
export async function checkOut(
  { repository, commit }: State,
  into: string,
  paths: readonly string[] | undefined,
  session: Session,
): Promise<Failure | undefined> {
  mkdirSync(into, { recursive: true });
  const variables = {
    GIT_DIR: repository.gitDirectory,
    GIT_WORK_TREE: into,
    GIT_INDEX_FILE: join(session.directory, `index-${randomUUID()}`),
  };
  const place = { directory: into, variables };
  const read = await git(['read-tree', commit], place, session);
  if ('failure' in read) return read;
  const listed = await git(['ls-files', '--stage', '-z'], place, session);
  if ('failure' in listed) return listed;
  const all = entriesOf(listed.printed);
  const entries = paths === undefined ? all : neededOf(all, paths);
  const input = Buffer.from(entries.map(({ name }) => `${name}\0`).join(''), 'latin1');
  const written = await git(['checkout-index', '-z', '--stdin'], { ...place, input }, session);
  if ('failure' in written) return written;
  for (const entry of entries.filter(({ kind }) => kind === 'submodule')) {
    const failure = await checkOutSubmodule(entry, { repository, commit }, into, session);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

/** One that is not there in the working tree either stays the empty directory that it is. */
async function checkOutSubmodule(
  { id, name }: TreeEntry,
  { repository }: State,
  into: string,
  session: Session,
): Promise<Failure | undefined> {
  const path = Buffer.from(name, 'latin1').toString();
  const place = join(repository.root, path);
  const submodule = await repositoryOf(place, session);
  if ('failure' in submodule || submodule.root !== realOf(place)) return undefined;
  const state = { repository: submodule, commit: id };
  const failed = await checkOut(state, join(into, path), undefined, session);
  const hint = `run git -C ${path} fetch`;
  return failed && { failure: `the submodule ${path} at ${id}: ${failed.failure}: ${hint}` };
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
