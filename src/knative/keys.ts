import type { StringMap } from './types.ts';

/** Knative's own keys on a template (knative/serving `pkg/apis/autoscaling/register.go`). */
export const autoscaling = {
  class: 'autoscaling.knative.dev/class',
  metric: 'autoscaling.knative.dev/metric',
  target: 'autoscaling.knative.dev/target',
  window: 'autoscaling.knative.dev/window',
  minScale: 'autoscaling.knative.dev/min-scale',
  maxScale: 'autoscaling.knative.dev/max-scale',
  initialScale: 'autoscaling.knative.dev/initial-scale',
  activationScale: 'autoscaling.knative.dev/activation-scale',
  scaleDownDelay: 'autoscaling.knative.dev/scale-down-delay',
  scaleToZeroPodRetentionPeriod: 'autoscaling.knative.dev/scale-to-zero-pod-retention-period',
  metricAggregationAlgorithm: 'autoscaling.knative.dev/metric-aggregation-algorithm',
  targetBurstCapacity: 'autoscaling.knative.dev/target-burst-capacity',
  targetUtilizationPercentage: 'autoscaling.knative.dev/target-utilization-percentage',
  panicWindowPercentage: 'autoscaling.knative.dev/panic-window-percentage',
  panicThresholdPercentage: 'autoscaling.knative.dev/panic-threshold-percentage',
} as const;

/** The extension's keys on a template. */
export const extension = {
  metricType: 'autoscaling.knative.dev/metric-type',
  prometheusAddress: 'autoscaling.knative.dev/prometheus-address',
  prometheusQuery: 'autoscaling.knative.dev/prometheus-query',
  triggerName: 'autoscaling.knative.dev/trigger-prometheus-name',
  authName: 'autoscaling.knative.dev/trigger-prometheus-auth-name',
  authKind: 'autoscaling.knative.dev/trigger-prometheus-auth-kind',
  authModes: 'autoscaling.knative.dev/trigger-prometheus-auth-modes',
  extraTriggers: 'autoscaling.knative.dev/extra-prometheus-triggers',
  scalingModifiers: 'autoscaling.knative.dev/scaling-modifiers',
  scaleUpRules: 'autoscaling.knative.dev/hpa-scale-up-rules',
  scaleDownRules: 'autoscaling.knative.dev/hpa-scale-down-rules',
  override: 'autoscaling.knative.dev/scaled-object-override',
  autoCreate: 'autoscaling.knative.dev/scaled-object-auto-create',
} as const;

/** What the extension's prototype called `prometheus-query`. The extension ignores it. */
export const prototypeQuery = 'autoscaling.knative.dev/query';

/** Group of the keys above. On a Service's own metadata Knative's webhook refuses it. */
export const autoscalingPrefix = 'autoscaling.knative.dev/';

/** Label and annotation keys that Knative Serving writes or leaves out itself. */
export const serving = {
  service: 'serving.knative.dev/service',
  configuration: 'serving.knative.dev/configuration',
  configurationGeneration: 'serving.knative.dev/configurationGeneration',
  revision: 'serving.knative.dev/revision',
  serviceUID: 'serving.knative.dev/serviceUID',
  configurationUID: 'serving.knative.dev/configurationUID',
  revisionUID: 'serving.knative.dev/revisionUID',
  route: 'serving.knative.dev/route',
  routes: 'serving.knative.dev/routes',
  routingState: 'serving.knative.dev/routingState',
  routingStateModified: 'serving.knative.dev/routingStateModified',
  lastPinned: 'serving.knative.dev/lastPinned',
  noGC: 'serving.knative.dev/no-gc',
  creator: 'serving.knative.dev/creator',
  lastModifier: 'serving.knative.dev/lastModifier',
} as const;

/** Knative Serving's keys outside of the autoscaling group that a user may set. */
export const servingAnnotation = {
  rolloutDuration: 'serving.knative.dev/rollout-duration',
  progressDeadline: 'serving.knative.dev/progress-deadline',
  queueResourcePercentage: 'queue.sidecar.serving.knative.dev/resource-percentage',
  queueCpuRequest: 'queue.sidecar.serving.knative.dev/cpu-resource-request',
  queueCpuLimit: 'queue.sidecar.serving.knative.dev/cpu-resource-limit',
  queueMemoryRequest: 'queue.sidecar.serving.knative.dev/memory-resource-request',
  queueMemoryLimit: 'queue.sidecar.serving.knative.dev/memory-resource-limit',
  queueStorageRequest: 'queue.sidecar.serving.knative.dev/ephemeral-storage-resource-request',
  queueStorageLimit: 'queue.sidecar.serving.knative.dev/ephemeral-storage-resource-limit',
} as const;

