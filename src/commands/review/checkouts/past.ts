import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isGlob } from '../../../manifest/source-paths.ts';
import type { Io, Stopped } from '../../command.ts';
import type { Usage } from '../../option.ts';
import { checkOut, type State } from './check-out.ts';
import { repositoryOf, within } from './repository.ts';
import { commitOf } from './revision.ts';
import { type Failure, inSession, type Session } from './session.ts';

/** What is read of a commit, by the paths that things have now. */
export interface Wanted {
  readonly revision: string;
  /** Manifests, which have to lie in the repository. */
  readonly paths: readonly string[];
  /** The lock file and ConfigMaps, which may lie anywhere. */
  readonly beside: readonly string[];
}

/** Where a path lies in a checkout of the past; outside of the repository, where it says. */
export type Place = (path: string) => string;

/** Lets manifests be read as they were in a commit. */
export async function inPast<Result>(
  { revision, paths, beside }: Wanted,
  io: Io,
  work: (place: Place) => Promise<Result>,
): Promise<Result | Failure | Usage | Stopped> {
  return await inSession(io, async (session) => {
    const state = await stateOf(revision, paths[0] ?? '.', session);
    if ('failure' in state) return state;
    const { repository } = state;
    const bases = paths.map(baseOf);
    const outside = paths.find((_, at) => within(repository, bases[at] ?? '') === undefined);
    if (outside !== undefined) {
      return {
        usage: `${outside} is not in the Git repository ${repository.root}, as --against ${revision} needs`,
      };
    }
    const needed = [...bases, ...beside].flatMap((path) => within(repository, path) ?? []);
    const into = join(session.directory, 'past');
    const failure = await checkOut(state, into, needed, session);
    return failure ?? (await work(placeIn(state, into)));
  });
}

/** The commit that a revision names in the repository that a path is in. */
export async function stateOf(
  revision: string,
  path: string,
  session: Session,
): Promise<State | Failure> {
  const repository = await repositoryOf(path, session);
  if ('failure' in repository) {
    const what = `--against ${revision}: there is no such file or directory`;
    return {
      failure: `${what}, and no Git repository to look for a commit in: ${repository.failure}`,
    };
  }
  const found = await commitOf(revision, repository, session);
  return 'failure' in found ? found : { repository, ...found };
}

export function placeIn({ repository }: State, checkout: string): Place {
  return (path) => {
    const inside = within(repository, path);
    return inside === undefined ? path : join(checkout, inside);
  };
}

/** The path itself, or the directory that a pattern looks through. */
function baseOf(path: string): string {
  if (!isGlob(path) || existsSync(path)) return path;
  return path.replace(/[^/]*[*?[{(].*$/s, '') || '.';
}
