import type { Clock, Timer } from '../../src/clock.ts';

export interface FakeClock extends Clock {
  /** Lets time pass, timer by timer, with everything that follows from each. */
  readonly pass: (ms: number) => Promise<void>;
  /** How many timers are set. */
  readonly timers: () => number;
}

export function fakeClock(): FakeClock {
  let now = 1000;
  const timers = new Map<Timer, { at: number; run: () => void }>();
  const due = (until: number) =>
    [...timers].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
  return {
    now: () => now,
    date: () => Date.UTC(2026, 0, 1) + now,
    setTimer: (run, ms) => {
      const timer = {};
      timers.set(timer, { at: now + ms, run });
      return timer;
    },
    clearTimer: (timer) => {
      timers.delete(timer);
    },
    timers: () => timers.size,
    pass: async (ms) => {
      const until = now + ms;
      await settle();
      for (let next = due(until); next !== undefined; next = due(until)) {
        const [timer, { at, run }] = next;
        timers.delete(timer);
        now = Math.max(now, at);
        run();
        await settle();
      }
      now = until;
    },
  };
}

/** Until all promises that can settle have. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
