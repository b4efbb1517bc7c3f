import {
  anything,
  boolean,
  list,
  type ObjectSchema,
  object,
  open,
  quantity,
  type Schema,
  text,
  texts,
} from '../../crd/schema.ts';

const someText: Schema = { is: 'text', notEmpty: true };
const integer: Schema = { is: 'integer', bits: 32 };
const count: Schema = { is: 'integer', bits: 32, least: 0 };
const positive: Schema = { is: 'integer', bits: 32, least: 1 };

function oneOf(...values: string[]): Schema {
  return { is: 'text', oneOf: values };
}

const trigger = object(
  {
    type: someText,
    name: text,
    metadata: texts,
    metricType: text,
    useCachedMetrics: boolean,
    authenticationRef: object(
      { name: text, kind: oneOf('TriggerAuthentication', 'ClusterTriggerAuthentication') },
      'name',
    ),
  },
  'metadata',
  'type',
);

const policy = object(
  { type: text, value: integer, periodSeconds: integer },
  'periodSeconds',
  'type',
  'value',
);

const scalingRules = object({
  policies: list(policy),
  selectPolicy: text,
  stabilizationWindowSeconds: integer,
  tolerance: quantity,
});

const advanced = object({
  horizontalPodAutoscalerConfig: object({
    name: text,
    behavior: object({ scaleUp: scalingRules, scaleDown: scalingRules }),
  }),
  restoreToOriginalReplicaCount: boolean,
  scalingModifiers: object({
    formula: text,
    target: text,
    activationTarget: text,
    metricType: oneOf('AverageValue', 'Value'),
  }),
});

const fallback = object(
  {
    failureThreshold: count,
    replicas: count,
    behavior: oneOf(
      ...['static', 'currentReplicas', 'currentReplicasIfHigher', 'currentReplicasIfLower'],
      'scalingModifiers',
    ),
  },
  'failureThreshold',
  'replicas',
);

const spec = object(
  {
    scaleTargetRef: object(
      { name: someText, apiVersion: text, kind: text, envSourceContainerName: text },
      'name',
    ),
    pollingInterval: positive,
    initialCooldownPeriod: count,
    cooldownPeriod: count,
    idleReplicaCount: count,
    minReplicaCount: count,
    maxReplicaCount: positive,
    advanced,
    fallback,
    triggers: { is: 'list', of: trigger, notEmpty: true },
  },
  'scaleTargetRef',
  'triggers',
);

/** KEDA 2.21, `config/crd/bases/keda.sh_scaledobjects.yaml`. */
export const scaledObjectSchema: ObjectSchema = object(
  {
    apiVersion: text,
    kind: text,
    metadata: open({ annotations: texts, labels: texts }),
    spec,
    status: anything,
  },
  'spec',
);
