import { type BackoffSettings, createBackoff } from '../backoff.ts';
import type { Clock, Random, Timer } from '../clock.ts';
import { createLane } from './queue/lanes.ts';

export interface QueueSettings {
  readonly clock: Clock;
  readonly random: Random;
  /** How many keys are looked at at the same time. */
  readonly concurrency: number;
  readonly backoff: BackoffSettings;
}

/** What follows from having looked at a key. A failure is thrown or asks for `backoff`. */
export type Next =
  | { readonly kind: 'done' }
  | { readonly kind: 'after'; readonly ms: number }
  | { readonly kind: 'backoff' };

/** `late`: whatever has news goes first. For what is looked at just to be sure. */
export type Lane = 'prompt' | 'late';

/**
 * Keys (`namespace/name`) to look at. A key waits once however often it is added, is never looked at
 * twice at the same time, and once more afterwards when it is added meanwhile.
 */
export interface Queue {
  readonly add: (key: string, lane?: Lane) => void;
  /** Adds it in so many milliseconds. Of several times the earliest counts; looking forgets it. */
  readonly addAfter: (key: string, ms: number) => void;
  /** Looks at keys until the queue is closed. Settled when the last look has ended. */
  readonly run: (look: (key: string) => Promise<Next>) => Promise<void>;
  /** No more looks: what waits is dropped, what runs may end. */
  readonly close: () => void;
  /** How many keys wait for their turn, timers not counted. */
  readonly depth: () => number;
}

export function createQueue({ clock, random, concurrency, backoff }: QueueSettings): Queue {
  const lanes = { prompt: createLane(), late: createLane() };
  const timers = new Map<string, { readonly timer: Timer; readonly at: number }>();
  const running = new Set<string>();
  const again = new Map<string, Lane>();
  const failures = createBackoff(backoff, random);
  let look: ((key: string) => Promise<Next>) | undefined;
  let isClosed = false;
  let ended: (() => void) | undefined;

  function add(key: string, lane: Lane = 'prompt'): void {
    if (isClosed) return;
    if (running.has(key)) {
      if (again.get(key) !== 'prompt') again.set(key, lane);
      return;
    }
    if (lane === 'late' && lanes.prompt.has(key)) return;
    if (lane === 'prompt') lanes.late.delete(key);
    lanes[lane].add(key);
    start();
  }

  function addAfter(key: string, ms: number): void {
    const at = clock.now() + ms;
    const waiting = timers.get(key);
    if (isClosed || (waiting !== undefined && waiting.at <= at)) return;
    if (waiting !== undefined) clock.clearTimer(waiting.timer);
    const timer = clock.setTimer(() => {
      timers.delete(key);
      add(key);
    }, ms);
    timers.set(key, { timer, at });
  }

  function start(): void {
    while (look !== undefined && !isClosed && running.size < concurrency) {
      const key = lanes.prompt.take() ?? lanes.late.take();
      if (key === undefined) return;
      forgetTimer(key);
      running.add(key);
      void lookAt(key, look);
    }
  }

  async function lookAt(key: string, eye: (key: string) => Promise<Next>): Promise<void> {
    const next = await eye(key).catch((): Next => ({ kind: 'backoff' }));
    running.delete(key);
    if (next.kind !== 'backoff') failures.forget(key);
    if (next.kind === 'after') addAfter(key, next.ms);
    if (next.kind === 'backoff') addAfter(key, failures.next(key));
    const lane = again.get(key);
    again.delete(key);
    if (lane !== undefined) add(key, lane);
    start();
    if (isClosed && running.size === 0) ended?.();
  }

  function forgetTimer(key: string): void {
    const waiting = timers.get(key);
    if (waiting !== undefined) clock.clearTimer(waiting.timer);
    timers.delete(key);
  }

  return {
    add,
    addAfter,
    run: (handler) =>
      new Promise((resolve) => {
        ended = resolve;
        look = handler;
        start();
        if (isClosed && running.size === 0) resolve();
      }),
    close: () => {
      isClosed = true;
      for (const key of [...timers.keys()]) forgetTimer(key);
      lanes.prompt.clear();
      lanes.late.clear();
      if (running.size === 0) ended?.();
    },
    depth: () => lanes.prompt.size() + lanes.late.size(),
  };
}
