import { type JsonObject, objectAt, stringAt, valueAt } from '../../json.ts';
import { leases } from '../../kubernetes/resources.ts';

/** What a Lease says, and the version in which it says so. */
export interface Lease {
  readonly resourceVersion: string;
  /** Empty: it is free. */
  readonly holder: string;
  /** Milliseconds for which nobody else may take it after a renewal. */
  readonly duration: number;
  readonly acquireTime: string | undefined;
  readonly transitions: number;
  /** All of its spec: a change is a sign of life. */
  readonly text: string;
}

export function readLease(object: JsonObject): Lease {
  const spec = objectAt(object, ['spec']) ?? {};
  return {
    resourceVersion: stringAt(object, ['metadata', 'resourceVersion']) ?? '',
    holder: stringAt(spec, ['holderIdentity']) ?? '',
    duration: numberAt(spec, 'leaseDurationSeconds') * 1000,
    acquireTime: stringAt(spec, ['acquireTime']),
    transitions: numberAt(spec, 'leaseTransitions'),
    text: JSON.stringify(spec),
  };
}

export interface Holder {
  readonly identity: string;
  /** Milliseconds. */
  readonly duration: number;
  /** Milliseconds since 1970, for people only: clocks of two machines are never compared. */
  readonly now: number;
}

/** The spec of a Lease that was renewed, or taken over, by its new holder. */
export function heldSpec(
  before: Lease | undefined,
  { identity, duration, now }: Holder,
): JsonObject {
  const isRenewal = before?.holder === identity && before.acquireTime !== undefined;
  return {
    holderIdentity: identity,
    leaseDurationSeconds: duration / 1000,
    acquireTime: (isRenewal ? before.acquireTime : undefined) ?? microTime(now),
    renewTime: microTime(now),
    leaseTransitions:
      before === undefined ? 0 : before.transitions + (before.holder === identity ? 0 : 1),
  };
}

/** The spec of a Lease that its holder gave back, as client-go writes it. */
export function freeSpec(before: Lease, now: number): JsonObject {
  return {
    holderIdentity: '',
    leaseDurationSeconds: 1,
    acquireTime: microTime(now),
    renewTime: microTime(now),
    leaseTransitions: before.transitions,
  };
}

export function newLease(namespace: string, name: string, spec: JsonObject): JsonObject {
  return {
    apiVersion: `${leases.group}/${leases.version}`,
    kind: leases.kind,
    metadata: { namespace, name, labels: { 'app.kubernetes.io/name': 'revcast-fixer' } },
    spec,
  };
}

function numberAt(spec: JsonObject, key: string): number {
  const value = valueAt(spec, [key]);
  return typeof value === 'number' ? value : 0;
}

/** Kubernetes' MicroTime. */
function microTime(now: number): string {
  // biome-ignore lint/style/noRestrictedGlobals: writing a time asks no clock.
  return new Date(now).toISOString().replace('Z', '000Z');
}
