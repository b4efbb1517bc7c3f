import { stepText } from '../../diagnostics/words.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { FieldChange } from '../types.ts';
import type { Alike } from './alike.ts';
import { interleaved } from './interleave.ts';
import { nameOf, pairTriggers } from './triggers.ts';

/**
 * What differs between two ScaledObjects, in the order of the new one; removed fields stand where
 * they stood. What is new or gone as a whole is one change.
 */
export function fieldChanges(old: JsonObject, now: JsonObject, alike: Alike): FieldChange[] {
  return differences(old, now, '', alike);
}

function differences(
  old: Json | undefined,
  now: Json | undefined,
  path: string,
  alike: Alike,
): FieldChange[] {
  if (isObject(old) && isObject(now)) {
    return interleaved(Object.keys(old), Object.keys(now)).flatMap((key) =>
      differences(own(old, key), own(now, key), under(path, key), alike),
    );
  }
  if (Array.isArray(old) && Array.isArray(now)) {
    return path === 'spec.triggers'
      ? triggerDifferences(old, now, alike)
      : longer(old, now).flatMap((_, index) =>
          differences(old[index], now[index], under(path, index), alike),
        );
  }
  if (alike(old, now)) return [];
  return [{ path, ...(old !== undefined && { old }), ...(now !== undefined && { new: now }) }];
}

function triggerDifferences(old: Json[], now: Json[], alike: Alike): FieldChange[] {
  return pairTriggers(old, now, alike).flatMap((places) => {
    const was = places.old === undefined ? undefined : old[places.old];
    const is = places.now === undefined ? undefined : now[places.now];
    const step = triggerStep(is ?? was ?? null, places.now ?? places.old ?? 0);
    return differences(was, is, `spec.triggers${step}`, alike);
  });
}

/** By its name, `[cpu]` or `["trigger two"]`; by its place where it has none. */
function triggerStep(trigger: Json, index: number): string {
  const name = nameOf(trigger);
  if (name === undefined) return `[${index}]`;
  return /^[A-Za-z_][\w.-]*$/.test(name) ? `[${name}]` : `[${JSON.stringify(name)}]`;
}

function under(path: string, step: string | number): string {
  return path === '' ? String(step) : `${path}${stepText(step)}`;
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function longer(a: readonly Json[], b: readonly Json[]): readonly Json[] {
  return a.length > b.length ? a : b;
}
