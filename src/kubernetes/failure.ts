import { ApiError, ConnectError, isAhead, isExpired } from './errors.ts';

/** Why a watch was started again. */
export type Restart = 'gone' | 'closed' | 'silent' | 'error' | 'unauthorized' | 'throttled';

/** What a failure means for the watch after it. */
export interface Failure {
  readonly reason: Restart;
  /** The resourceVersion is of no use any more: only a list tells what there is. */
  readonly relist: boolean;
  /** Milliseconds that the server asks for. */
  readonly wait: number;
}

/** A stream without a byte, not even a bookmark, for longer than a live one ever is. */
export class SilentError extends Error {
  override readonly name: string = 'SilentError';
}

/** What a server asks for counts up to here, in milliseconds: it may be a mistake. */
const longestWait = 120_000;

export const closed: Failure = { reason: 'closed', relist: false, wait: 0 };

/**
 * The resourceVersion is kept where the server or the way to it failed, so that an outage doesn't
 * end in everybody listing everything. What we don't know ends in a list: that is always right.
 */
export function failureOf(error: unknown): Failure {
  const wait = waitOf(error);
  if (error instanceof SilentError) return { reason: 'silent', relist: false, wait };
  if (isExpired(error) || isAhead(error)) return { reason: 'gone', relist: true, wait };
  if (!(error instanceof ApiError)) return { reason: 'error', relist: !isOutage(error), wait };
  if (error.status === 401) return { reason: 'unauthorized', relist: false, wait };
  if (error.status === 429) return { reason: 'throttled', relist: false, wait };
  return { reason: 'error', relist: error.status < 500, wait };
}

/** Node's errors below HTTP have a code; credentials that can't be read now may be there later. */
function isOutage(error: unknown): boolean {
  return error instanceof ConnectError || (error instanceof Error && 'code' in error);
}

function waitOf(error: unknown): number {
  const seconds = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) : 0;
  return Math.min(seconds * 1000, longestWait);
}
