import type { JsonObject } from '../../json.ts';
import { objectState } from '../state/fields.ts';
import type { ObjectState } from '../types.ts';
import type { Index } from './index.ts';

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

/**
 * Records are kept as texts, which take less than half of the memory that objects of the same content
 * do, and which the garbage collector has nothing to follow in.
 */
export function createTable<T extends ObjectState>(settings: TableSettings<T>): Table<T> {
  const { read, units, indexes = [] } = settings;
  const texts = new Map<string, string>();

  function get(key: string): T | undefined {
    const text = texts.get(key);
    return text === undefined ? undefined : decoded<T>(text);
  }

  function put(key: string, state: T): readonly string[] {
    const before = texts.get(key);
    const after = encoded(state);
    if (before === undefined || contentOf(before) !== contentOf(after)) {
      const affected = remove(key);
      texts.set(key, after);
      for (const [index, valuesOf] of indexes) {
        for (const value of valuesOf(state)) index.add(value, key);
      }
      return [...new Set([...affected, ...units(state)])];
    }
    texts.set(key, after);
    return [];
  }

  function remove(key: string): readonly string[] {
    const before = get(key);
    if (before === undefined) return [];
    const affected = [...new Set(units(before))];
    texts.delete(key);
    for (const [index, valuesOf] of indexes) {
      for (const value of valuesOf(before)) index.drop(value, key);
    }
    return affected;
  }

  return {
    get,
    has: (key) => texts.has(key),
    keys: () => texts.keys(),
    seen(object) {
      const state = read(object);
      return state === undefined
        ? remove(keyOf(object))
        : put(keyIn(state.namespace, state.name), state);
    },
    gone: (object) => remove(keyOf(object)),
    retain(keys) {
      const stale = [...texts.keys()].filter((key) => !keys.has(key));
      return [...new Set(stale.flatMap(remove))];
    },
  };
}

export function keyIn(namespace: string, name: string): string {
  return joined(namespace, '/', name);
}

function keyOf(object: JsonObject): string {
  const { namespace = '', name = '' } = objectState(object) ?? {};
  return keyIn(namespace, name);
}

function encoded(state: ObjectState): string {
  return joined(state.resourceVersion, '\n', JSON.stringify({ ...state, resourceVersion: '' }));
}

function decoded<T extends ObjectState>(text: string): T {
  const resourceVersion = text.slice(0, text.indexOf('\n'));
  return { ...(JSON.parse(contentOf(text)) as T), resourceVersion };
}

/** All but the resourceVersion, which changes with every heartbeat. */
function contentOf(text: string): string {
  return text.slice(text.indexOf('\n') + 1);
}

/** V8 keeps the parts of a sum, but not those of a join. */
function joined(...parts: readonly string[]): string {
  return parts.join('');
}
