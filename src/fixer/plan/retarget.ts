import { revcast } from '../../knative/keys.ts';
import type { Action, Observed, RevisionState, ScaledObjectState } from '../types.ts';
import { bestToRetarget } from './candidates.ts';
import { annotationPatch, type Change } from './change.ts';
import { heldFor } from './names.ts';
import type { Provided } from './provide.ts';
import { corrections } from './right.ts';
import { patchStep } from './step.ts';
import { nothingToRetarget, predictionWrong, retargeted } from './told.ts';
import type { Unit } from './unit.ts';
import { isWaiting, servedBy } from './waiting.ts';
import { isSpecChanged, neutralChange } from './wake.ts';

/**
 * `--repair retarget`, for clusters where nothing may be created: a ScaledObject that waits serves
 * the revision in place, until its own comes. Nobody becomes its owner.
 */
export function retarget(
  revision: RevisionState,
  unit: Unit,
  isFree: (scaledObject: ScaledObjectState) => boolean,
): Provided {
  const candidates = unit.ours.filter(
    (each) => isWaiting(each, unit) && isFree(each) && mayServe(each, revision.name, unit),
  );
  const serving = candidates.find((each) => servedBy(each, unit) === revision.name);
  const scaledObject = serving ?? bestToRetarget(revision, candidates, unit);
  if (scaledObject === undefined) {
    const told = nothingToRetarget(revision.name);
    return { because: told.message, isTransient: false, told: [told] };
  }
  const changes = retargeting(scaledObject, revision.name);
  const step = patchStep(scaledObject, changes, {
    holds: heldFor(revision.name),
    told: retargeted(scaledObject, revision.name),
    lacks: changes.length === 0 ? undefined : `ScaledObject ${scaledObject.name} is given to it`,
  });
  const isNew = changes.length > 0 && scaledObject.retargetedFrom === undefined;
  const told = isNew ? [predictionWrong(scaledObject.name, revision.name)] : [];
  return { step: { ...step, told } };
}

/** It serves no other revision that can get traffic. */
function mayServe(scaledObject: ScaledObjectState, revision: string, unit: Unit): boolean {
  const served = servedBy(scaledObject, unit);
  return served === undefined || served === revision || !unit.needed.has(served);
}

function retargeting(scaledObject: ScaledObjectState, revision: string): Change[] {
  const { retargetedFrom, ...own } = scaledObject;
  const { deployment } = heldFor(scaledObject.name);
  const changes = corrections(own, heldFor(revision)).map(({ patch }) => patch);
  if (retargetedFrom !== deployment) {
    changes.push(annotationPatch(revcast.retargetedFrom, deployment));
  }
  const patches = changes.map((patch): Change => ({ reason: 'Retarget', patch }));
  if (patches.length === 0 || isSpecChanged(patches)) return patches;
  return [...patches, { reason: 'Retarget', patch: neutralChange(scaledObject) }];
}

/**
 * The extension does not listen to the HPA of a ScaledObject with another name: it looks when the
 * PodAutoscaler changes, and so that has to change whenever the HPA's replicas do.
 */
export function touches(unit: Unit, observed: Observed): Action[] {
  const actions: Action[] = [];
  for (const name of unit.needed.keys()) {
    const podAutoscaler = unit.podAutoscalers.get(name);
    const hpa = observed.horizontalPodAutoscalers.get(name);
    const isOwn = unit.scaledObjects.has(name);
    if (podAutoscaler === undefined || hpa === undefined || isOwn) continue;
    const value = `${hpa.currentReplicas}/${hpa.desiredReplicas}`;
    if (podAutoscaler.replicas === value) continue;
    actions.push({ do: 'touch', reasons: ['StaleReplicas'], podAutoscaler, value });
  }
  return actions;
}
