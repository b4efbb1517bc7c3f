import { type JsonObject, objectAt } from '../json.ts';
import type { OverridingScaling } from '../knative/scaling/types.ts';
import type { Revision } from '../knative/types.ts';

/**
 * The override's spec with what Knative decides put over it: target, HPA name and maxReplicaCount.
 * The extension crashes on `advanced` without `horizontalPodAutoscalerConfig`; here it is added.
 */
export function makeOverridingSpec(
  { spec, maxReplicas }: OverridingScaling,
  revision: Revision,
): JsonObject {
  const target = objectAt(spec, ['scaleTargetRef']);
  const advanced = objectAt(spec, ['advanced']);
  const horizontal = objectAt(advanced, ['horizontalPodAutoscalerConfig']);
  const { triggers = null, ...rest } = spec;
  return {
    ...rest,
    scaleTargetRef: {
      ...target,
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: revision.deployment,
    },
    maxReplicaCount: maxReplicas,
    advanced: {
      ...advanced,
      horizontalPodAutoscalerConfig: { ...horizontal, name: revision.name },
    },
    triggers,
  };
}
