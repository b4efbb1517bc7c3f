import type { HpaBehavior } from '../keda/hpa-behavior.ts';

/**
 * What the HPA controller makes of one metric (k8s.io/kubernetes
 * pkg/controller/podautoscaler/replica_calculator.go), all pods being ready: before minimum and
 * maximum, windows and policies.
 */
export interface Metric {
  /** Where the HPA gets it from: from KEDA, or of the pods themselves for cpu and memory. */
  readonly from: 'external' | 'pods';
  readonly type: 'AverageValue' | 'Value' | 'Utilization';
  /** In thousandths, as the HPA counts; of `Utilization` in percent. */
  readonly target: number;
}

/** Fractions around the target within which the HPA leaves the replicas as they are. */
export interface Tolerances {
  readonly up: number;
  readonly down: number;
}

export const mostReplicas = 2147483647;

export function tolerancesOf({ scaleUp, scaleDown }: HpaBehavior): Tolerances {
  return { up: scaleUp.tolerance, down: scaleDown.tolerance };
}

/** Tolerances.isWithin: what lies on the edge is within. */
export function isWithin(ratio: number, { up, down }: Tolerances): boolean {
  return 1 - down <= ratio && ratio <= 1 + up;
}

/**
 * The number of replicas for the sum of a metric, in thousandths, where `current` run. Of
 * `Utilization` the sum is in percent of one pod's request.
 */
export function recommend(
  metric: Metric,
  total: number,
  current: number,
  tolerances: Tolerances,
): number {
  const { ratio, replicas } = ofMetric(metric, total, current);
  return isWithin(ratio, tolerances) ? current : Math.min(replicas, mostReplicas);
}

function ofMetric(
  { from, type, target }: Metric,
  total: number,
  current: number,
): { ratio: number; replicas: number } {
  // GetExternalPerPodMetricReplicas: divided by the target at once.
  if (from === 'external' && type === 'AverageValue') {
    return { ratio: total / (target * current), replicas: Math.ceil(total / target) };
  }
  // GetExternalMetricReplicas compares the sum, the others each pod's share, cut to a whole number.
  const usage = type === 'Value' ? total : Math.floor(total / current);
  const ratio = usage / target;
  return { ratio, replicas: Math.ceil(ratio * current) };
}
