import { isObject, type Json, type JsonObject } from '../../src/json.ts';
import { defaultCluster, readCluster } from '../../src/knative/cluster.ts';
import { knativeProblems } from '../../src/knative/rules.ts';
import { readService } from '../../src/knative/service.ts';
import type { Cluster, Service } from '../../src/knative/types.ts';
import type { Manifest } from '../../src/manifest/types.ts';

/** A manifest around a value, for rules that never look at the text. */
export function manifestOf(value: JsonObject): Manifest {
  const source = { name: 'test.yaml', text: '' };
  return { document: { source, start: 0, end: 0, syntax: 'yaml' }, at: [], value };
}

const minimal: JsonObject = {
  apiVersion: 'serving.knative.dev/v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: {
    template: {
      metadata: { annotations: {} },
      spec: { containers: [{ image: 'example.com/app:1' }] },
    },
  },
};

/** A Service that nothing is wrong with, and what is laid over it: maps are merged, null deletes. */
export function serviceValue(overlay: JsonObject = {}): JsonObject {
  const value = merge(minimal, overlay);
  return isObject(value) ? value : {};
}

function merge(base: Json | undefined, overlay: Json): Json {
  if (!isObject(overlay)) return overlay;
  const merged: JsonObject = isObject(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(overlay)) {
    if (value === null) delete merged[key];
    else merged[key] = merge(merged[key], value);
  }
  return merged;
}

export function serviceOf(value: JsonObject): Service {
  const { service, problems } = readService(manifestOf(value));
  if (service === undefined) throw new Error(JSON.stringify(problems));
  return service;
}

/** A Service with these annotations on its template. */
export function annotated(annotations: Record<string, string>): Service {
  return serviceOf(serviceValue({ spec: { template: { metadata: { annotations } } } }));
}

/** Codes and paths of what the rules find wrong with a Service. */
export function foundIn(value: JsonObject, cluster: Cluster = defaultCluster): string[] {
  return knativeProblems(serviceOf(value), cluster).map(
    ({ code, path }) => `${code} ${path.join('/')}`,
  );
}

/** A cluster with these feature flags. */
export function withFlags(flags: Record<string, string>): Cluster {
  const metadata = { name: 'config-features' };
  return readCluster([{ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: flags }]).cluster;
}
