import {
  anyObject,
  anything,
  boolean,
  type Fields,
  int64,
  list,
  type ObjectSchema,
  object,
  open,
  type Schema,
  text,
  texts,
} from '../crd/schema.ts';
import { container } from './crd/container.ts';
import { volume } from './crd/volume.ts';

/** The key of a secret and the type of a profile: the webhook leaves them to Kubernetes. */
const leftToKubernetes = ['key', 'type'];

/** The same types where the CRD leaves all the rest to Knative's webhook. */
function opened(schema: Schema): Schema {
  if (schema.is === 'list') return { is: 'list', of: opened(schema.of) };
  if (schema.is !== 'object') return schema;
  const fields = Object.entries(schema.fields).map(([name, field]) => [name, opened(field)]);
  const required = schema.required.filter((field) => !leftToKubernetes.includes(field));
  return { is: 'object', fields: Object.fromEntries(fields), required, open: true };
}

const revision = object(
  {
    affinity: anyObject,
    automountServiceAccountToken: boolean,
    containerConcurrency: int64,
    containers: list(object(container)),
    dnsConfig: anyObject,
    dnsPolicy: text,
    enableServiceLinks: boolean,
    hostAliases: list(anyObject),
    hostIPC: boolean,
    hostNetwork: boolean,
    hostPID: boolean,
    idleTimeoutSeconds: int64,
    imagePullSecrets: list(object({ name: text }), 'name'),
    initContainers: list(opened(object(container))),
    nodeSelector: texts,
    priorityClassName: text,
    responseStartTimeoutSeconds: int64,
    runtimeClassName: text,
    schedulerName: text,
    securityContext: open({
      fsGroup: int64,
      runAsGroup: int64,
      runAsNonRoot: boolean,
      runAsUser: int64,
      supplementalGroups: list(int64),
    }),
    serviceAccountName: text,
    shareProcessNamespace: boolean,
    timeoutSeconds: int64,
    tolerations: list(anyObject),
    topologySpreadConstraints: list(anyObject),
    volumes: list(volume, 'name'),
  },
  'containers',
);

const template = object({
  metadata: open({
    // What is not a string in these, reading the Service has found.
    annotations: anything,
    labels: anything,
    generateName: text,
    name: text,
  }),
  spec: revision,
});

const traffic = object({
  configurationName: text,
  latestRevision: boolean,
  percent: int64,
  revisionName: text,
  tag: text,
  url: text,
});

function root(spec: Fields): ObjectSchema {
  const fields = { apiVersion: text, kind: text, metadata: anything, status: anything };
  return object({ ...fields, spec: object(spec) });
}

/** knative/serving `config/core/300-resources`, with Go's types where the CRD leaves them open. */
export const schemas: Readonly<Record<'Service' | 'Configuration', ObjectSchema>> = {
  Service: root({ template, traffic: list(traffic) }),
  Configuration: root({ template }),
};
