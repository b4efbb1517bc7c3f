import type { Action, ScaledObjectState, Told } from '../types.ts';
import { type Change, mergedPatch, reasonsOf } from './change.ts';
import { heldBy } from './held.ts';
import type { Held } from './names.ts';

/** What is to become of one ScaledObject. */
export interface Step {
  /** Of the ScaledObject, whether it exists or is to be made. */
  readonly name: string;
  /** What it holds afterwards. */
  readonly holds: Held;
  /** undefined: it stays as it is. */
  readonly action?: Action;
  /** ScaledObjects whose steps have to succeed first, besides those that hold what this one is to. */
  readonly after?: readonly string[];
  /** Told when it is done, besides what the action tells. */
  readonly told?: readonly Told[];
  /** What its revision lacks until then; undefined: nothing. */
  readonly lacks?: string;
  /** Milliseconds until time alone makes a difference to it. */
  readonly lookAgainAfter?: number;
}

interface More {
  readonly holds?: Held;
  readonly told?: Told;
  readonly lacks?: string | undefined;
  readonly lookAgainAfter?: number | undefined;
}

/** A patch of all changes, or no action when there are none. */
export function patchStep(
  scaledObject: ScaledObjectState,
  changes: readonly Change[],
  more: More = {},
): Step {
  const { holds = heldBy(scaledObject), told, lacks, lookAgainAfter } = more;
  const { name } = scaledObject;
  const step = {
    name,
    holds,
    ...(lacks !== undefined && { lacks }),
    ...(lookAgainAfter !== undefined && { lookAgainAfter }),
  };
  if (changes.length === 0) return step;
  const reasons = reasonsOf(changes);
  const patch = mergedPatch(changes);
  const action: Action = {
    do: 'patch',
    reasons,
    scaledObject,
    patch,
    ...(told !== undefined && { told }),
  };
  return { ...step, action };
}
