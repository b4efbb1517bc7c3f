import type { StringMap } from './types.ts';

/** An annotation's spellings, the one that wins first. Most keys have one. */
export type AnnotationKey = readonly [string, ...string[]];

/**
 * Knative's own keys on a template, from knative/serving `pkg/apis/autoscaling/register.go`.
 * The second spelling is the older one; it counts only where the first is absent.
 */
export const autoscaling = {
  class: ['autoscaling.knative.dev/class'],
  metric: ['autoscaling.knative.dev/metric'],
  target: ['autoscaling.knative.dev/target'],
  window: ['autoscaling.knative.dev/window'],
  minScale: ['autoscaling.knative.dev/min-scale', 'autoscaling.knative.dev/minScale'],
  maxScale: ['autoscaling.knative.dev/max-scale', 'autoscaling.knative.dev/maxScale'],
  initialScale: ['autoscaling.knative.dev/initial-scale', 'autoscaling.knative.dev/initialScale'],
  activationScale: ['autoscaling.knative.dev/activation-scale'],
  scaleDownDelay: [
    'autoscaling.knative.dev/scale-down-delay',
    'autoscaling.knative.dev/scaleDownDelay',
  ],
  scaleToZeroPodRetentionPeriod: [
    'autoscaling.knative.dev/scale-to-zero-pod-retention-period',
    'autoscaling.knative.dev/scaleToZeroPodRetentionPeriod',
  ],
  metricAggregationAlgorithm: [
    'autoscaling.knative.dev/metric-aggregation-algorithm',
    'autoscaling.knative.dev/metricAggregationAlgorithm',
  ],
  targetBurstCapacity: [
    'autoscaling.knative.dev/target-burst-capacity',
    'autoscaling.knative.dev/targetBurstCapacity',
  ],
  targetUtilizationPercentage: [
    'autoscaling.knative.dev/target-utilization-percentage',
    'autoscaling.knative.dev/targetUtilizationPercentage',
  ],
  panicWindowPercentage: [
    'autoscaling.knative.dev/panic-window-percentage',
    'autoscaling.knative.dev/panicWindowPercentage',
  ],
  panicThresholdPercentage: [
    'autoscaling.knative.dev/panic-threshold-percentage',
    'autoscaling.knative.dev/panicThresholdPercentage',
  ],
} as const satisfies Readonly<Record<string, AnnotationKey>>;

/** The extension's keys on a template. Each has one spelling. */
export const extension = {
  metricType: ['autoscaling.knative.dev/metric-type'],
  prometheusAddress: ['autoscaling.knative.dev/prometheus-address'],
  prometheusQuery: ['autoscaling.knative.dev/prometheus-query'],
  triggerName: ['autoscaling.knative.dev/trigger-prometheus-name'],
  authName: ['autoscaling.knative.dev/trigger-prometheus-auth-name'],
  authKind: ['autoscaling.knative.dev/trigger-prometheus-auth-kind'],
  authModes: ['autoscaling.knative.dev/trigger-prometheus-auth-modes'],
  extraTriggers: ['autoscaling.knative.dev/extra-prometheus-triggers'],
  scalingModifiers: ['autoscaling.knative.dev/scaling-modifiers'],
  scaleUpRules: ['autoscaling.knative.dev/hpa-scale-up-rules'],
  scaleDownRules: ['autoscaling.knative.dev/hpa-scale-down-rules'],
  override: ['autoscaling.knative.dev/scaled-object-override'],
  autoCreate: ['autoscaling.knative.dev/scaled-object-auto-create'],
} as const satisfies Readonly<Record<string, AnnotationKey>>;

/** The key that the extension's prototype called `prometheus-query`. The extension ignores it. */
export const prototypeQuery = ['autoscaling.knative.dev/query'] as const satisfies AnnotationKey;

/** Group of the keys above. On a Service's own metadata Knative's webhook refuses it. */
export const autoscalingPrefix = 'autoscaling.knative.dev/';

/** Label and annotation keys that Knative Serving writes itself or reads from a Service. */
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

/** Keys of Knative Serving outside of the autoscaling group that a user may set. */
export const servingAnnotation = {
  rolloutDuration: ['serving.knative.dev/rollout-duration', 'serving.knative.dev/rolloutDuration'],
  progressDeadline: ['serving.knative.dev/progress-deadline'],
  queueResourcePercentage: [
    'queue.sidecar.serving.knative.dev/resource-percentage',
    'queue.sidecar.serving.knative.dev/resourcePercentage',
  ],
  queueCpuRequest: ['queue.sidecar.serving.knative.dev/cpu-resource-request'],
  queueCpuLimit: ['queue.sidecar.serving.knative.dev/cpu-resource-limit'],
  queueMemoryRequest: ['queue.sidecar.serving.knative.dev/memory-resource-request'],
  queueMemoryLimit: ['queue.sidecar.serving.knative.dev/memory-resource-limit'],
  queueEphemeralStorageRequest: [
    'queue.sidecar.serving.knative.dev/ephemeral-storage-resource-request',
  ],
  queueEphemeralStorageLimit: [
    'queue.sidecar.serving.knative.dev/ephemeral-storage-resource-limit',
  ],
} as const satisfies Readonly<Record<string, AnnotationKey>>;

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
} as const;

export const revcastPrefix = 'revcast.dev/';

/** `pod-autoscaler-class` and class annotation of the Services that scale with an HPA. */
export const hpaClass = 'hpa.autoscaling.knative.dev';
export const kpaClass = 'kpa.autoscaling.knative.dev';

/** An annotation as it was found: the spelling that was used, and its value. */
export interface FoundAnnotation {
  readonly key: string;
  readonly value: string;
}

/** The annotation in its first spelling that is there, even when that one's value is bad. */
export function annotation(
  annotations: StringMap,
  spellings: AnnotationKey,
): FoundAnnotation | undefined {
  for (const key of spellings) {
    const value = Object.hasOwn(annotations, key) ? annotations[key] : undefined;
    if (value !== undefined) return { key, value };
  }
  return undefined;
}
