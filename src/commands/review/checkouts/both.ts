import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Io, Stopped } from '../../command.ts';
import { checkOut, type State } from './check-out.ts';
import { type Place, placeIn, stateOf } from './past.ts';
import { type Printed, printedIn } from './rendering.ts';
import { type Failure, inSession, type Session } from './session.ts';
import { copyWorkingTree } from './working-tree.ts';

/** What a command line prints now, and what it printed before. */
export interface Both {
  readonly now: Printed;
  readonly before: Printed;
  /** Where the files of now lie that count before. */
  readonly place: Place;
}

/** What a command line prints in some directories. */
export async function renderIn(
  directories: readonly string[],
  command: string,
  io: Io,
): Promise<readonly Printed[] | Failure | Stopped> {
  return await inSession(
    io,
    async (session) =>
      await Promise.all(directories.map((each) => printedIn(each, command, session))),
  );
}

/** What a command line prints in a copy of the working tree, and in a checkout of a commit. */
export async function renderBoth<Result>(
  command: string,
  revision: string,
  io: Io,
  work: (both: Both) => Promise<Result>,
): Promise<Result | Failure | Stopped> {
  return await inSession(io, async (session) => {
    const state = await stateOf(revision, '.', session);
    if ('failure' in state) return state;
    const place = placeIn(state, join(session.directory, 'past'));
    const [now, before] = await Promise.all([
      renderNow(command, state, session),
      renderPast(command, state, session),
    ]);
    return await work({ now, before, place });
  });
}

async function renderNow(command: string, state: State, session: Session): Promise<Printed> {
  const into = join(session.directory, 'now');
  const failure = await copyWorkingTree(state.repository.root, into, session);
  if (failure !== undefined) return failure;
  const here = placeIn(state, into)('.');
  // With nothing in it that git knows it is not in the copy.
  mkdirSync(here, { recursive: true });
  return await printedIn(here, command, session);
}

async function renderPast(command: string, state: State, session: Session): Promise<Printed> {
  const into = join(session.directory, 'past');
  const failure = await checkOut(state, into, undefined, session);
  return failure ?? (await printedIn(placeIn(state, into)('.'), command, session));
}
