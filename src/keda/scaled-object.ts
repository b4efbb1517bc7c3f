import type { JsonObject } from '../json.ts';
import type { AnnotatedScaling, Scaling } from '../knative/scaling/types.ts';
import type { Revision, Service } from '../knative/types.ts';
import { makeAnnotations, makeLabels } from './metadata.ts';
import { makeOverridingSpec } from './override.ts';
import { makeFirstTrigger } from './triggers.ts';
import type { ScaledObject } from './types.ts';

/**
 * The ScaledObject that the extension would make for a revision, under the revision's name: the
 * extension finds neither it nor its HPA under any other.
 *
 * `namespace` is where the Service ends up, which queries are told; metadata has a namespace only
 * where the Service's has.
 */
export function makeScaledObject(
  scaling: Scaling,
  service: Service,
  revision: Revision,
  namespace: string,
): ScaledObject {
  const finalizers = scaling.from === 'override' ? [...scaling.finalizers] : [];
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: {
      name: revision.name,
      ...(service.namespace !== undefined && { namespace: service.namespace }),
      labels: makeLabels(service, revision),
      annotations: makeAnnotations(scaling, service, revision),
      ...(finalizers.length > 0 && { finalizers }),
    },
    spec:
      scaling.from === 'override'
        ? makeOverridingSpec(scaling, revision)
        : makeSpec(scaling, revision, namespace),
  };
}

function makeSpec(
  { minReplicas, maxReplicas, scalingModifiers, behavior, ...scaling }: AnnotatedScaling,
  revision: Revision,
  namespace: string,
): JsonObject {
  const { firstTrigger, extraTriggers } = scaling;
  const first = firstTrigger && makeFirstTrigger(firstTrigger, revision.name, namespace);
  const modified = scalingModifiers !== undefined && Object.keys(scalingModifiers).length > 0;
  return {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: revision.deployment },
    ...(minReplicas !== undefined && { minReplicaCount: minReplicas }),
    maxReplicaCount: maxReplicas,
    advanced: {
      horizontalPodAutoscalerConfig: {
        name: revision.name,
        ...(behavior !== undefined && { behavior: { ...behavior } }),
      },
      ...(modified && { scalingModifiers }),
    },
    triggers: [...(first === undefined ? [] : [first]), ...extraTriggers],
  };
}
