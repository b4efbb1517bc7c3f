import { isObject, type JsonObject } from '../json.ts';
import { objectState } from './state-fields.ts';
import type { Index } from './store-index.ts';
import type { ObjectState } from './types.ts';

/**
 * What a reflector tells of one resource. Each call gives the units, by key, for which something has
 * changed that a plan goes by: none for what heartbeats change.
 */
export interface Observer {
  readonly seen: (object: JsonObject) => readonly string[];
  readonly gone: (object: JsonObject) => readonly string[];
  /** After a complete list: all others are gone. */
  readonly retain: (keys: ReadonlySet<string>) => readonly string[];
}

/** The records of one resource, by `namespace/name`. */
export interface Table<T> extends Observer {
  readonly get: (key: string) => T | undefined;
  readonly has: (key: string) => boolean;
  readonly keys: () => Iterable<string>;
}

export interface TableSettings<T> {
  /** undefined: an object that doesn't count. */
  readonly read: (object: JsonObject) => T | undefined;
  /** The units that a record is about: asked before and after each change. */
  readonly units: (state: T) => readonly string[];
  /** Indexes over the records, each with the values of a record in it. */
  readonly indexes?: readonly (readonly [Index, (state: T) => readonly string[]])[];
}

export function createTable<T extends ObjectState>(settings: TableSettings<T>): Table<T> {
  const { read, units, indexes = [] } = settings;
  const states = new Map<string, T>();

  function put(key: string, state: T): readonly string[] {
    const before = states.get(key);
    states.set(key, state);
    if (before !== undefined && isSame(before, state)) return [];
    const affected = before === undefined ? [] : units(before);
    for (const [index, valuesOf] of indexes) {
      if (before !== undefined) for (const value of valuesOf(before)) index.drop(value, key);
      for (const value of valuesOf(state)) index.add(value, key);
    }
    return union(affected, units(state));
  }

  function remove(key: string): readonly string[] {
    const before = states.get(key);
    if (before === undefined) return [];
    const affected = units(before);
    states.delete(key);
    for (const [index, valuesOf] of indexes) {
      for (const value of valuesOf(before)) index.drop(value, key);
    }
    return affected;
  }

  return {
    get: (key) => states.get(key),
    has: (key) => states.has(key),
    keys: () => states.keys(),
    seen(object) {
      const state = read(object);
      return state === undefined
        ? remove(keyOf(object))
        : put(keyIn(state.namespace, state.name), state);
    },
    gone: (object) => remove(keyOf(object)),
    retain(keys) {
      const stale = [...states.keys()].filter((key) => !keys.has(key));
      return [...new Set(stale.flatMap(remove))];
    },
  };
}

export function keyIn(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

function keyOf(object: JsonObject): string {
  const { namespace = '', name = '' } = objectState(object) ?? {};
  return keyIn(namespace, name);
}

function union(some: readonly string[], others: readonly string[]): readonly string[] {
  return [...new Set([...some, ...others])];
}

/** Whether two records of an object differ in their resourceVersion at most. */
function isSame(a: ObjectState, b: ObjectState): boolean {
  return isEqual({ ...a, resourceVersion: '' }, { ...b, resourceVersion: '' });
}

function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((each, index) => isEqual(each, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]))
  );
}
