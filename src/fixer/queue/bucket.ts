import { type Clock, pause } from '../../clock.ts';

export interface RateSettings {
  readonly perSecond: number;
  /** How many may go at once after a quiet time. */
  readonly burst: number;
}

/** Lets so many through per second, in the order in which they came. */
export interface Bucket {
  /** Settled when `count` may go. */
  readonly take: (count: number, signal?: AbortSignal) => Promise<void>;
}

/** A token bucket that lends: who comes takes at once, and waits until it is paid back. */
export function createBucket({ perSecond, burst }: RateSettings, clock: Clock): Bucket {
  let tokens = burst;
  let since = clock.now();
  return {
    take: async (count, signal) => {
      const now = clock.now();
      tokens = Math.min(burst, tokens + ((now - since) / 1000) * perSecond) - count;
      since = now;
      if (tokens < 0) await pause(clock, (-tokens / perSecond) * 1000, signal);
    },
  };
}
