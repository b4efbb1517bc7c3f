import type {
  PlanSettings,
  PodAutoscalerState,
  RevisionState,
  ScaledObjectState,
} from '../types.ts';
import { adoption } from './adopt.ts';
import type { Change } from './change.ts';
import { lowered, restored } from './idle.ts';
import { heldFor } from './names.ts';
import { corrections } from './right.ts';
import { patchStep, type Step } from './step.ts';
import { corrected } from './told.ts';
import type { Unit } from './unit.ts';
import { isAsleep, isSpecChanged, neutralChange, stuckIn, wokenFor } from './wake.ts';

/** Steps of all ScaledObjects whose own revision is there, by name. */
export function serveAll(unit: Unit, settings: PlanSettings, now: number): Map<string, Step> {
  const steps = new Map<string, Step>();
  for (const scaledObject of unit.ours) {
    const revision = unit.revisions.get(scaledObject.name);
    if (revision === undefined) continue;
    steps.set(scaledObject.name, serve(scaledObject, revision, unit, settings, now));
  }
  return steps;
}

/** A ScaledObject whose own revision is there: all that is to change in it, in one patch. */
function serve(
  scaledObject: ScaledObjectState,
  revision: RevisionState,
  unit: Unit,
  settings: PlanSettings,
  now: number,
): Step {
  const podAutoscaler = unit.podAutoscalers.get(revision.name);
  const holds = heldFor(revision.name);
  const fixes = corrections(scaledObject, holds);
  const isWrong = fixes.length > 0;
  if (scaledObject.needsDeployment && podAutoscaler === undefined) {
    // KEDA's webhook refuses even a new annotation as long as the Deployment is missing.
    return patchStep(scaledObject, [], {
      lacks: isWrong ? 'its ScaledObject can be corrected once its Deployment is there' : undefined,
    });
  }
  const isNeeded = unit.needed.has(revision.name);
  const stuck =
    isNeeded && !isWrong ? stuckIn(scaledObject, revision, podAutoscaler, now) : undefined;
  const sleeps = isNeeded && (stuck === 0 || isAsleep(scaledObject, revision, podAutoscaler));
  const changes = [
    ...fixes,
    ...(podAutoscaler === undefined ? [] : adoption(scaledObject, podAutoscaler, unit)),
    ...(sleeps && podAutoscaler !== undefined ? [wokenFor(podAutoscaler)] : []),
    ...minimum(scaledObject, isNeeded, settings),
  ];
  return patchStep(scaledObject, [...changes, ...nudge(scaledObject, changes)], {
    holds,
    ...(isWrong && { told: corrected(scaledObject, fixes, holds) }),
    lacks: lack(isWrong, sleeps, podAutoscaler),
    lookAgainAfter: stuck === 0 ? undefined : stuck,
  });
}

function lack(
  isWrong: boolean,
  sleeps: boolean,
  podAutoscaler: PodAutoscalerState | undefined,
): string | undefined {
  if (isWrong) return 'its ScaledObject is corrected';
  if (!sleeps || podAutoscaler === undefined) return undefined;
  return 'KEDA is told to look at it again';
}

function minimum(
  scaledObject: ScaledObjectState,
  isNeeded: boolean,
  { idle }: PlanSettings,
): Change[] {
  if (isNeeded) return restored(scaledObject);
  return idle === 'lower' ? lowered(scaledObject) : [];
}

/** A change of the spec, where KEDA has to act and nothing else changes the spec. */
function nudge(scaledObject: ScaledObjectState, changes: readonly Change[]): Change[] {
  if (isSpecChanged(changes)) return [];
  const cause = changes.find(({ reason }) => reason === 'Asleep' || reason === 'MissingClass');
  return cause === undefined ? [] : [{ reason: cause.reason, patch: neutralChange(scaledObject) }];
}
