/** What a field of a custom resource may hold, as far as KEDA's CRD uses it. */
export type Schema =
  | { readonly is: 'text'; readonly minLength?: number; readonly oneOf?: readonly string[] }
  /** 32 bits, as all integers of the CRD. */
  | { readonly is: 'integer'; readonly least?: number }
  | { readonly is: 'boolean' }
  | { readonly is: 'quantity' }
  | { readonly is: 'texts' }
  | { readonly is: 'list'; readonly of: Schema; readonly notEmpty?: true }
  | ObjectSchema
  | { readonly is: 'anything' };

export interface ObjectSchema {
  readonly is: 'object';
  readonly fields: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** Fields that the schema does not name are kept. */
  readonly open?: true;
}

const anything: Schema = { is: 'anything' };
const text: Schema = { is: 'text' };
const someText: Schema = { is: 'text', minLength: 1 };
const integer: Schema = { is: 'integer' };
const count: Schema = { is: 'integer', least: 0 };
const positive: Schema = { is: 'integer', least: 1 };

const trigger: Schema = {
  is: 'object',
  fields: {
    type: someText,
    name: text,
    metadata: { is: 'texts' },
    metricType: text,
    useCachedMetrics: { is: 'boolean' },
    authenticationRef: {
      is: 'object',
      fields: {
        name: text,
        kind: { is: 'text', oneOf: ['TriggerAuthentication', 'ClusterTriggerAuthentication'] },
      },
      required: ['name'],
    },
  },
  required: ['metadata', 'type'],
};

const scalingRules: Schema = {
  is: 'object',
  fields: {
    policies: {
      is: 'list',
      of: {
        is: 'object',
        fields: { type: text, value: integer, periodSeconds: integer },
        required: ['periodSeconds', 'type', 'value'],
      },
    },
    selectPolicy: text,
    stabilizationWindowSeconds: integer,
    tolerance: { is: 'quantity' },
  },
};

const advanced: Schema = {
  is: 'object',
  fields: {
    horizontalPodAutoscalerConfig: {
      is: 'object',
      fields: {
        name: text,
        behavior: { is: 'object', fields: { scaleUp: scalingRules, scaleDown: scalingRules } },
      },
    },
    restoreToOriginalReplicaCount: { is: 'boolean' },
    scalingModifiers: {
      is: 'object',
      fields: {
        formula: text,
        target: text,
        activationTarget: text,
        metricType: { is: 'text', oneOf: ['AverageValue', 'Value'] },
      },
    },
  },
};

const fallback: Schema = {
  is: 'object',
  fields: {
    failureThreshold: count,
    replicas: count,
    behavior: {
      is: 'text',
      oneOf: [
        ...['static', 'currentReplicas', 'currentReplicasIfHigher', 'currentReplicasIfLower'],
        'scalingModifiers',
      ],
    },
  },
  required: ['failureThreshold', 'replicas'],
};

const spec: Schema = {
  is: 'object',
  fields: {
    scaleTargetRef: {
      is: 'object',
      fields: { name: someText, apiVersion: text, kind: text, envSourceContainerName: text },
      required: ['name'],
    },
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
  required: ['scaleTargetRef', 'triggers'],
};

/** KEDA 2.21, `config/crd/bases/keda.sh_scaledobjects.yaml`. */
export const scaledObjectSchema: ObjectSchema = {
  is: 'object',
  fields: {
    apiVersion: text,
    kind: text,
    metadata: {
      is: 'object',
      fields: { annotations: { is: 'texts' }, labels: { is: 'texts' } },
      open: true,
    },
    spec,
    status: anything,
  },
  required: ['spec'],
};
