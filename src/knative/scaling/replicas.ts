import { parseInt32 } from '../../go/numbers.ts';
import { annotation, autoscaling } from '../keys.ts';
import type { Cluster, StringMap } from '../types.ts';

const unlimited = 2 ** 31 - 1;

/** 0: no bound. What does not parse counts as absent; Knative's webhook refuses it. */
export function readMinScale(annotations: StringMap, cluster: Cluster): number {
  return readBound(annotations, autoscaling.minScale) ?? cluster.minScale;
}

export function readMaxReplicas(annotations: StringMap, cluster: Cluster): number {
  return (readBound(annotations, autoscaling.maxScale) ?? cluster.maxScale) || unlimited;
}

function readBound(annotations: StringMap, key: string): number | undefined {
  const found = annotation(annotations, key);
  if (found === undefined) return undefined;
  const { value, error } = parseInt32(found.value);
  return error === undefined ? value : undefined;
}
