import type { Action, Observed, ScaledObjectState } from '../types.ts';
import { generationOf } from './names.ts';
import { isOurs } from './ours.ts';
import { patience } from './patience.ts';
import { removed } from './told.ts';
import type { Unit } from './unit.ts';
import { isWaiting, servedBy } from './waiting.ts';

export interface Removals {
  readonly actions: readonly Action[];
  /** Milliseconds until another one may be removed. */
  readonly lookAgainAfter?: number;
}

/**
 * ScaledObjects whose revision can't come any more. Whether they really go is the GitOps tool's to
 * say: it is asked when the action is applied, because what is still in Git would come back. Helm
 * can't be asked.
 */
export function leftOver(unit: Unit, observed: Observed, now: number): Removals {
  const newest = Math.max(0, ...observed.revisions.map(({ generation }) => generation));
  const past = Math.min(newest, unit.configuration.generation);
  const gone = unit.ours
    .filter((each) => isWaiting(each, unit) && servedBy(each, unit) === undefined)
    .filter(({ name }) => (generationOf(unit.name, name) ?? Number.POSITIVE_INFINITY) <= past);
  return removals(gone, now);
}

/** Nothing is left of the Service but them. */
export function orphans(observed: Observed, now: number): Removals {
  const { service, configuration, revisions } = observed;
  if (service !== undefined || configuration !== undefined || revisions.length > 0) {
    return { actions: [] };
  }
  const left = observed.scaledObjects.filter((each) => isOurs(each, observed) && !each.isFixers);
  return removals(left, now);
}

/** One that was applied just now may not be in the tool's list yet. */
function removals(scaledObjects: readonly ScaledObjectState[], now: number): Removals {
  const actions: Action[] = [];
  const later: number[] = [];
  for (const scaledObject of scaledObjects) {
    const { tracking, createdAt } = scaledObject;
    if (tracking === undefined || tracking.tool === 'helm') continue;
    const wait = createdAt + patience - now;
    const told = removed(scaledObject);
    if (wait > 0) later.push(wait);
    else
      actions.push({ do: 'remove', reasons: ['NoLongerRendered'], scaledObject, tracking, told });
  }
  return { actions, ...(later.length > 0 && { lookAgainAfter: Math.min(...later) }) };
}
