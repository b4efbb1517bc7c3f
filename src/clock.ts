/** A timer that was set. */
export type Timer = object;

/** Time as the fixer sees it; tests have one of their own. */
export interface Clock {
  /** Milliseconds that only ever grow, from no particular start. */
  readonly now: () => number;
  /** Milliseconds since 1970. It can jump: for people and for what an API server wrote. */
  readonly date: () => number;
  readonly setTimer: (run: () => void, ms: number) => Timer;
  readonly clearTimer: (timer: Timer) => void;
}

/** A random number in [0, 1). */
export type Random = () => number;

/** Settled after so many milliseconds, or at once when the signal is aborted. */
export function pause(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = (): void => {
      clock.clearTimer(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = clock.setTimer(end, ms);
    signal?.addEventListener('abort', end);
  });
}

/** What a promise gives, or a failure when that takes longer. What it does by then goes on. */
export async function within<T>(clock: Clock, ms: number, promise: Promise<T>): Promise<T> {
  const settled = new AbortController();
  const late = pause(clock, ms, settled.signal).then(() => {
    throw new Error(`no answer within ${ms / 1000} s`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    late.catch(() => undefined);
    settled.abort();
  }
}

export function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
