import { isObject, type JsonObject } from '../../json.ts';
import type { Reason } from '../types.ts';

/** A part of what is patched in one ScaledObject, and why. */
export interface Change {
  readonly reason: Reason;
  readonly patch: JsonObject;
}

/** One merge patch of all changes. Where two set the same, they set it to the same. */
export function mergedPatch(changes: readonly Change[]): JsonObject {
  return changes.reduce((merged, { patch }) => merge(merged, patch), {} as JsonObject);
}

export function reasonsOf(changes: readonly Change[]): Reason[] {
  return [...new Set(changes.map(({ reason }) => reason))];
}

/** null: the annotation goes. */
export function annotationPatch(key: string, value: string | null): JsonObject {
  return { metadata: { annotations: { [key]: value } } };
}

function merge(a: JsonObject, b: JsonObject): JsonObject {
  const merged: JsonObject = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const present = merged[key];
    merged[key] = isObject(present) && isObject(value) ? merge(present, value) : value;
  }
  return merged;
}
