import { Buffer } from 'node:buffer';
import { type Failed, run } from './child.ts';
import type { Failure, Session } from './session.ts';

/** How git is run: where, and with which repository, working tree or index instead of its own. */
export interface Place {
  readonly directory: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly input?: Uint8Array;
}

/** No hook runs, nothing is asked, and nothing is written into the repository. */
const quietly = [
  'hooksPath=/dev/null',
  'fsmonitor=false',
  'splitIndex=false',
  'sparseCheckout=false',
].flatMap((setting) => ['-c', `core.${setting}`]);
const silent = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' };

/** What git prints; `failure` is for where there is no git at all. */
export async function git(
  args: readonly string[],
  { directory, variables, input }: Place,
  session: Session,
): Promise<{ readonly printed: Buffer } | (Failed & Failure)> {
  const ran = await run(
    {
      words: ['git', ...quietly, ...args],
      directory,
      variables: { ...session.variables, ...silent, ...variables },
      ...(input !== undefined && { input }),
    },
    session.stopped,
  );
  if ('printed' in ran) return { printed: Buffer.from(ran.printed) };
  return { ...ran, failure: ran.isUnknown ? 'there is no git on the PATH' : lastLine(ran) };
}

/** What a program that failed said last, for a message of one line. */
export function lastLine({ said, reason }: Pick<Failed, 'said' | 'reason'>): string {
  return said.trimEnd().split('\n').at(-1) || reason;
}

/** A line that git prints. */
export async function line(
  args: readonly string[],
  place: Place,
  session: Session,
): Promise<{ readonly text: string } | (Failed & Failure)> {
  const ran = await git(args, place, session);
  return 'printed' in ran ? { text: ran.printed.toString().replace(/\r?\n$/, '') } : ran;
}
