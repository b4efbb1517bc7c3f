import { revcast } from '../../knative/keys.ts';
import type { PodAutoscalerState, ScaledObjectState } from '../types.ts';
import { annotationPatch, type Change } from './change.ts';
import { isOwnedLike, ownedBy, ownersPatch, podAutoscalerReference } from './owners.ts';
import type { Unit } from './unit.ts';

/** The revision has come: its ScaledObject belongs to it, and stands for no other any more. */
export function adoption(
  scaledObject: ScaledObjectState,
  podAutoscaler: PodAutoscalerState,
  unit: Unit,
): Change[] {
  const owners = ownedBy(podAutoscalerReference(podAutoscaler), scaledObject, unit);
  const changes: Change[] = [];
  if (!isOwnedLike(scaledObject, owners)) {
    changes.push({ reason: 'Adopt', patch: ownersPatch(owners) });
  }
  if (scaledObject.standsFor !== undefined) {
    changes.push({ reason: 'Adopt', patch: annotationPatch(revcast.standsFor, null) });
  }
  return changes;
}
