/** JSON as it comes out of a manifest or an annotation. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json;
}

/** Where a value is inside an object: `['spec', 'triggers', 0, 'type']`. */
export type Path = readonly (string | number)[];

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path, or undefined when any step of it is missing. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let found = value;
  for (const step of path) {
    if (typeof step === 'number') {
      found = Array.isArray(found) ? found[step] : undefined;
    } else {
      found = isObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
    }
  }
  return found;
}

/** The object at a path, or undefined when there is none or it is not an object. */
export function objectAt(value: Json | undefined, path: Path): JsonObject | undefined {
  const found = valueAt(value, path);
  return isObject(found) ? found : undefined;
}

/** The string at a path, or undefined when there is none or it is not a string. */
export function stringAt(value: Json | undefined, path: Path): string | undefined {
  const found = valueAt(value, path);
  return typeof found === 'string' ? found : undefined;
}