/** Keys with a second, older spelling, which counts only where the first is absent. */
export const olderSpelling: Readonly<Record<string, string>> = {
  [autoscaling.minScale]: 'autoscaling.knative.dev/minScale',
  [autoscaling.maxScale]: 'autoscaling.knative.dev/maxScale',
  [autoscaling.initialScale]: 'autoscaling.knative.dev/initialScale',
  [autoscaling.scaleDownDelay]: 'autoscaling.knative.dev/scaleDownDelay',
  [autoscaling.scaleToZeroPodRetentionPeriod]:
    'autoscaling.knative.dev/scaleToZeroPodRetentionPeriod',
  [autoscaling.metricAggregationAlgorithm]: 'autoscaling.knative.dev/metricAggregationAlgorithm',
  [autoscaling.targetBurstCapacity]: 'autoscaling.knative.dev/targetBurstCapacity',
  [autoscaling.targetUtilizationPercentage]: 'autoscaling.knative.dev/targetUtilizationPercentage',
  [autoscaling.panicWindowPercentage]: 'autoscaling.knative.dev/panicWindowPercentage',
  [autoscaling.panicThresholdPercentage]: 'autoscaling.knative.dev/panicThresholdPercentage',
  [servingAnnotation.rolloutDuration]: 'serving.knative.dev/rolloutDuration',
  [servingAnnotation.queueResourcePercentage]:
    'queue.sidecar.serving.knative.dev/resourcePercentage',
};

/** Label of what a tool made: of every ScaledObject that revcast generates. */
export const managedBy = 'app.kubernetes.io/managed-by';

/** revcast's own annotations. */
export const revcast = {
  /** On a Service: `generate`, `byo` or `skip`. */
  mode: 'revcast.dev/mode',
  /** On a Service: `predict` or `pin`. */
  revisionNames: 'revcast.dev/revision-names',
  /** On a Service: the generation its template will have. */
  generation: 'revcast.dev/generation',
  /** On a Service: YAML that is merged over the generated ScaledObject. */
  scaledObject: 'revcast.dev/scaled-object',
  /** On a ScaledObject of the user's own: the Service it scales. */
  service: 'revcast.dev/service',
  /** On a ScaledObject: how the revision's name was found. */
  prediction: 'revcast.dev/prediction',
  /** On a ScaledObject: hash of the template after Knative's defaults. */
  templateHash: 'revcast.dev/template-hash',
  /** On a ScaledObject: JSON from trigger index to the query's template, where it has one. */
  queryTemplates: 'revcast.dev/query-templates',
  /** On a ScaledObject that waits: the revision that another one covers in its place. */
  standsFor: 'revcast.dev/stands-for',
  /** On a ScaledObject that the fixer copied: the one that it was copied from. */
  standInOf: 'revcast.dev/stand-in-of',
  /** On a ScaledObject: uid of the PodAutoscaler for whose sake KEDA was told to look again. */
  wokenFor: 'revcast.dev/woken-for',
  /** On a ScaledObject: its minimum before it was lowered; empty when it had none. */
  idleMin: 'revcast.dev/idle-min',
  /** On a ScaledObject: the Deployment it is for, while it serves another revision's. */
  retargetedFrom: 'revcast.dev/retargeted-from',
  /** On a PodAutoscaler: current and desired replicas of its HPA, to make the extension look. */
  replicas: 'revcast.dev/replicas',
} as const;

export const revcastPrefix = 'revcast.dev/';

/** Class of the Services that scale with an HPA, and so with KEDA. */
export const hpaClass = 'hpa.autoscaling.knative.dev';
/** Class of the Services that Knative scales itself: the default. */
export const kpaClass = 'kpa.autoscaling.knative.dev';

/** An annotation as it was found: the spelling that was used, and its value. */
export interface FoundAnnotation {
  readonly key: string;
  readonly value: string;
}

/** The annotation in the first of its spellings that is there, even when that value is bad. */
export function annotation(annotations: StringMap, key: string): FoundAnnotation | undefined {
  return found(annotations, key) ?? found(annotations, olderSpelling[key]);
}

function found(annotations: StringMap, key: string | undefined): FoundAnnotation | undefined {
  const value = key === undefined ? undefined : annotations[key];
  if (key === undefined || value === undefined) return undefined;
  return Object.hasOwn(annotations, key) ? { key, value } : undefined;
}
