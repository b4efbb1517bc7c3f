import { statSync } from 'node:fs';
import { run } from './child.ts';
import type { Failure, Session } from './session.ts';

/** What was printed, or why there is nothing; `isMissing` where there is no directory to run in. */
export type Printed = { readonly printed: Uint8Array } | (Failure & { readonly isMissing?: true });

/** What the user's command line prints in a directory. */
export async function printedIn(
  directory: string,
  command: string,
  session: Session,
): Promise<Printed> {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    return { failure: 'the directory that --render is to run in is not there', isMissing: true };
  }
  const words = ['sh', '-c', command] as const;
  const ran = await run({ words, directory, variables: session.variables }, session.stopped);
  if ('reason' in ran) {
    const how = ran.isUnknown ? 'there is no sh on the PATH' : `ended with ${ran.reason}`;
    return { failure: `--render ${how}: ${command}`, said: ran.said };
  }
  if (ran.printed.length > 0) return ran;
  return { failure: `--render printed nothing: ${command}` };
}
