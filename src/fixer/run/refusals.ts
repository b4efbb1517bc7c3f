import type { Clock } from '../../clock.ts';
import type { Failed } from './failed-start.ts';

/** What the cluster refuses. An API server that has just started does for a moment. */
export interface Refusals {
  /** The failure, once it has lasted. `what` tells one kind of request from others. */
  readonly refused: (what: string, failed: Failed) => Failed | undefined;
}

/** `patience`: milliseconds without a break after which a refusal counts. */
export function createRefusals(clock: Clock, patience: number): Refusals {
  const since = new Map<string, number>();
  return {
    refused: (what, failed) => {
      const now = clock.now();
      const first = since.get(what) ?? now;
      since.set(what, first);
      return now - first >= patience ? failed : undefined;
    },
  };
}
