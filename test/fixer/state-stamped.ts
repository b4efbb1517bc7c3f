import { type JsonObject, objectAt, stringAt } from '../../src/json.ts';
import { revisionName } from '../../src/knative/names.ts';

export interface Owner {
  readonly name: string;
  readonly namespace: string;
  readonly generation: number;
}

/**
 * The revision that Knative makes of a template as a Configuration stores it, after a Route sends
 * traffic to it: `MakeRevision` of knative/serving, its labeler, and what the API server adds.
 */
export function stampedRevision(template: JsonObject, owner: Owner): JsonObject {
  const { name, namespace, generation } = owner;
  const metadata = objectAt(template, ['metadata']);
  const spec = objectAt(template, ['spec']);
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Revision',
    metadata: {
      ...metadata,
      namespace,
      name: stringAt(metadata, ['name']) ?? revisionName(name, generation),
      uid: '2f6dbd4b-8f0a-4d9c-a5ab-34f0ff2b7fe4',
      resourceVersion: '4711',
      generation: 1,
      creationTimestamp: '2026-03-01T10:00:00Z',
      labels: {
        ...objectAt(metadata, ['labels']),
        'serving.knative.dev/configuration': name,
        'serving.knative.dev/configurationGeneration': String(generation),
        'serving.knative.dev/configurationUID': 'c-uid',
        'serving.knative.dev/service': name,
        'serving.knative.dev/serviceUID': 's-uid',
        'serving.knative.dev/routingState': 'active',
      },
      annotations: {
        ...objectAt(metadata, ['annotations']),
        'serving.knative.dev/creator': 'system:serviceaccount:argocd:argocd-application-controller',
        'serving.knative.dev/routes': name,
        'serving.knative.dev/routingStateModified': '2026-03-01T10:00:00Z',
      },
      ownerReferences: [
        {
          apiVersion: 'serving.knative.dev/v1',
          kind: 'Configuration',
          name,
          uid: 'c-uid',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    // A revision is always created, so that this is filled in even where a template lost it.
    spec: { enableServiceLinks: false, ...spec },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  };
}
