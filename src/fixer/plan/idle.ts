import { revcast } from '../../knative/keys.ts';
import type { ScaledObjectState } from '../types.ts';
import { annotationPatch, type Change } from './change.ts';

/**
 * A revision without traffic keeps no pods ready: its minimum is lowered as the extension does
 * (SPEC §3.10). When somebody puts it back, it stays back.
 */
export function lowered(scaledObject: ScaledObjectState): Change[] {
  const { minReplicas, hasIdleReplicas, isOverride, idleMin } = scaledObject;
  if (idleMin !== undefined || isOverride || hasIdleReplicas) return [];
  if (minReplicas === undefined || minReplicas <= (lowest(scaledObject) ?? 0)) return [];
  return [
    { reason: 'Idle', patch: { spec: { minReplicaCount: lowest(scaledObject) ?? null } } },
    { reason: 'Idle', patch: annotationPatch(revcast.idleMin, String(minReplicas)) },
  ];
}

/** Traffic is back. A minimum that somebody changed meanwhile stays. */
export function restored(scaledObject: ScaledObjectState): Change[] {
  const { minReplicas, idleMin } = scaledObject;
  if (idleMin === undefined) return [];
  const forget: Change = { reason: 'InUse', patch: annotationPatch(revcast.idleMin, null) };
  const isLowered = (minReplicas ?? 0) === (lowest(scaledObject) ?? 0);
  if (!isLowered || !/^\d{1,10}$/.test(idleMin)) return [forget];
  return [{ reason: 'InUse', patch: { spec: { minReplicaCount: Number(idleMin) } } }, forget];
}

/** KEDA's webhook wants 1 where cpu and memory are all; undefined: KEDA's default, 0. */
function lowest({ needsOneReplica }: ScaledObjectState): number | undefined {
  return needsOneReplica ? 1 : undefined;
}
