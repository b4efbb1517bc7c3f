import {
  at,
  each,
  type Fields,
  map,
  named,
  nullable,
  optional,
  type Printed,
  quantity,
  scalar,
  struct,
  text,
  textMap,
  texts,
} from './printed.ts';

export const labelSelector: Printed = at({
  matchLabels: textMap,
  matchExpressions: each({ key: text, operator: text, values: texts }),
});

export const fieldRef: Printed = at({ apiVersion: scalar, fieldPath: text });

export const resourceFieldRef: Printed = at({
  containerName: scalar,
  resource: text,
  divisor: (value) => quantity(value ?? '0'),
});

/** metadata inside of another object. */
export const metadata: Fields = {
  name: scalar,
  generateName: scalar,
  namespace: scalar,
  labels: textMap,
  annotations: textMap,
};

const items = each({ key: text, path: text });
const downwardItems = each({ path: text, fieldRef, resourceFieldRef });

const projections = each({
  secret: at({ ...named, items }),
  configMap: at({ ...named, items }),
  downwardAPI: at({ items: downwardItems }),
  serviceAccountToken: at({ audience: scalar, path: text }),
});

const volumeClaim = struct({
  metadata: struct(metadata),
  spec: struct({
    accessModes: texts,
    selector: labelSelector,
    resources: struct({ limits: map(quantity), requests: map(quantity) }),
    volumeName: scalar,
  }),
});

export const volume: Fields = {
  name: text,
  secret: at({ secretName: scalar, items }),
  configMap: at({ ...named, items }),
  projected: at({ sources: nullable(projections) }),
  emptyDir: at({ medium: scalar, sizeLimit: quantity }),
  persistentVolumeClaim: at({ claimName: text, readOnly: scalar }),
  hostPath: at({ path: text }),
  csi: at({ driver: text, volumeAttributes: textMap, nodePublishSecretRef: at(named) }),
  ephemeral: at({ volumeClaimTemplate: optional(volumeClaim) }),
  image: at({ reference: scalar, pullPolicy: scalar }),
};
