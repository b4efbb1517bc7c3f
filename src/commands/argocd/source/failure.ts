import { constants } from 'node:os';
import { codeOf, systemMessage } from '../../../diagnostics/system.ts';
import type { Program } from './child.ts';

/** Why a program's output doesn't count, and the exit code that revcast ends with. */
export interface Failure {
  readonly exitCode: number;
  readonly reason: string;
}

/** How a process ended, if it could be started. */
export type End =
  | { readonly error: unknown }
  | { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export function failureOf(end: End, program: Program): Failure | undefined {
  if ('error' in end) return notStarted(end.error, program);
  const { name, args, title } = program;
  if (end.code === 0) return undefined;
  const line = commandLine([name, ...args]);
  if (end.code !== null) {
    return { exitCode: end.code, reason: `${title} failed with exit code ${end.code}: ${line}` };
  }
  const number = constants.signals[end.signal ?? 'SIGKILL'];
  const memory = end.signal === 'SIGKILL' ? ', perhaps for lack of memory' : '';
  return {
    exitCode: 128 + number,
    reason: `${title} was killed by ${end.signal}${memory}: ${line}`,
  };
}

export function notStarted(error: unknown, { name, title }: Program): Failure {
  const isMissing = codeOf(error) === 'ENOENT';
  const what = isMissing ? 'there is no such program on the PATH' : systemMessage(error);
  const install = isMissing ? `: install ${name} into the sidecar's image` : '';
  return { exitCode: 4, reason: `${title} can't be run: ${what}${install}` };
}

export function stoppedIn({ title }: Program, { reason }: AbortSignal): Failure {
  return {
    exitCode: reason.message === 'SIGINT' ? 130 : 143,
    reason: `told to stop while ${title} ran`,
  };
}

/** The words as people write them, the many API versions left out. */
function commandLine(words: readonly string[]): string {
  return words
    .filter((word, at) => word !== '--api-versions' && words[at - 1] !== '--api-versions')
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}
