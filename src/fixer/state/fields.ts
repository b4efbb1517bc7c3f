import { isObject, type Json, type JsonObject, objectAt, stringAt, valueAt } from '../../json.ts';
import { revcastPrefix } from '../../knative/keys.ts';
import type { StringMap } from '../../knative/types.ts';
import type { ObjectState } from '../types.ts';

/*
 * What records are read from. An object of an odd shape is no reason to fall: what can't be read is
 * as if it weren't there.
 */

/** What all records begin with; undefined where an object has no name. */
export function objectState(object: JsonObject): ObjectState | undefined {
  const metadata = objectAt(object, ['metadata']);
  const name = stringAt(metadata, ['name']);
  if (name === undefined || name === '') return undefined;
  return {
    namespace: stringAt(metadata, ['namespace']) ?? '',
    name,
    uid: stringAt(metadata, ['uid']) ?? '',
    resourceVersion: stringAt(metadata, ['resourceVersion']) ?? '',
    isDeleted: typeof metadata?.deletionTimestamp === 'string',
  };
}

export function label(object: JsonObject, key: string): string | undefined {
  return stringAt(object, ['metadata', 'labels', key]);
}

export function annotationOf(object: JsonObject, key: string): string | undefined {
  return stringAt(object, ['metadata', 'annotations', key]);
}

/** The annotations that steer revcast. */
export function ownAnnotations(object: JsonObject): StringMap {
  const found: Record<string, string> = {};
  const annotations = objectAt(object, ['metadata', 'annotations']) ?? {};
  for (const key of Object.keys(annotations)) {
    const value = annotations[key];
    if (key.startsWith(revcastPrefix) && typeof value === 'string') found[key] = value;
  }
  return found;
}

/** Of an integer in a label, which has no sign; 0 where there is none. */
export function integer(text: string | undefined): number {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : 0;
}

export function numberAt(value: Json | undefined, path: readonly string[]): number | undefined {
  const found = valueAt(value, path);
  return typeof found === 'number' ? found : undefined;
}

export function objectsAt(value: Json | undefined, path: readonly string[]): JsonObject[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** Milliseconds; 0 where there is no time. */
export function createdAt(object: JsonObject): number {
  const text = stringAt(object, ['metadata', 'creationTimestamp']) ?? '';
  // biome-ignore lint/style/noRestrictedGlobals: reading a time asks no clock.
  return Date.parse(text) || 0;
}

/** The condition of a type in an object's status. */
export function condition(object: JsonObject, type: string): JsonObject | undefined {
  return objectsAt(object, ['status', 'conditions']).find((each) => each.type === type);
}

/** Names of the revisions that spec and status send traffic to, each once. */
export function trafficOf(object: JsonObject): string[] {
  const targets = [
    ...objectsAt(object, ['spec', 'traffic']),
    ...objectsAt(object, ['status', 'traffic']),
  ];
  const names = targets.map(({ revisionName }) => revisionName);
  return [...new Set(names.filter(isName))].sort();
}

function isName(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

type Present<T> = { -readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields that have a value. */
export function present<T extends object>(fields: T): Present<T> {
  const found: Present<T> = {};
  for (const key in fields) {
    const value = fields[key];
    if (value !== undefined) found[key] = value as Exclude<T[typeof key], undefined>;
  }
  return found;
}
