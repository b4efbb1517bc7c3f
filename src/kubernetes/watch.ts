import { createBackoff } from '../backoff.ts';
import { type Clock, pause, type Random } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import { systemClock } from './clock.ts';
import type { Connection } from './connection.ts';
import type { Restart } from './failure.ts';
import { listAndWatch, type Progress, quietly, type Task } from './list-and-watch.ts';
import type { Resource, Scope } from './types.ts';

export type { Restart } from './failure.ts';

/** Where a reflector tells what there is. Never called after `stop()`. */
export interface Sink {
  /** Also for objects that didn't change, after a list. */
  readonly seen: (object: JsonObject) => void;
  readonly gone: (object: JsonObject) => void;
  /** After each complete list, the first too: only these keys (`namespace/name`) are left. */
  readonly retain: (keys: ReadonlySet<string>) => void;
  readonly restarted: (reason: Restart) => void;
}

export interface ReflectSettings {
  readonly clock?: Clock;
  readonly random?: Random;
  /** Milliseconds without a byte after which a stream counts as dead. */
  readonly silence?: number;
  /** Milliseconds before the first try after a failure, and the longest between two. */
  readonly backoff?: { readonly first: number; readonly most: number };
  /** Milliseconds after which the server is to end a watch; up to twice as long. */
  readonly watchFor?: number;
  /** Milliseconds after which all is listed again, at the end of a watch, whatever was missed. */
  readonly listAgainAfter?: number;
  /** Told of each failure that led to a restart. */
  readonly failed?: (error: unknown) => void;
}

export interface Reflection {
  /** At once: requests are cut off. */
  readonly stop: () => void;
  /** Settled when it has stopped; never rejected. */
  readonly done: Promise<void>;
}

const defaults: Required<ReflectSettings> = {
  clock: systemClock,
  random: Math.random,
  // An API server sends a bookmark every 60 to 75 s (its cacher's bookmarkFrequency).
  silence: 90_000,
  backoff: { first: 200, most: 10_000 },
  // As in client-go.
  watchFor: 300_000,
  listAgainAfter: 6 * 3_600_000,
  failed: () => {},
};

/** Tells the sink of all objects of a resource, and of each change, until it is stopped. */
export function reflect(
  connection: Connection,
  resource: Resource,
  scope: Scope,
  sink: Sink,
  settings: ReflectSettings = {},
): Reflection {
  const ending = new AbortController();
  const about = { ...defaults, ...settings };
  const { signal } = ending;
  const done = run({ connection, resource, scope, sink, signal, ...about });
  return { stop: () => ending.abort(), done };
}

async function run(task: Task): Promise<void> {
  const { clock, random, signal, sink } = task;
  const backoff = createBackoff(task.backoff, random);
  const progress: Progress = {
    resourceVersion: undefined,
    listDue: 0,
    opened: undefined,
    moved: false,
  };
  let waited = 0;
  let wasSilent = false;
  while (!signal.aborted) {
    const failure = await listAndWatch(task, progress);
    if (signal.aborted) return;
    const isSilent = failure.reason === 'silent' && !progress.moved;
    // Silent twice: when etcd was restored from a backup, our version lies in the future, where
    // nothing happens for long, and no server says so.
    const isLost = isSilent && wasSilent;
    if (failure.relist || isLost || clock.now() >= progress.listDue) {
      progress.resourceVersion = undefined;
    }
    wasSilent = isSilent;
    if (failure.reason === 'silent') task.connection.dropIdle();
    quietly(() => sink.restarted(failure.reason));
    // What lived longer than we waited for it may come back soon: the load at most doubles.
    const lived = progress.opened === undefined ? 0 : clock.now() - progress.opened;
    if (progress.moved || (progress.opened !== undefined && lived >= waited)) backoff.forget('');
    waited = Math.max(backoff.next(''), failure.wait * (1 + random() / 4));
    await pause(clock, waited, signal);
  }
}
