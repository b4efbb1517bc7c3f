import { type Code, severityOf } from '../../../src/diagnostics/codes.ts';
import type { Problem } from '../../../src/diagnostics/types.ts';
import type { Json, JsonObject } from '../../../src/json.ts';
import { kedaProblems } from '../../../src/keda/rules.ts';

export const cpu: JsonObject = {
  type: 'cpu',
  metricType: 'Utilization',
  metadata: { value: '70' },
};

export const prometheus: JsonObject = {
  type: 'prometheus',
  name: 'requests',
  metadata: { serverAddress: 'http://prometheus:9090', query: 'up', threshold: '5' },
};

export const office: JsonObject = {
  type: 'cron',
  metadata: {
    timezone: 'Europe/Berlin',
    start: '0 8 * * MON-FRI',
    end: '0 18 * * MON-FRI',
    desiredReplicas: '10',
  },
};

/** A ScaledObject without mistakes, but for the given fields of its spec. */
export function scaledObject(spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'web-00001', ...metadata },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web-00001-deployment' },
      minReplicaCount: 1,
      maxReplicaCount: 100,
      triggers: [prometheus],
      ...spec,
    },
  };
}

/** A trigger with other metadata; null takes a key away. */
export function withMetadata(
  trigger: JsonObject,
  metadata: Readonly<Record<string, Json>>,
): JsonObject {
  const merged = { ...(trigger.metadata as JsonObject), ...metadata };
  return {
    ...trigger,
    metadata: Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null)),
  };
}

/** `RC4101 spec.minReplicaCount`: what is wrong, and where. */
export function told(problems: readonly Problem[]): string[] {
  return problems.map(({ code, path }) => `${code} ${path.join('.')}`);
}

export function problemsOf(spec: JsonObject, metadata?: JsonObject): string[] {
  return told(kedaProblems(scaledObject(spec, metadata)));
}

export function isError({ code }: { readonly code: Code }): boolean {
  return severityOf(code) === 'error';
}
