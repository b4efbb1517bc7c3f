import {
  boolean,
  type Fields,
  int32,
  int64,
  list,
  object,
  open,
  port,
  quantities,
  quantity,
  text,
} from '../../crd/schema.ts';

const keySelector = object({ key: text, name: text, optional: boolean }, 'key');
const reference = object({ name: text, optional: boolean });

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

/** A container, or an init container. */
export const container: Fields = {
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
