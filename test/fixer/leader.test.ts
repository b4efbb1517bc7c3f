import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pause } from '../../src/clock.ts';
import { type Candidate, type Election, elect, leaseTimes } from '../../src/fixer/lead/leader.ts';
import type { Json, JsonObject } from '../../src/json.ts';
import { objectAt, stringAt, valueAt } from '../../src/json.ts';
import type { Client } from '../../src/kubernetes/types.ts';
import { type FakeClock, fakeClock } from '../support/clock.ts';

/** How a request ends: at once, later, not at all, or with its answer lost. */
interface Weather {
  readonly delay: number;
  readonly failure?: 'before' | 'after';
}

interface Server {
  readonly client: (weather?: () => Weather) => Client;
  readonly lease: () => JsonObject | undefined;
  readonly requests: string[];
}

function server(clock: FakeClock): Server {
  let lease: JsonObject | undefined;
  let version = 0;
  const requests: string[] = [];

  function put(spec: Json | undefined): JsonObject {
    version += 1;
    lease = { metadata: { resourceVersion: String(version) }, spec: spec ?? null };
    return lease;
  }

  async function answer<T>(name: string, { delay, failure }: Weather, act: () => T): Promise<T> {
    requests.push(name);
    if (delay > 0) await pause(clock, delay / 2);
    if (failure === 'before') throw new Error('connection refused');
    const result = act();
    if (delay > 0) await pause(clock, delay / 2);
    if (failure === 'after') throw new Error('connection reset');
    return result;
  }

  const fair = (): Weather => ({ delay: 0 });
  return {
    requests,
    lease: () => lease,
    client: (weather = fair) => ({
      get: () => answer('get', weather(), () => lease),
      create: (_, __, object) =>
        answer('create', weather(), () => {
          if (lease !== undefined) throw new Error('AlreadyExists');
          return put(object.spec);
        }),
      patch: (_, __, ___, { body }) =>
        answer('patch', weather(), () => {
          const expected = valueAt(body, ['metadata', 'resourceVersion']);
          if (expected !== String(version)) throw new Error('Conflict');
          return put({ ...objectAt(lease, ['spec']), ...objectAt(body, ['spec']) });
        }),
      remove: () => Promise.reject(new Error('nobody removes a Lease')),
      list: () => {
        throw new Error('nobody lists Leases');
      },
    }),
  };
}

interface Told {
  readonly changes: boolean[];
  readonly failures: unknown[];
}

function enter(
  clock: FakeClock,
  client: Client,
  identity: string,
  more: Partial<Candidate> = {},
): Election & Told {
  const changes: boolean[] = [];
  const failures: unknown[] = [];
  const election = elect({
    client,
    namespace: 'revcast',
    name: 'revcast-fixer-0',
    identity,
    clock,
    random: () => 0,
    times: leaseTimes,
    delay: 0,
    handicap: () => 0,
    changed: (isLeading) => changes.push(isLeading),
    failed: (error) => failures.push(error),
    ...more,
  });
  return { ...election, changes, failures };
}

const specOf = (lease: JsonObject | undefined): JsonObject => objectAt(lease, ['spec']) ?? {};

describe('the first candidate', () => {
  test('makes the Lease with what client-go writes', async () => {
    const clock = fakeClock();
    const api = server(clock);
    const a = enter(clock, api.client(), 'a');
    await clock.pass(0);
    expect(a.isLeading()).toBe(true);
    expect(a.changes).toEqual([true]);
    expect(specOf(api.lease())).toEqual({
      holderIdentity: 'a',
      leaseDurationSeconds: 15,
      acquireTime: '2026-01-01T00:00:01.000000Z',
      renewTime: '2026-01-01T00:00:01.000000Z',
      leaseTransitions: 0,
    });
  });

  test('renews with one write every two seconds, and reads nothing', async () => {
    const clock = fakeClock();
    const api = server(clock);
    enter(clock, api.client(), 'a');
    await clock.pass(10_000);
    expect(api.requests).toEqual(['get', 'create', ...new Array(5).fill('patch')]);
    expect(specOf(api.lease())).toMatchObject({
      acquireTime: '2026-01-01T00:00:01.000000Z',
      renewTime: '2026-01-01T00:00:11.000000Z',
    });
  });

  test('goes on after somebody else wrote to the Lease or deleted it', async () => {
    const clock = fakeClock();
    const api = server(clock);
    const a = enter(clock, api.client(), 'a');
    await clock.pass(3000);
    const version = stringAt(api.lease(), ['metadata', 'resourceVersion']) ?? '';
    const body = { metadata: { resourceVersion: version }, spec: { strategy: 'odd' } };
    await api
      .client()
      .patch(
        { group: '', version: '', kind: '', plural: '' },
        '',
        '',
        { type: 'merge', body },
        { fieldManager: 'x' },
      );
    await clock.pass(30_000);
    expect(a.changes).toEqual([true]);
    expect(specOf(api.lease())).toMatchObject({ holderIdentity: 'a', strategy: 'odd' });
  });
});

