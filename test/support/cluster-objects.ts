import type { Json, JsonObject } from '../../src/json.ts';
import { serving } from '../../src/knative/keys.ts';
import { deploymentName, revisionName } from '../../src/knative/names.ts';
import type { StringMap } from '../../src/knative/types.ts';

/*
 * What Knative Serving's controllers make out of each other's objects, without what only pods need.
 * Each function has an object as it was read from the API server, and returns the next one.
 */

export interface Template {
  readonly annotations?: StringMap;
  readonly labels?: StringMap;
  readonly image?: string;
  /** The name that the template gives to its revision. */
  readonly name?: string;
}

/** Class hpa on cpu: with a minimum, a maximum and the request that KEDA wants. */
export const cpu: StringMap = {
  'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev',
  'autoscaling.knative.dev/metric': 'cpu',
  'autoscaling.knative.dev/target': '70',
  'autoscaling.knative.dev/min-scale': '2',
  'autoscaling.knative.dev/max-scale': '10',
};

/** Class hpa on a query of Prometheus, which names the revision. */
export const prometheus: StringMap = {
  'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev',
  'autoscaling.knative.dev/metric': 'requests',
  'autoscaling.knative.dev/target': '5',
  'autoscaling.knative.dev/min-scale': '1',
  'autoscaling.knative.dev/prometheus-query':
    'sum(rate(requests{pod=~"{{ .revisionName }}.*"}[1m]))',
};

/** An object as the API server returns it. */
export interface Live {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly generation: number;
    readonly labels?: StringMap;
  };
  readonly spec: JsonObject;
}

export function serviceObject(
  namespace: string,
  name: string,
  { annotations = cpu, labels = {}, image = 'example.com/app:1', name: given }: Template = {},
  own: StringMap = {},
): JsonObject {
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { namespace, name, annotations: { ...own } },
    spec: {
      template: {
        metadata: {
          annotations: { ...annotations },
          labels: { ...labels },
          ...(given && { name: given }),
        },
        spec: {
          containers: [{ image, resources: { requests: { cpu: '100m', memory: '64Mi' } } }],
        },
      },
      traffic: [{ latestRevision: true, percent: 100 }],
    },
  };
}

export function configurationObject(service: Live): JsonObject {
  const { namespace, name, uid } = service.metadata;
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Configuration',
    metadata: {
      namespace,
      name,
      labels: { [serving.service]: name, [serving.serviceUID]: uid },
      ownerReferences: [owner('serving.knative.dev/v1', 'Service', service)],
    },
    spec: { template: defaulted(service.spec.template as unknown as PodTemplate) },
  };
}

interface PodTemplate {
  readonly metadata: JsonObject;
  readonly spec: JsonObject & { readonly containers: readonly JsonObject[] };
}

/** The template with what Knative's webhook fills in. */
function defaulted({ metadata, spec: { containers, ...spec } }: PodTemplate): JsonObject {
  const readinessProbe = { successThreshold: 1, tcpSocket: { port: 0 } };
  const named = { name: 'user-container', readinessProbe };
  return {
    metadata,
    spec: {
      containerConcurrency: 0,
      enableServiceLinks: false,
      timeoutSeconds: 300,
      ...spec,
      containers: containers.map((container) => ({ ...named, ...container })),
    },
  };
}

export function routeObject(service: Live): JsonObject {
  const { namespace, name } = service.metadata;
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Route',
    metadata: {
      namespace,
      name,
      labels: { [serving.service]: name },
      ownerReferences: [owner('serving.knative.dev/v1', 'Service', service)],
    },
    spec: { traffic: service.spec.traffic ?? [] },
  };
}

export function revisionObject(configuration: Live): JsonObject {
  const { namespace, name, uid, generation, labels = {} } = configuration.metadata;
  const template = configuration.spec.template as { metadata: JsonObject; spec: JsonObject };
  const given = template.metadata.name;
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Revision',
    metadata: {
      namespace,
      name: typeof given === 'string' ? given : revisionName(name, generation),
      annotations: template.metadata.annotations ?? {},
      labels: {
        ...(template.metadata.labels as StringMap | undefined),
        ...labels,
        [serving.configuration]: name,
        [serving.configurationUID]: uid,
        [serving.configurationGeneration]: String(generation),
        [serving.routingState]: 'pending',
      },
      ownerReferences: [owner('serving.knative.dev/v1', 'Configuration', configuration)],
    },
    spec: template.spec,
  };
}

export function podAutoscalerObject(revision: Live): JsonObject {
  const { namespace, name } = revision.metadata;
  return {
    apiVersion: 'autoscaling.internal.knative.dev/v1alpha1',
    kind: 'PodAutoscaler',
    metadata: {
      namespace,
      name,
      labels: { ...revision.metadata.labels, [serving.revision]: name },
      ownerReferences: [owner('serving.knative.dev/v1', 'Revision', revision)],
    },
    spec: {
      protocolType: 'http1',
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deploymentName(name) },
    },
  };
}

function owner(apiVersion: string, kind: string, { metadata: { name, uid } }: Live): Json {
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}
