import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/json.ts';
import type { Defaulting } from '../../src/knative/template/defaults.ts';

/** Any of these fields, each with a value of its type, or null, or left out. */
function some(fields: Record<string, fc.Arbitrary<Json>>): fc.Arbitrary<JsonObject> {
  const nullable = Object.entries(fields).map(
    ([key, value]) => [key, fc.option(value, { freq: 12, nil: null })] as const,
  );
  return fc.record(Object.fromEntries(nullable), { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;
}

const list = (item: fc.Arbitrary<Json>): fc.Arbitrary<Json> => fc.array(item, { maxLength: 3 });
const word = fc.constantFrom('a', 'b', 'c', '');
const number = fc.constantFrom(0, 1, 5, 8080);
const flag = fc.boolean();
const texts = list(word);
const textMap = fc.dictionary(fc.constantFrom('k', 'l'), word, {
  maxKeys: 2,
}) as fc.Arbitrary<Json>;
const quantity = fc.constantFrom<Json>('50m', '0.05', '1Gi', '1024Mi', 1, '1', '1.5', '100M', '0');
const quantities = fc.dictionary(fc.constantFrom('cpu', 'memory'), quantity) as fc.Arbitrary<Json>;

const key = some({ name: word, key: word, optional: flag });
const selector = some({
  matchLabels: textMap,
  matchExpressions: list(some({ key: word, operator: word, values: texts })),
});

const probe = some({
  exec: some({ command: texts }),
  httpGet: some({
    path: word,
    port: fc.constantFrom<Json>(0, 8080, 'http'),
    scheme: word,
    httpHeaders: list(some({ name: word, value: word })),
  }),
  tcpSocket: some({ port: number, host: word }),
  grpc: some({ port: number, service: word }),
  initialDelaySeconds: number,
  timeoutSeconds: number,
  periodSeconds: number,
  successThreshold: number,
  failureThreshold: number,
  terminationGracePeriodSeconds: number,
});

const container = some({
  name: word,
  image: word,
  command: texts,
  args: texts,
  workingDir: word,
  ports: list(some({ name: word, containerPort: number, protocol: fc.constant('TCP') })),
  envFrom: list(
    some({ prefix: word, configMapRef: key.map(withoutKey), secretRef: key.map(withoutKey) }),
  ),
  env: list(
    some({
      name: word,
      value: word,
      valueFrom: some({
        configMapKeyRef: key,
        secretKeyRef: key,
        fieldRef: some({ apiVersion: word, fieldPath: word }),
        resourceFieldRef: some({ containerName: word, resource: word, divisor: quantity }),
      }),
    }),
  ),
  resources: some({ limits: quantities, requests: quantities }),
  volumeMounts: list(some({ name: word, readOnly: flag, mountPath: word, subPath: word })),
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  imagePullPolicy: word,
  terminationMessagePath: word,
  securityContext: some({
    runAsNonRoot: flag,
    runAsUser: number,
    allowPrivilegeEscalation: flag,
    readOnlyRootFilesystem: flag,
    capabilities: some({ add: texts, drop: texts }),
    seccompProfile: some({ type: word }),
  }),
});

const items = list(some({ key: word, path: word, mode: number }));
const volume = some({
  name: word,
  secret: some({ secretName: word, items, optional: flag, defaultMode: number }),
  configMap: some({ name: word, items, optional: flag, defaultMode: number }),
  emptyDir: some({ medium: word, sizeLimit: quantity }),
  persistentVolumeClaim: some({ claimName: word, readOnly: flag }),
  projected: some({
    sources: list(
      some({
        secret: some({ name: word, items }),
        configMap: some({ name: word, items }),
        serviceAccountToken: some({ audience: word, path: word, expirationSeconds: number }),
        downwardAPI: some({ items: list(some({ path: word, mode: number })) }),
      }),
    ),
  }),
  csi: some({ driver: word, readOnly: flag, volumeAttributes: textMap }),
  ephemeral: some({
    volumeClaimTemplate: some({
      metadata: some({ labels: textMap }),
      spec: some({
        accessModes: texts,
        resources: some({ requests: quantities }),
        volumeName: word,
      }),
    }),
  }),
});

const podTerm = some({ labelSelector: selector, namespaces: texts, topologyKey: word });
const nodeTerm = some({
  matchExpressions: list(some({ key: word, operator: word, values: texts })),
});
const podAffinity = some({
  requiredDuringSchedulingIgnoredDuringExecution: list(podTerm),
  preferredDuringSchedulingIgnoredDuringExecution: list(
    some({ weight: number, podAffinityTerm: podTerm }),
  ),
});

const spec = some({
  timeoutSeconds: fc.constantFrom(0, 60, 300, 400),
  responseStartTimeoutSeconds: number,
  idleTimeoutSeconds: number,
  containerConcurrency: number,
  enableServiceLinks: flag,
  automountServiceAccountToken: flag,
  serviceAccountName: word,
  runtimeClassName: word,
  shareProcessNamespace: flag,
  hostNetwork: flag,
  initContainers: list(container),
  volumes: list(volume),
  imagePullSecrets: list(some({ name: word })),
  nodeSelector: textMap,
  tolerations: list(some({ key: word, operator: word, tolerationSeconds: number })),
  affinity: some({
    nodeAffinity: some({
      requiredDuringSchedulingIgnoredDuringExecution: some({ nodeSelectorTerms: list(nodeTerm) }),
      preferredDuringSchedulingIgnoredDuringExecution: list(
        some({ weight: number, preference: nodeTerm }),
      ),
    }),
    podAffinity,
    podAntiAffinity: podAffinity,
  }),
  topologySpreadConstraints: list(
    some({ maxSkew: number, topologyKey: word, labelSelector: selector, minDomains: number }),
  ),
  hostAliases: list(some({ ip: word, hostnames: texts })),
  dnsPolicy: word,
  dnsConfig: some({
    nameservers: texts,
    searches: texts,
    options: list(some({ name: word, value: word })),
  }),
  securityContext: some({
    runAsUser: number,
    runAsNonRoot: flag,
    fsGroup: number,
    supplementalGroups: list(number),
    sysctls: list(some({ name: word, value: word })),
    seccompProfile: some({ type: word }),
  }),
});

/** Templates as people write them, and worse: empty, null and zero values in every place. */
export const templates: fc.Arbitrary<JsonObject> = fc
  .tuple(
    some({ labels: textMap, annotations: textMap }),
    spec,
    fc.array(container, { minLength: 1, maxLength: 3 }),
  )
  .map(([metadata, rest, containers]) => ({ metadata, spec: { ...rest, containers } }));

/** What config-defaults and config-features can say. */
export const defaultings: fc.Arbitrary<Defaulting> = fc.record({
  defaults: fc.record({
    timeoutSeconds: fc.constantFrom(300, 60),
    responseStartTimeoutSeconds: fc.constantFrom(0, 50, 300),
    idleTimeoutSeconds: fc.constantFrom(0, 50),
    containerConcurrency: fc.constantFrom(0, 10),
    enableServiceLinks: fc.constantFrom(true, false, undefined),
    requests: fc.constantFrom({}, { cpu: '400m' }, { cpu: '0.4', memory: '0.5Gi' }),
    limits: fc.constantFrom({}, { 'ephemeral-storage': '500M' }),
    containerName: fc.constantFrom('user-container', 'a', '{{.Name}}-app'),
    initContainerName: fc.constantFrom('init-container', 'b'),
  }),
  features: fc.constantFrom(
    undefined,
    { 'secure-pod-defaults': 'enabled' },
    { 'secure-pod-defaults': 'allowrootbounded' },
    { 'secure-pod-defaults': 'disabled' },
  ),
});

function withoutKey({ key: _, ...rest }: JsonObject): JsonObject {
  return rest;
}
