import { type JsonObject, stringAt } from '../../json.ts';
import type { ObjectState, Told } from '../types.ts';
import { createRecent } from './recent.ts';

/** What the fixer calls itself in Events and in managedFields. */
export const component = 'revcast-fixer';

/** The object that an Event is about. */
export interface Involved extends Pick<ObjectState, 'namespace' | 'name' | 'uid'> {
  readonly apiVersion: string;
  readonly kind: string;
}

/** How an Event gets to the API server. */
export type EventWrite =
  | { readonly key: string; readonly do: 'create'; readonly event: JsonObject }
  /** A merge patch: the same has happened again. */
  | {
      readonly key: string;
      readonly do: 'patch';
      readonly name: string;
      readonly patch: JsonObject;
    };

/** Which Events were written, so that the same one counts up instead of coming anew. */
export interface EventLog {
  /** `at`: milliseconds since 1970. undefined: this object has had too many of late. */
  readonly write: (about: Involved, told: Told, at: number) => EventWrite | undefined;
  /** It is written. */
  readonly wrote: (write: EventWrite) => void;
  /** It has expired: API servers keep Events for an hour. */
  readonly lost: (key: string) => void;
}

interface Written {
  readonly name: string;
  readonly count: number;
}

/** As client-go's correlator (`tools/record/events_cache.go`): so many Events and objects remembered, */
const remembered = 4096;
/** so many Events at once about one object, */
const burst = 25;
/** and then one in so many milliseconds. */
const refill = 300_000;
/** As events.k8s.io has it. */
const longestMessage = 1024;

export function createEventLog(instance: string): EventLog {
  const written = createRecent<Written>(remembered);
  const budgets = createRecent<{ readonly left: number; readonly at: number }>(remembered);
  let sequence = 0;

  function mayTell({ uid }: Involved, at: number): boolean {
    const { left, at: then } = budgets.get(uid) ?? { left: burst, at };
    const now = Math.min(burst, left + Math.max(0, at - then) / refill);
    budgets.put(uid, { left: now >= 1 ? now - 1 : now, at });
    return now >= 1;
  }

  return {
    write(about, told, at) {
      if (!mayTell(about, at)) return undefined;
      const key = JSON.stringify([about.uid, told.type, told.reason, told.message]);
      const before = written.get(key);
      if (before !== undefined) {
        const patch = { count: before.count + 1, lastTimestamp: timestamp(at) };
        return { key, do: 'patch', name: before.name, patch };
      }
      sequence = (sequence + 1) % 1_000_000;
      const name = `${about.name}.${nanoseconds(at, sequence)}`;
      return { key, do: 'create', event: eventOf(about, told, name, instance, at) };
    },
    wrote(write) {
      const { name, count } =
        write.do === 'patch'
          ? { name: write.name, count: Number(write.patch.count) }
          : { name: stringAt(write.event, ['metadata', 'name']) ?? '', count: 1 };
      written.put(write.key, { name, count });
    },
    lost: written.delete,
  };
}

function eventOf(
  about: Involved,
  { type, reason, message }: Told,
  name: string,
  instance: string,
  at: number,
): JsonObject {
  const { apiVersion, kind, namespace, uid } = about;
  const isLong = message.length > longestMessage;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace },
    involvedObject: { apiVersion, kind, namespace, name: about.name, uid },
    type,
    reason,
    message: isLong ? `${message.slice(0, longestMessage - 1)}…` : message,
    count: 1,
    firstTimestamp: timestamp(at),
    lastTimestamp: timestamp(at),
    source: { component, host: instance },
    reportingComponent: component,
    reportingInstance: instance,
  };
}

/** Events of one millisecond differ in the digits below it. */
function nanoseconds(at: number, sequence: number): string {
  return (BigInt(Math.trunc(at)) * 1_000_000n + BigInt(sequence)).toString(16);
}

/** metav1.Time: whole seconds. */
function timestamp(at: number): string {
  // biome-ignore lint/style/noRestrictedGlobals: printing a time asks no clock.
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
