import type { JsonObject } from '../../json.ts';
import { autoscaling, hpaClass, revcast } from '../../knative/keys.ts';
import type { ScaledObjectState } from '../types.ts';
import { annotationPatch, type Change } from './change.ts';
import type { Held } from './names.ts';

/**
 * What makes a ScaledObject hold what it should: the target, the HPA name that the extension looks
 * for, and the class without which it does not listen to that HPA.
 */
export function corrections(scaledObject: ScaledObjectState, wanted: Held): Change[] {
  const { target, hpaName, scalingClass, retargetedFrom } = scaledObject;
  const changes: Change[] = [];
  const isElsewhere = target.name !== wanted.deployment;
  const isOtherVersion = target.apiVersion !== undefined && target.apiVersion !== 'apps/v1';
  if (isElsewhere || isOtherVersion) {
    const scaleTargetRef: JsonObject = {
      ...(isElsewhere && { name: wanted.deployment }),
      ...(isOtherVersion && { apiVersion: 'apps/v1' }),
    };
    changes.push({
      reason: retargetedFrom === undefined ? 'WrongTarget' : 'Returned',
      patch: { spec: { scaleTargetRef } },
    });
  }
  if (hpaName !== wanted.hpa) {
    const advanced = { horizontalPodAutoscalerConfig: { name: wanted.hpa } };
    changes.push({
      reason: retargetedFrom === undefined ? 'WrongHpaName' : 'Returned',
      patch: { spec: { advanced } },
    });
  }
  if (retargetedFrom !== undefined) {
    changes.push({ reason: 'Returned', patch: annotationPatch(revcast.retargetedFrom, null) });
  }
  if (scalingClass !== hpaClass) {
    changes.push({ reason: 'MissingClass', patch: annotationPatch(autoscaling.class, hpaClass) });
  }
  return changes;
}
