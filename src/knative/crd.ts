/** What a field of a Knative object may hold, as far as Knative's CRDs and Go types say it. */
export type Schema =
  | { readonly is: 'text' | 'boolean' | 'port' | 'quantity' | 'anything' }
  | { readonly is: 'integer'; readonly bits: 32 | 64 }
  | { readonly is: 'mapping'; readonly to: Schema }
  /** A list; in one with a key no two items have the same value there. */
  | { readonly is: 'list'; readonly of: Schema; readonly key?: string }
  | ObjectSchema;

export interface ObjectSchema {
  readonly is: 'object';
  readonly fields: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
  /** The API server keeps fields that the schema does not name. */
  readonly open: boolean;
}

type Fields = Readonly<Record<string, Schema>>;

const text: Schema = { is: 'text' };
const boolean: Schema = { is: 'boolean' };
const int32: Schema = { is: 'integer', bits: 32 };
const int64: Schema = { is: 'integer', bits: 64 };
/** A number or a name. */
const port: Schema = { is: 'port' };
const quantity: Schema = { is: 'quantity' };
const anything: Schema = { is: 'anything' };
const texts: Schema = { is: 'mapping', to: text };
const quantities: Schema = { is: 'mapping', to: quantity };
const anyObject: Schema = { is: 'object', fields: {}, required: [], open: true };

function object(fields: Fields, ...required: string[]): ObjectSchema {
  return { is: 'object', fields, required, open: false };
}

function open(fields: Fields, ...required: string[]): ObjectSchema {
  return { is: 'object', fields, required, open: true };
}

function list(of: Schema, key?: string): Schema {
  return key === undefined ? { is: 'list', of } : { is: 'list', of, key };
}

const keySelector = object({ key: text, name: text, optional: boolean }, 'key');
const reference = object({ name: text, optional: boolean });
const items = list(object({ key: text, mode: int32, path: text }, 'key', 'path'));

const probe = object({
  exec: object({ command: list(text) }),
  failureThreshold: int32,
  grpc: object({ port: int32, service: text }),
  httpGet: object({
    host: text,
    httpHeaders: list(object({ name: text, value: text }, 'name', 'value')),
    path: text,
    port,
    scheme: text,
  }),
  initialDelaySeconds: int32,
  periodSeconds: int32,
  successThreshold: int32,
  tcpSocket: object({ host: text, port }),
  timeoutSeconds: int32,
});

const container: Fields = {
  args: list(text),
  command: list(text),
  env: list(
    object(
      {
        name: text,
        value: text,
        valueFrom: object({
          configMapKeyRef: keySelector,
          fieldRef: open({ apiVersion: text, fieldPath: text }),
          resourceFieldRef: open({ containerName: text, divisor: quantity, resource: text }),
          secretKeyRef: keySelector,
        }),
      },
      'name',
    ),
    'name',
  ),
  envFrom: list(object({ configMapRef: reference, prefix: text, secretRef: reference })),
  image: text,
  imagePullPolicy: text,
  livenessProbe: probe,
  name: text,
  ports: list(object({ containerPort: int32, name: text, protocol: text })),
  readinessProbe: probe,
  resources: object({ limits: quantities, requests: quantities }),
  securityContext: object({
    allowPrivilegeEscalation: boolean,
    capabilities: object({ add: list(text), drop: list(text) }),
    privileged: boolean,
    readOnlyRootFilesystem: boolean,
    runAsGroup: int64,
    runAsNonRoot: boolean,
    runAsUser: int64,
    seccompProfile: object({ localhostProfile: text, type: text }, 'type'),
  }),
  startupProbe: probe,
  terminationMessagePath: text,
  terminationMessagePolicy: text,
  volumeMounts: list(
    object(
      { mountPath: text, mountPropagation: text, name: text, readOnly: boolean, subPath: text },
      'mountPath',
      'name',
    ),
    'mountPath',
  ),
  workingDir: text,
};

const projection = object({
  configMap: object({ items, name: text, optional: boolean }),
  downwardAPI: object({
    items: list(
      object(
        {
          fieldRef: object({ apiVersion: text, fieldPath: text }, 'fieldPath'),
          mode: int32,
          path: text,
          resourceFieldRef: object(
            { containerName: text, divisor: quantity, resource: text },
            'resource',
          ),
        },
        'path',
      ),
    ),
  }),
  secret: object({ items, name: text, optional: boolean }),
  serviceAccountToken: object({ audience: text, expirationSeconds: int64, path: text }, 'path'),
});

const volume = object(
  {
    configMap: object({ defaultMode: int32, items, name: text, optional: boolean }),
    csi: anyObject,
    emptyDir: open({ medium: text, sizeLimit: quantity }),
    ephemeral: anyObject,
    hostPath: open({ path: text, type: text }),
    image: open({ pullPolicy: text, reference: text }),
    name: text,
    persistentVolumeClaim: open({ claimName: text, readOnly: boolean }),
    projected: object({ defaultMode: int32, sources: list(projection) }),
    secret: object({ defaultMode: int32, items, optional: boolean, secretName: text }),
  },
  'name',
);

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
    initContainers: list(open(container)),
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
