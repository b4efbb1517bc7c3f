import type { Scale, Trigger } from '../../keda/scale.ts';
import type { Cluster } from '../../knative/types.ts';
import type { ReviewedService } from '../side.ts';
import type { ChangeKind, FieldChange } from '../types.ts';

/** A Service on one side, and what the cluster's ConfigMaps say there. */
export interface Subject extends ReviewedService {
  readonly cluster: Cluster;
}

/** One Service on both sides. */
export interface Pair {
  readonly now: Subject;
  readonly before: Subject;
}

/** How a Service scales on both sides: known only where both have a ScaledObject. */
export interface Scales {
  readonly was: Scale;
  readonly is: Scale;
  readonly triggers: readonly TriggerPair[];
}

/** A trigger on both sides; absent where it isn't. */
export interface TriggerPair {
  readonly was?: Trigger;
  readonly is?: Trigger;
}

/** What is told of a Service that is on both sides. */
export interface Comparison extends Pair {
  readonly kind: ChangeKind;
  readonly fields: readonly FieldChange[];
  readonly scales?: Scales;
}
