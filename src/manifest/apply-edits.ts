import { isObject, type Json, type JsonObject, type Path, valueAt } from '../json.ts';
import type { Edit } from './types.ts';

/**
 * The value with the edits made one after the other. It shares with the given value whatever they
 * leave as it is, and is the given value if that is everything. Where a parent is missing or cannot
 * have such a member one is made, and an index beyond the end of a list appends to it. A
 * substitution changes nothing but a string.
 */
export function applyEdits(value: JsonObject, edits: readonly Edit[]): JsonObject;
export function applyEdits(value: Json, edits: readonly Edit[]): Json;
export function applyEdits(value: Json, edits: readonly Edit[]): Json {
  const own = new Set<Json>();
  return edits.reduce((result, edit) => {
    const next = newValue(valueAt(result, edit.path), edit);
    return next === undefined ? result : setAt(result, edit.path, next, own);
  }, value);
}

/** Whether two values are equal, the order of keys aside. */
export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false;
    return one.every((item, index) => isSame(item, other[index]));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]));
}

function newValue(old: Json | undefined, edit: Edit): Json | undefined {
  if (edit.op === 'set') return edit.value;
  if (typeof old !== 'string' || edit.find === '') return undefined;
  return old.replaceAll(edit.find, () => edit.replacement);
}

/** `own` has the copies that may be changed: each collection is copied once, not once an edit. */
function setAt(value: Json | undefined, path: Path, next: Json, own: Set<Json>): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value !== undefined && isSame(value, next) ? value : next;
  if (typeof step === 'number') return setItem(value, step, rest, next, own);
  const map = isObject(value) ? value : {};
  const old = Object.hasOwn(map, step) ? map[step] : undefined;
  const member = setAt(old, rest, next, own);
  if (member === old) return map;
  if (own.has(map) && step !== '__proto__') {
    map[step] = member;
    return map;
  }
  const copy = { ...map, [step]: member };
  own.add(copy);
  return copy;
}

function setItem(
  value: Json | undefined,
  index: number,
  rest: Path,
  next: Json,
  own: Set<Json>,
): Json {
  const list = Array.isArray(value) ? value : [];
  const item = setAt(list[index], rest, next, own);
  if (item === list[index]) return list;
  const copy = own.has(list) ? list : [...list];
  copy[Math.min(index, list.length)] = item;
  own.add(copy);
  return copy;
}
