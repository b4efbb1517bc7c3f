import type { Clock } from '../../clock.ts';
import type { Lease } from './lease.ts';

/**
 * A Lease as it was last seen, and since when it has been like that. Only this time counts, never
 * one that another machine's clock wrote into it.
 */
export interface Sighting {
  readonly see: (lease: Lease | undefined) => void;
  readonly last: () => Lease | undefined;
  /** Whether it is ours, or has been free for longer than it is left to others. */
  readonly isOpenTo: (identity: string, handicap: number) => boolean;
}

export function createSighting(clock: Clock): Sighting {
  let last: Lease | undefined;
  let text: string | undefined;
  let since = clock.now();

  return {
    see: (lease) => {
      if (lease?.text !== text) since = clock.now();
      last = lease;
      text = lease?.text;
    },
    last: () => last,
    isOpenTo: (identity, handicap) => {
      if (last?.holder === identity) return true;
      const lasts = last === undefined || last.holder === '' ? 0 : last.duration;
      return clock.now() >= since + lasts + handicap;
    },
  };
}
