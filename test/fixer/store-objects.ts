import type { JsonObject } from '../../src/json.ts';

/** Objects as small as the store takes them. */
export interface Named {
  readonly name: string;
  readonly namespace?: string;
  readonly resourceVersion?: string;
}

const identity = ({ name, namespace = 'ns', resourceVersion = '1' }: Named): JsonObject => ({
  name,
  namespace,
  uid: `uid-of-${name}`,
  resourceVersion,
});

export function service(named: Named, status: JsonObject = {}): JsonObject {
  return { metadata: identity(named), status };
}

export function revision(named: Named, configuration: string, generation = 1): JsonObject {
  const labels = {
    'serving.knative.dev/configuration': configuration,
    'serving.knative.dev/configurationGeneration': String(generation),
  };
  return { metadata: { ...identity(named), labels } };
}

export function route(named: Named, ...traffic: string[]): JsonObject {
  const targets = traffic.map((revisionName) => ({ revisionName }));
  return { metadata: identity(named), status: { traffic: targets } };
}

export function podAutoscaler(named: Named, status: 'True' | 'False'): JsonObject {
  const conditions = [{ type: 'Ready', status }];
  return { metadata: identity(named), status: { conditions } };
}

export function horizontalPodAutoscaler(named: Named, currentReplicas: number): JsonObject {
  return { metadata: identity(named), status: { currentReplicas } };
}

export interface Scaling {
  readonly target?: string;
  readonly configuration?: string;
  readonly boundTo?: string;
  readonly max?: number;
  readonly status?: JsonObject;
}

export function scaledObject(named: Named, scaling: Scaling = {}): JsonObject {
  const { target = 'x', configuration, boundTo, max = 1, status = {} } = scaling;
  return {
    metadata: {
      ...identity(named),
      labels:
        configuration === undefined ? {} : { 'serving.knative.dev/configuration': configuration },
      annotations: boundTo === undefined ? {} : { 'revcast.dev/service': boundTo },
    },
    spec: { scaleTargetRef: { name: target }, maxReplicaCount: max },
    status,
  };
}

export function configMap(name: string, data: Record<string, string>): JsonObject {
  return { metadata: { name, namespace: 'knative-serving' }, data };
}
