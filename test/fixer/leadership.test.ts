import { describe, expect, test } from 'vitest';
import { leaseTimes } from '../../src/fixer/lead/leader.ts';
import { type Leadership, seekLeadership } from '../../src/fixer/lead/leadership.ts';
import { shardOf } from '../../src/fixer/lead/shards.ts';
import type { JsonObject } from '../../src/json.ts';
import { objectAt, valueAt } from '../../src/json.ts';
import type { Client } from '../../src/kubernetes/types.ts';
import { type FakeClock, fakeClock } from '../support/clock.ts';

/** Leases by name, written on their conditions. */
function server(): { client: Client; holders: () => string[] } {
  const leases = new Map<string, JsonObject>();
  let version = 0;
  const put = (name: string, spec: JsonObject): JsonObject => {
    version += 1;
    const lease = { metadata: { name, resourceVersion: String(version) }, spec };
    leases.set(name, lease);
    return lease;
  };
  const client: Client = {
    get: async (_, __, name) => leases.get(name),
    create: async (_, __, object) => {
      const name = String(valueAt(object, ['metadata', 'name']));
      if (leases.has(name)) throw new Error('AlreadyExists');
      return put(name, objectAt(object, ['spec']) ?? {});
    },
    patch: async (_, __, name, { body }) => {
      const version = (object: JsonObject | undefined) =>
        valueAt(object, ['metadata', 'resourceVersion']);
      if (version(body) !== version(leases.get(name))) throw new Error('Conflict');
      return put(name, objectAt(body, ['spec']) ?? {});
    },
    remove: () => Promise.reject(new Error('nobody removes a Lease')),
    list: () => {
      throw new Error('nobody lists Leases');
    },
  };
  return {
    client,
    holders: () =>
      [...leases.values()].map(({ spec }) => String(objectAt(spec, [])?.holderIdentity)),
  };
}

interface Replica extends Leadership {
  readonly held: Set<number>;
}

function replica(clock: FakeClock, client: Client, identity: string, shards: number): Replica {
  const held = new Set<number>();
  const leadership = seekLeadership({
    client,
    namespace: 'revcast',
    identity,
    clock,
    random: () => 0.5,
    times: leaseTimes,
    shards,
    changed: (shard, isLeading) => (isLeading ? held.add(shard) : held.delete(shard)),
    failed: () => undefined,
  });
  return { ...leadership, held };
}

describe('replicas with shards', () => {
  test('that start together share them, and one takes what another gives up', async () => {
    const clock = fakeClock();
    const { client } = server();
    const replicas = ['a', 'b'].map((identity) => replica(clock, client, identity, 4));
    await clock.pass(60_000);
    const [first, second] = replicas;
    const shares = replicas.map(({ held }) => held.size);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(4);
    expect(Math.min(...shares)).toBeGreaterThan(0);
    await first?.release();
    await clock.pass(60_000);
    expect(first?.held.size).toBe(0);
    expect(second?.held.size).toBe(4);
  });

  test('alone it takes all of them, within half a minute', async () => {
    const clock = fakeClock();
    const { client, holders } = server();
    replica(clock, client, 'a', 4);
    await clock.pass(30_000);
    expect(holders()).toEqual(['a', 'a', 'a', 'a']);
  });

  test('lead the namespaces of the shards that they hold, and no others', async () => {
    const clock = fakeClock();
    const { client } = server();
    const replicas = ['a', 'b'].map((identity) => replica(clock, client, identity, 3));
    await clock.pass(60_000);
    for (const namespace of ['default', 'team-a', 'team-b', 'team-c', 'team-d']) {
      const shard = shardOf(namespace, 3);
      expect(replicas.map((each) => each.leads(namespace))).toEqual(
        replicas.map((each) => each.held.has(shard)),
      );
      expect(replicas.filter((each) => each.leads(namespace))).toHaveLength(1);
    }
  });
});
