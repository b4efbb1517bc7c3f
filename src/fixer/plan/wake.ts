import type { JsonObject } from '../../json.ts';
import { revcast } from '../../knative/keys.ts';
import type { PodAutoscalerState, RevisionState, ScaledObjectState } from '../types.ts';
import { annotationPatch, type Change } from './change.ts';
import { patience } from './patience.ts';

/**
 * Whether KEDA found no Deployment and may not look again for up to 1000 s. It is told once for each
 * PodAutoscaler, so that a ScaledObject that fails for another reason is not written for ever. One
 * that is older than its revision is woken before a status says that it sleeps: that may be late.
 */
export function isAsleep(
  scaledObject: ScaledObjectState,
  revision: RevisionState,
  podAutoscaler: PodAutoscalerState | undefined,
): boolean {
  const { ready, wokenFor, createdAt } = scaledObject;
  if (podAutoscaler === undefined || wokenFor === podAutoscaler.uid) return false;
  if (ready?.status === 'True') return false;
  return ready?.reason === 'ScaledObjectCheckFailed' || createdAt < revision.createdAt;
}

/**
 * Milliseconds until one that KEDA is content with is woken all the same, once, because its
 * PodAutoscaler isn't ready: where the class came later than the HPA, the HPA still lacks it, and the
 * extension does not hear of it. Most are ready before that. undefined: nothing is amiss.
 */
export function stuckIn(
  { ready, wokenFor, createdAt }: ScaledObjectState,
  revision: RevisionState,
  podAutoscaler: PodAutoscalerState | undefined,
  now: number,
): number | undefined {
  if (podAutoscaler === undefined || podAutoscaler.isReady) return undefined;
  if (ready?.status !== 'True' || wokenFor === podAutoscaler.uid) return undefined;
  return Math.max(0, Math.max(createdAt, revision.createdAt) + patience - now);
}

/** `Asleep`, to go into one patch with `neutralChange` or another change of the spec. */
export function wokenFor({ uid }: PodAutoscalerState): Change {
  return { reason: 'Asleep', patch: annotationPatch(revcast.wokenFor, uid) };
}

/** Whether KEDA acts on these changes. */
export function isSpecChanged(changes: readonly Change[]): boolean {
  return changes.some(({ patch }) => patch.spec !== undefined);
}

/**
 * A change of the spec that means nothing. KEDA reconciles when the generation grows, and at no
 * change of an annotation: an absent restoreToOriginalReplicaCount is false, and the absent
 * apiVersion of a target is apps/v1. The first is preferred: GitOps tools don't see a field as
 * different that Git doesn't name.
 */
export function neutralChange({ restores, target }: ScaledObjectState): JsonObject {
  if (restores !== true) {
    const value = restores === undefined ? false : null;
    return { spec: { advanced: { restoreToOriginalReplicaCount: value } } };
  }
  const apiVersion = target.apiVersion === undefined ? 'apps/v1' : null;
  return { spec: { scaleTargetRef: { apiVersion } } };
}