describe('a second candidate', () => {
  test('waits while the first renews, and reads only', async () => {
    const clock = fakeClock();
    const api = server(clock);
    enter(clock, api.client(), 'a');
    await clock.pass(0);
    const b = enter(clock, api.client(), 'b');
    await clock.pass(120_000);
    expect(b.isLeading()).toBe(false);
    expect(b.changes).toEqual([]);
  });

  test('takes over when the first gave up, at its next look', async () => {
    const clock = fakeClock();
    const api = server(clock);
    const a = enter(clock, api.client(), 'a');
    const b = enter(clock, api.client(), 'b');
    await clock.pass(20_000);
    await a.release();
    expect(a.isLeading()).toBe(false);
    expect(specOf(api.lease())).toMatchObject({ holderIdentity: '', leaseDurationSeconds: 1 });
    await clock.pass(2000);
    expect(b.isLeading()).toBe(true);
    expect(specOf(api.lease())).toMatchObject({ holderIdentity: 'b', leaseTransitions: 1 });
  });

  test('takes over from one that died, fifteen seconds after its last sign of life', async () => {
    const clock = fakeClock();
    const api = server(clock);
    let isCut = false;
    const weather = (): Weather => (isCut ? { delay: 0, failure: 'before' } : { delay: 0 });
    const a = enter(clock, api.client(weather), 'a');
    await clock.pass(0);
    const b = enter(clock, api.client(), 'b');
    await clock.pass(4000);
    isCut = true;
    await clock.pass(9_900);
    expect([a.isLeading(), b.isLeading()]).toEqual([true, false]);
    await clock.pass(200);
    expect([a.isLeading(), b.isLeading()]).toEqual([false, false]);
    expect(a.changes).toEqual([true, false]);
    expect(a.failures.length).toBeGreaterThan(2);
    await clock.pass(4_500);
    expect(b.isLeading()).toBe(false);
    await clock.pass(3_000);
    expect(b.isLeading()).toBe(true);
  });

  test('trusts no clock: a Lease renewed in the past or the future is waited for all the same', async () => {
    for (const year of ['1970', '2099']) {
      const clock = fakeClock();
      const api = server(clock);
      const spec = {
        holderIdentity: 'dead',
        leaseDurationSeconds: 15,
        renewTime: `${year}-01-01T00:00:00.000000Z`,
        leaseTransitions: 7,
      };
      const resource = { group: '', version: '', kind: '', plural: '' };
      await api.client().create(resource, '', { spec }, { fieldManager: 'x' });
      const b = enter(clock, api.client(), 'b');
      await clock.pass(14_900);
      expect(b.isLeading()).toBe(false);
      await clock.pass(2_000);
      expect(b.isLeading()).toBe(true);
      expect(specOf(api.lease())).toMatchObject({ leaseTransitions: 8 });
    }
  });

  test('leaves a free Lease to others for as long as its handicap', async () => {
    const clock = fakeClock();
    const api = server(clock);
    const b = enter(clock, api.client(), 'b', { handicap: () => 5000 });
    await clock.pass(4900);
    expect(b.isLeading()).toBe(false);
    await clock.pass(2000);
    expect(b.isLeading()).toBe(true);
  });
});

describe('a holder', () => {
  test('whose requests hang has stopped before anybody else may start', async () => {
    const clock = fakeClock();
    const api = server(clock);
    let delay = 0;
    const a = enter(
      clock,
      api.client(() => ({ delay })),
      'a',
    );
    await clock.pass(4000);
    delay = 3_600_000;
    await clock.pass(9_999);
    expect(a.isLeading()).toBe(true);
    await clock.pass(1);
    expect(a.isLeading()).toBe(false);
    expect(a.changes).toEqual([true, false]);
  });

  test('that stops while the server is away ends all the same', async () => {
    const clock = fakeClock();
    const api = server(clock);
    let delay = 0;
    const a = enter(
      clock,
      api.client(() => ({ delay })),
      'a',
    );
    await clock.pass(4000);
    delay = 3_600_000;
    let isOver = false;
    void a.release().then(() => {
      isOver = true;
    });
    await clock.pass(10_000);
    expect(isOver).toBe(true);
    expect(a.isLeading()).toBe(false);
  });

  test('that finds another name in the Lease steps back at once', async () => {
    const clock = fakeClock();
    const api = server(clock);
    const a = enter(clock, api.client(), 'a');
    await clock.pass(1000);
    const version = stringAt(api.lease(), ['metadata', 'resourceVersion']) ?? '';
    const body = { metadata: { resourceVersion: version }, spec: { holderIdentity: 'b' } };
    const resource = { group: '', version: '', kind: '', plural: '' };
    await api.client().patch(resource, '', '', { type: 'merge', body }, { fieldManager: 'x' });
    await clock.pass(1000);
    expect(a.isLeading()).toBe(false);
  });

  test('that gave up takes no further part', async () => {
    const clock = fakeClock();
    const api = server(clock);
    const a = enter(clock, api.client(), 'a');
    await clock.pass(1000);
    await a.release();
    const before = api.requests.length;
    await clock.pass(60_000);
    expect(api.requests).toHaveLength(before);
    expect(clock.timers()).toBe(0);
  });
});

test('whatever the network does, there are never two leaders, and in the end there is one', async () => {
  const weathers = fc.array(
    fc.record(
      {
        delay: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20_000 })),
        failure: fc.constantFrom('before' as const, 'after' as const),
      },
      { requiredKeys: ['delay'] },
    ),
    { maxLength: 60 },
  );
  await fc.assert(
    fc.asyncProperty(
      weathers,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
      async (days, chances) => {
        const clock = fakeClock();
        const api = server(clock);
        let day = 0;
        const client = api.client(() => days[day++] ?? { delay: 0 });
        let chance = 0;
        const random = (): number => chances[chance++ % chances.length] ?? 0;
        const all = ['a', 'b', 'c'].map((identity) => enter(clock, client, identity, { random }));
        for (let step = 0; step < 400; step += 1) {
          await clock.pass(500);
          expect(all.filter((each) => each.isLeading()).length).toBeLessThanOrEqual(1);
        }
        await clock.pass(120_000);
        expect(all.filter((each) => each.isLeading()).length).toBe(1);
      },
    ),
    { numRuns: 30 },
  );
});
