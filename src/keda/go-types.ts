import type { Schema } from '../go/json-schema.ts';

// The Go types that the extension reads its annotations into: KEDA 2.16 `apis/keda/v1alpha1`,
// which is what it is built with, `k8s.io/api/autoscaling/v2` and `meta/v1`.

const string: Schema = { type: 'string' };
const bool: Schema = { type: 'bool' };
const int32: Schema = { type: 'int32' };
const int64: Schema = { type: 'int64' };
const time: Schema = { type: 'time' };

const always = (of: Schema): Schema => ({ type: 'always', of });
const pointer = (of: Schema): Schema => ({ type: 'pointer', of });
const list = (of: Schema): Schema => ({ type: 'list', of });
const map = (of: Schema): Schema => ({ type: 'map', of });
const struct = (fields: Readonly<Record<string, Schema>>): Schema => ({ type: 'struct', fields });

const trigger = struct({
  type: always(string),
  name: string,
  metadata: always(map(string)),
  authenticationRef: pointer(struct({ name: always(string), kind: string })),
  metricType: string,
  useCachedMetrics: bool,
});

export const triggersType: Schema = list(trigger);

export const scalingModifiersType: Schema = struct({
  formula: string,
  target: string,
  activationTarget: string,
  metricType: string,
});

export const scalingRulesType: Schema = struct({
  stabilizationWindowSeconds: pointer(int32),
  selectPolicy: pointer(string),
  policies: list(
    struct({ type: always(string), value: always(int32), periodSeconds: always(int32) }),
  ),
  tolerance: pointer({ type: 'quantity' }),
});

const behavior = struct({
  scaleUp: pointer(scalingRulesType),
  scaleDown: pointer(scalingRulesType),
});

const scaleTarget = struct({
  apiVersion: string,
  kind: string,
  name: always(string),
  envSourceContainerName: string,
});

const spec = struct({
  scaleTargetRef: always(pointer(scaleTarget)),
  pollingInterval: pointer(int32),
  cooldownPeriod: pointer(int32),
  initialCooldownPeriod: int32,
  idleReplicaCount: pointer(int32),
  minReplicaCount: pointer(int32),
  maxReplicaCount: pointer(int32),
  fallback: pointer(struct({ failureThreshold: always(int32), replicas: always(int32) })),
  advanced: pointer(
    struct({
      restoreToOriginalReplicaCount: bool,
      horizontalPodAutoscalerConfig: pointer(struct({ name: string, behavior: pointer(behavior) })),
      scalingModifiers: scalingModifiersType,
    }),
  ),
  triggers: always(triggersType),
});

const metadata = struct({
  name: string,
  generateName: string,
  namespace: string,
  selfLink: string,
  uid: string,
  resourceVersion: string,
  generation: int64,
  creationTimestamp: time,
  deletionTimestamp: pointer(time),
  deletionGracePeriodSeconds: pointer(int64),
  labels: map(string),
  annotations: map(string),
  ownerReferences: list(
    struct({
      apiVersion: string,
      kind: string,
      name: string,
      uid: string,
      controller: pointer(bool),
      blockOwnerDeletion: pointer(bool),
    }),
  ),
  finalizers: list(string),
  managedFields: list(
    struct({
      manager: string,
      operation: string,
      apiVersion: string,
      time: pointer(time),
      fieldsType: string,
      fieldsV1: pointer({ type: 'any' }),
      subresource: string,
    }),
  ),
});

const status = struct({
  scaleTargetKind: string,
  scaleTargetGVKR: pointer(
    struct({ group: string, version: string, kind: string, resource: string }),
  ),
  originalReplicaCount: pointer(int32),
  lastActiveTime: pointer(time),
  externalMetricNames: list(string),
  resourceMetricNames: list(string),
  compositeScalerName: string,
  conditions: list(struct({ type: string, status: string, reason: string, message: string })),
  health: map(struct({ numberOfFailures: pointer(int32), status: string })),
  pausedReplicaCount: pointer(int32),
  hpaName: string,
  triggersTypes: pointer(string),
  authenticationsTypes: pointer(string),
});

export const scaledObjectType: Schema = struct({
  apiVersion: string,
  kind: string,
  metadata,
  spec: always(spec),
  status,
});
