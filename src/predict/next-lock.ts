import type { Cluster, Service } from '../knative/types.ts';
import { predict } from './chain.ts';
import { lockKey } from './lock.ts';
import type { Lock, LockEntry, PredictionContext } from './types.ts';

/**
 * The lock after these Services were applied. Services that are gone lose their entries, because one
 * that is made again starts at 1. A Service whose name can't be predicted keeps what it had.
 */
export function nextLock(
  services: readonly Service[],
  cluster: Cluster,
  contextOf: (service: Service) => PredictionContext,
): Lock {
  const next = new Map<string, LockEntry>();
  for (const service of services) {
    const context = contextOf(service);
    const lock = context.lock ?? new Map<string, LockEntry>();
    const key = lockKey(service, context.namespace);
    const entry = predict(service, cluster, { ...context, lock }).entry ?? lock.get(key);
    if (entry !== undefined) next.set(key, entry);
  }
  return next;
}

/** One Service's difference between two locks. */
export interface LockChange {
  readonly key: string;
  /** Absent: the Service is new. */
  readonly from?: LockEntry;
  /** Absent: the Service is gone. */
  readonly to?: LockEntry;
}

/** What changes from one lock to another, in the order of the keys. */
export function diffLocks(from: Lock, to: Lock): LockChange[] {
  const keys = [...new Set([...from.keys(), ...to.keys()])].sort();
  return keys.flatMap((key) => {
    const [before, after] = [from.get(key), to.get(key)];
    if (before !== undefined && after !== undefined && isSame(before, after)) return [];
    return [{ key, ...(before && { from: before }), ...(after && { to: after }) }];
  });
}

function isSame(one: LockEntry, other: LockEntry): boolean {
  return (
    one.generation === other.generation &&
    one.template === other.template &&
    one.reapplied === other.reapplied &&
    one.enableServiceLinks === other.enableServiceLinks
  );
}
