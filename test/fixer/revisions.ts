import { revisionState } from '../../src/fixer/state.ts';
import type { RevisionState } from '../../src/fixer/types.ts';
import { type JsonObject, objectAt } from '../../src/json.ts';
import { serving } from '../../src/knative/keys.ts';
import { defaultedTemplate } from '../../src/knative/template.ts';
import type { Cluster, Service } from '../../src/knative/types.ts';

/**
 * The Revision that Knative stamps out of a Service's template (knative/serving
 * `pkg/reconciler/configuration/resources/revision.go`), defaulted and routed to.
 */
export function stamped(
  service: Service,
  { name, generation }: { readonly name: string; readonly generation: number },
  cluster: Cluster,
): JsonObject {
  const template = defaultedTemplate(service.template, cluster, service);
  const creator = service.ownAnnotations[serving.lastModifier];
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Revision',
    metadata: {
      name,
      namespace: service.namespace ?? 'default',
      uid: 'uid-of-revision',
      creationTimestamp: '2026-01-01T00:00:00Z',
      labels: {
        ...objectAt(template, ['metadata', 'labels']),
        [serving.configuration]: service.name,
        [serving.configurationGeneration]: String(generation),
        [serving.configurationUID]: 'uid-of-configuration',
        [serving.service]: service.name,
        [serving.serviceUID]: 'uid-of-service',
        [serving.routingState]: 'active',
      },
      annotations: {
        ...objectAt(template, ['metadata', 'annotations']),
        ...(creator !== undefined && { [serving.creator]: creator }),
        [serving.routes]: service.name,
        [serving.routingStateModified]: '2026-01-01T00:00:00Z',
      },
    },
    spec: template.spec ?? {},
  };
}

export function stateOf(revision: JsonObject): RevisionState {
  const state = revisionState(revision);
  if (state === undefined) throw new Error('no revision');
  return state;
}
