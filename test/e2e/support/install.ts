import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { applyAll } from './kubectl.ts';
import { moduleFolder } from './module-folder.ts';
import { ingressClass } from './stand-in-ingress.ts';

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Record<string, string>;
}

/** The part of Knative Serving's and KEDA's installation that programs outside of the cluster need. */
export async function install(kubeconfig: string): Promise<void> {
  const serving = join(moduleFolder('knative', 'knative.dev/serving'), 'config', 'core');
  const networking = join(moduleFolder('knative', 'knative.dev/networking'), 'config');
  const caching = join(moduleFolder('knative', 'knative.dev/caching'), 'config');
  const namespaces = ['knative-serving', 'keda'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  }));
  const configs = [
    ...manifests(join(serving, 'configmaps')),
    ...manifests(networking).filter(({ kind }) => kind === 'ConfigMap'),
  ].map(withoutExample);
  await applyAll(kubeconfig, [
    ...namespaces,
    ...manifests(caching).filter(({ kind }) => kind === 'CustomResourceDefinition'),
    ...configs,
    configAutoscalerKeda,
    ...activator,
    ...manifests(join(serving, 'webhooks')),
  ]);
}

/** What differs from an installation as it comes. */
const settings: Readonly<Record<string, Record<string, string>>> = {
  'config-deployment': {
    'queue-sidecar-image': 'example.com/queue',
    'registries-skipping-tag-resolving': 'example.com',
    'progress-deadline': '600s',
  },
  'config-domain': { 'example.com': '' },
  'config-network': { 'ingress-class': ingressClass },
};

const configAutoscalerKeda = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'config-autoscaler-keda', namespace: 'knative-serving' },
  data: {
    'autoscaler.keda.prometheus-address': 'http://prometheus.example.com:9090',
    'autoscaler.keda.scaledobject-autocreate': 'false',
  },
};

/** The network of a revision wants to know where it is, though class hpa sends nothing through it. */
const activatorName = { name: 'activator-service', namespace: 'knative-serving' };
const activator = [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: activatorName,
    spec: { ports: [{ name: 'http', port: 80, targetPort: 8012 }] },
  },
  {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: activatorName,
    subsets: [{ addresses: [{ ip: '10.128.255.254' }], ports: [{ name: 'http', port: 8012 }] }],
  },
];

/** `_example` and its checksum are for people; the webhook refuses one without the other. */
function withoutExample(object: Manifest): object {
  const { _example, ...data } = object.data ?? {};
  const { annotations: _, ...metadata } = object.metadata as Record<string, unknown>;
  return { ...object, metadata, data: { ...data, ...settings[object.metadata.name] } };
}

function manifests(folder: string): Manifest[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => parseAllDocuments(readFileSync(join(folder, name), 'utf8')))
    .map((document) => document.toJSON())
    .filter((object) => typeof object?.kind === 'string');
}
