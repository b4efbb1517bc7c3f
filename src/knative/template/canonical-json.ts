import { isObject, type Json } from '../../json.ts';

/** JSON that is the same for equal values: without white space, the keys of objects sorted. */
export function canonicalJson(value: Json): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const result: typeof value = {};
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) result[key] = sorted(member);
  }
  return result;
}
