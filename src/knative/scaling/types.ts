import type { Problem } from '../../diagnostics/types.ts';
import type { JsonObject } from '../../json.ts';
import type { QueryTemplate } from '../../keda/query.ts';

/** How a revision is to scale: all that its annotations say, parsed and found to be right. */
export type Scaling = AnnotatedScaling | OverridingScaling;

/** From the single annotations. */
export interface AnnotatedScaling {
  readonly from: 'annotations';
  /** undefined: KEDA's own default, 0. */
  readonly minReplicas: number | undefined;
  readonly maxReplicas: number;
  /** undefined: a metric without a target, beside extra triggers. */
  readonly firstTrigger: FirstTrigger | undefined;
  /** As Go prints what the annotation holds. */
  readonly extraTriggers: readonly JsonObject[];
  readonly scalingModifiers: JsonObject | undefined;
  readonly behavior: Behavior | undefined;
}

/** From `scaled-object-override`. */
export interface OverridingScaling {
  readonly from: 'override';
  readonly maxReplicas: number;
  /** As Go prints the annotation's spec. */
  readonly spec: JsonObject;
  readonly finalizers: readonly string[];
}

export type MetricType = 'AverageValue' | 'Utilization' | 'Value';

export type FirstTrigger = ResourceTrigger | PrometheusTrigger;

export interface ResourceTrigger {
  readonly type: 'cpu' | 'memory';
  readonly metricType: MetricType;
  /** Percent or a quantity. */
  readonly value: string;
}

export interface PrometheusTrigger {
  readonly type: 'prometheus';
  readonly metricType: MetricType;
  readonly name: string;
  readonly serverAddress: string;
  readonly query: QueryTemplate;
  /** A quantity. */
  readonly threshold: string;
  readonly authentication: Authentication | undefined;
}

export interface Authentication {
  readonly name: string;
  readonly kind: string | undefined;
  readonly modes: string;
}

/** HPAScalingRules for either direction, as Go prints them. */
export interface Behavior {
  readonly scaleUp?: JsonObject;
  readonly scaleDown?: JsonObject;
}

/** What was made of one or more annotations. Without a value something is wrong with them. */
export interface Parsed<T> {
  readonly value?: T;
  readonly problems: readonly Problem[];
}
