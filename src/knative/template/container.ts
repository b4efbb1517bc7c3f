import {
  at,
  each,
  type Fields,
  map,
  named,
  nullable,
  number,
  type Printed,
  pointer,
  quantity,
  scalar,
  struct,
  text,
  texts,
} from './printed.ts';
import { fieldRef, resourceFieldRef } from './volume.ts';

const probe = at({
  exec: at({ command: texts }),
  httpGet: at({
    path: scalar,
    port: number,
    host: scalar,
    scheme: scalar,
    httpHeaders: each({ name: text, value: text }),
  }),
  tcpSocket: at({ port: number, host: scalar }),
  grpc: at({ port: number, service: nullable(pointer) }),
  initialDelaySeconds: scalar,
  timeoutSeconds: scalar,
  periodSeconds: scalar,
  successThreshold: scalar,
  failureThreshold: scalar,
});

const valueFrom = at({
  fieldRef,
  resourceFieldRef,
  configMapKeyRef: at({ ...named, key: text }),
  secretKeyRef: at({ ...named, key: text }),
});

const profile = at({ type: text });

/** The schema of Knative's own resources has this default, for every request. */
const protocol: Printed = (value) => value || 'TCP';

/** What the security contexts of a container and of a pod have in common. */
export const security: Fields = {
  seLinuxOptions: at({ user: scalar, role: scalar, type: scalar, level: scalar }),
  seccompProfile: profile,
  appArmorProfile: profile,
};

export const container: Fields = {
  name: text,
  image: scalar,
  command: texts,
  args: texts,
  workingDir: scalar,
  ports: each({ name: scalar, containerPort: number, protocol }),
  envFrom: each({ prefix: scalar, configMapRef: at(named), secretRef: at(named) }),
  env: each({ name: text, value: scalar, valueFrom }),
  resources: struct({
    limits: map(quantity),
    requests: map(quantity),
    claims: each({ name: text, request: scalar }),
  }),
  volumeMounts: each({ name: text, readOnly: scalar, mountPath: text, subPath: scalar }),
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  terminationMessagePath: scalar,
  terminationMessagePolicy: scalar,
  imagePullPolicy: scalar,
  securityContext: at({ ...security, capabilities: at({ add: texts, drop: texts }) }),
};
