import type { JsonObject } from '../../json.ts';
import { leases } from '../../kubernetes/resources.ts';
import type { Patch } from '../../kubernetes/types.ts';
import type { Candidate } from './leader.ts';
import { freeSpec, heldSpec, type Lease, newLease, readLease } from './lease.ts';
import { createSighting } from './sighting.ts';

export interface Attempts {
  /** Renews or takes the Lease; false when another one has it. */
  readonly hold: (isLeading: boolean) => Promise<boolean>;
  readonly free: () => Promise<void>;
}

export function createAttempts(candidate: Candidate): Attempts {
  const { client, namespace, name, identity, clock } = candidate;
  const sighting = createSighting(clock);
  const options = { fieldManager: 'revcast-fixer' };

  async function write(lease: Lease | undefined, spec: JsonObject): Promise<void> {
    const written =
      lease === undefined
        ? await client.create(leases, namespace, newLease(namespace, name, spec), options)
        : await client.patch(leases, namespace, name, conditional(lease, spec), options);
    sighting.see(readLease(written));
  }

  function held(lease: Lease | undefined): JsonObject {
    const duration = candidate.times.leaseDuration;
    return heldSpec(lease, { identity, duration, now: clock.date() });
  }

  return {
    hold: async (isLeading) => {
      const last = sighting.last();
      if (isLeading && last !== undefined) {
        // It is most often as we left it, and needn't be read first.
        const isRenewed = await write(last, held(last)).then(
          () => true,
          () => false,
        );
        if (isRenewed) return true;
      }
      const found = await client.get(leases, namespace, name);
      const lease = found && readLease(found);
      sighting.see(lease);
      if (!sighting.isOpenTo(identity, candidate.handicap())) return false;
      await write(lease, held(lease));
      return true;
    },
    free: async () => {
      const last = sighting.last();
      if (last !== undefined) await write(last, freeSpec(last, clock.date()));
    },
  };
}

function conditional({ resourceVersion }: Lease, spec: JsonObject): Patch {
  return { type: 'merge', body: { metadata: { resourceVersion }, spec } };
}
