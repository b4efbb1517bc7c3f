import type { Clock, Random } from '../fixer/clock.ts';
import type { JsonObject } from '../json.ts';
import type { Connection } from './connect.ts';
import type { Resource, Scope } from './types.ts';

/** Why a watch was started again. */
export type Restart = 'gone' | 'closed' | 'silent' | 'error' | 'unauthorized' | 'throttled';

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
  /** Told of each failure that led to a restart. */
  readonly failed?: (error: unknown) => void;
}

export interface Reflection {
  /** At once: requests are cut off. */
  readonly stop: () => void;
  /** Settled when it has stopped; never rejected. */
  readonly done: Promise<void>;
}

/** Tells the sink of all objects of a resource, and of each change, until it is stopped. */
export function reflect(
  _connection: Connection,
  _resource: Resource,
  _scope: Scope,
  _sink: Sink,
  _settings: ReflectSettings = {},
): Reflection {
  throw new Error('Not there yet.');
}
