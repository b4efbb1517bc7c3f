import { isObject, type Json, type JsonObject } from '../json.ts';
import { canonicalJson } from '../knative/template/canonical-json.ts';

/** Whether two values are the same JSON: the order of keys doesn't count, empty values do. */
export function isEqual(one: Json, other: Json): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

/** The merge patch (RFC 7386) that leads from one object to another; null removes. */
export function difference(from: JsonObject, to: JsonObject): JsonObject {
  const patch: JsonObject = {};
  for (const [key, value] of Object.entries(to)) {
    const before = Object.hasOwn(from, key) ? from[key] : undefined;
    if (before === undefined) patch[key] = value;
    else if (isObject(before) && isObject(value)) {
      const inner = difference(before, value);
      if (Object.keys(inner).length > 0) patch[key] = inner;
    } else if (!isEqual(before, value)) patch[key] = value;
  }
  for (const key of Object.keys(from)) if (!Object.hasOwn(to, key)) patch[key] = null;
  return patch;
}

/** A merge patch without its removals. An empty object that was written is a value, and stays. */
export function withoutRemovals(patch: JsonObject): JsonObject {
  return mapped(patch, (value) => {
    if (value === null) return undefined;
    if (!isObject(value) || isEmpty(value)) return value;
    const inner = withoutRemovals(value);
    return isEmpty(inner) ? undefined : inner;
  });
}

/** Only the removals of a merge patch. */
export function removals(patch: JsonObject): JsonObject {
  return mapped(patch, (value) => {
    if (!isObject(value)) return value === null ? null : undefined;
    const inner = removals(value);
    return isEmpty(inner) ? undefined : inner;
  });
}

/** A value without the nulls in its mappings, also those inside of lists. */
export function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return mapped(value, (member) => (member === null ? undefined : withoutNulls(member)));
}

function mapped(object: JsonObject, change: (value: Json) => Json | undefined): JsonObject {
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(object)) {
    const changed = change(value);
    if (changed !== undefined) result[key] = changed;
  }
  return result;
}

function isEmpty(object: JsonObject): boolean {
  return Object.keys(object).length === 0;
}
