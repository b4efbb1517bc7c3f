import { isObject, type Json, type JsonObject, type Path, stringAt, valueAt } from '../json.ts';

const triggersPath: Path = ['spec', 'triggers'];

/**
 * Where in an overlay a field of what was laid over the base is decided: there or above; undefined
 * when the overlay has no say about it. The path may be one that nothing is at.
 */
export function overlayField(overlay: JsonObject, path: Path, base: JsonObject): Path | undefined {
  const [, field, index, ...rest] = path;
  const triggers = valueAt(overlay, triggersPath);
  if (field !== 'triggers' || typeof index !== 'number' || !Array.isArray(triggers)) {
    return decidedAt(overlay, path);
  }
  const laid = triggersLaid(triggers, base).filter(({ to }) => to === index);
  const decided = laid.flatMap(({ from }) => {
    const inside = decidedAt(triggers[from], rest);
    return inside === undefined ? [] : [[...triggersPath, from, ...inside]];
  });
  const isAdded = valueAt(base, [...triggersPath, index]) === undefined;
  const first = isAdded ? laid[0] : undefined;
  return decided.at(-1) ?? (first && [...triggersPath, first.from]);
}

/** Which trigger of the overlay goes over or behind which of the base: the one of its name. */
function triggersLaid(
  triggers: readonly Json[],
  base: JsonObject,
): { readonly from: number; readonly to: number }[] {
  const present = valueAt(base, triggersPath);
  const names = (Array.isArray(present) ? present : []).map(nameOf);
  return triggers.map((trigger, from) => {
    const name = nameOf(trigger);
    const found = name === undefined ? -1 : names.indexOf(name);
    return { from, to: found < 0 ? names.push(name) - 1 : found };
  });
}

function nameOf(trigger: Json): string | undefined {
  return stringAt(trigger, ['name']);
}

/** A value decides about itself, one that is no mapping about all that is under it. */
function decidedAt(overlay: Json | undefined, path: Path): Path | undefined {
  if (valueAt(overlay, path) !== undefined) return path;
  const above = path.findIndex((_, index) => {
    const value = valueAt(overlay, path.slice(0, index));
    return value !== undefined && !isObject(value);
  });
  return above < 0 ? undefined : path.slice(0, above);
}
