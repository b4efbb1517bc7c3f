import { isObject, type Json, type JsonObject, type Path } from '../../src/json.ts';

/** The object with a value set at each path, parents made where they are missing. */
export function setValues(
  object: JsonObject,
  values: readonly { readonly path: Path; readonly value: Json }[],
): JsonObject {
  const result = structuredClone(object);
  for (const { path, value } of values) setAt(result, path, value);
  return result;
}

function setAt(parent: Json, [step, ...rest]: Path, value: Json): void {
  if (step === undefined || !(isObject(parent) || Array.isArray(parent))) return;
  const container = parent as Record<string | number, Json>;
  if (rest.length === 0) {
    container[step] = value;
    return;
  }
  container[step] ??= {};
  setAt(container[step], rest, value);
}
