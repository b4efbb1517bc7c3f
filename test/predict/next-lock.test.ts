import { describe, expect, it } from 'vitest';
import { defaultCluster } from '../../src/knative/cluster.ts';
import type { Cluster, Service } from '../../src/knative/types.ts';
import { diffLocks, nextLock } from '../../src/predict/next-lock.ts';
import type { Lock, PredictionContext } from '../../src/predict/types.ts';
import { serviceOf } from './recorded.ts';

function service(name: string, spec = '', namespace = 'ns'): Service {
  return serviceOf(`
apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: {template: {spec: {containers: [{image: a}], ${spec}}}}`);
}

/** The lock after each of the streams was applied, one after another. */
function applied(
  streams: readonly (readonly Service[])[],
  context: Partial<PredictionContext> = {},
  clusters: readonly Cluster[] = [],
): Lock {
  let lock: Lock = new Map();
  for (const [index, stream] of streams.entries()) {
    const cluster = clusters[index] ?? defaultCluster;
    const before = lock;
    lock = nextLock(stream, cluster, () => ({ pin: false, ...context, lock: before }));
  }
  return lock;
}

const generationOf = (lock: Lock, key = 'ns/shop'): number | undefined => lock.get(key)?.generation;
const changed = service('shop', 'timeoutSeconds: 60');

describe('the next lock', () => {
  it.each([
    ['starts at 1', [[service('shop')]], 1],
    ['stays with the template', [[service('shop')], [service('shop')]], 1],
    ['counts another template', [[service('shop')], [changed]], 2],
    ['counts a roll-back', [[service('shop')], [changed], [service('shop')]], 3],
    ['starts again when the Service was gone', [[changed], [service('shop')], [], [changed]], 1],
    ['forgets what is gone', [[service('shop')], []], undefined],
  ])('%s', (_, streams, generation) => {
    expect(generationOf(applied(streams))).toBe(generation);
  });

  it('takes the generation that a Service says, and counts on from it', () => {
    const lock = applied([[service('shop')]], { hint: 7 });
    const context = { pin: false, lock };
    expect(generationOf(lock)).toBe(7);
    expect(generationOf(nextLock([changed], defaultCluster, () => context))).toBe(8);
    const hinted = nextLock([changed], defaultCluster, () => ({ ...context, hint: 20 }));
    expect(generationOf(hinted)).toBe(20);
  });

  it('knows Services by namespace and name', () => {
    const bare = serviceOf(`
apiVersion: serving.knative.dev/v1
kind: Configuration
metadata: {name: shop}
spec: {template: {}}`);
    const keys = (namespace?: string): string[] => [
      ...applied([[service('shop'), bare]], namespace === undefined ? {} : { namespace }).keys(),
    ];
    expect(keys()).toEqual(['ns/shop', 'shop']);
    expect(keys('other')).toEqual(['ns/shop', 'other/shop']);
  });

  it('keeps what it had of a Service whose pin does not fit', () => {
    const long = service('s'.repeat(60));
    const lock = applied([[long]]);
    expect(nextLock([long], defaultCluster, () => ({ pin: true, lock }))).toEqual(lock);
    expect(lock.size).toBe(1);
  });

  it('counts a pin that is put on', () => {
    const lock = applied([[service('shop')]]);
    const pinned = nextLock([service('shop')], defaultCluster, () => ({ pin: true, lock }));
    expect(generationOf(pinned)).toBe(2);
    expect(
      nextLock([service('shop')], defaultCluster, () => ({ pin: true, lock: pinned })),
    ).toEqual(pinned);
  });
});

describe('enableServiceLinks', () => {
  const plain = service('shop');
  const off = service('shop', 'enableServiceLinks: false');
  const on = service('shop', 'enableServiceLinks: true');
  it.each([
    ['spelled out as it was filled in', [plain, off], 1, 'written'],
    ['switched on', [plain, on], 2, 'written'],
    ['removed', [plain, off, plain], 2, 'removed'],
    ['removed, with the template left alone', [off, plain, plain], 2, 'removed'],
    ['removed and written again', [off, plain, off], 3, 'written'],
    ['gone with its Service', [off, undefined, plain], 1, undefined],
    ['never spelled out', [plain, plain], 1, undefined],
  ] as const)('%s', (_, steps, generation, state) => {
    const lock = applied(steps.map((step) => (step === undefined ? [] : [step])));
    expect(lock.get('ns/shop')).toMatchObject({ generation });
    expect(lock.get('ns/shop')?.enableServiceLinks).toBe(state);
  });
});

describe('when config-defaults changes, or becomes known', () => {
  const own = defaultCluster;
  const patient: Cluster = { ...own, defaults: { ...own.defaults, timeoutSeconds: 600 } };
  const hasty: Cluster = { ...own, defaults: { ...own.defaults, timeoutSeconds: 30 } };
  const hungry: Cluster = { ...own, defaults: { ...own.defaults, requests: { cpu: '1' } } };
  const starved: Cluster = { ...own, defaults: { ...own.defaults, requests: { cpu: '10m' } } };
  const plain = service('shop');
  const spelled = service('shop', 'timeoutSeconds: 600');
  it.each([
    ['a manifest that stays as it is stays', [plain, plain], [own, patient], 1],
    ['and stays when it is changed again', [plain, plain, plain], [own, patient, hasty], 1],
    ['and stays when it is forgotten', [plain, plain], [patient, own], 1],
    ['one that spells out its default stays', [plain, spelled], [patient, patient], 1],
    [
      'one that spells out the default it was made with stays',
      [plain, spelled],
      [patient, hasty],
      1,
    ],
    ['one that spells out another is counted', [plain, spelled], [hasty, patient], 2],
    ['requests that become known stay', [plain, plain], [own, hungry], 1],
    ['other requests are counted', [plain, plain], [hungry, starved], 2],
    ['one that changes is counted', [plain, changed], [own, patient], 2],
    ['one that changes is counted under its own', [plain, changed], [patient, patient], 2],
  ])('%s', (_, steps, clusters, generation) => {
    const lock = applied(
      steps.map((step) => [step]),
      {},
      clusters,
    );
    expect(generationOf(lock)).toBe(generation);
  });

  it('an entry says how it is applied again only where the defaults are not Knative’s', () => {
    expect(applied([[plain]]).get('ns/shop')).not.toHaveProperty('reapplied');
    expect(applied([[plain]], {}, [patient]).get('ns/shop')).toHaveProperty('reapplied');
  });
});

describe('the difference of two locks', () => {
  const entry = { generation: 1, template: '0123456789abcdef' };
  const before: Lock = new Map([
    ['ns/a', entry],
    ['ns/b', entry],
    ['ns/c', entry],
  ]);
  it('has what is new, what changed and what is gone, in order', () => {
    const other = { ...entry, generation: 2 };
    const next: Lock = new Map([
      ['ns/d', entry],
      ['ns/c', entry],
      ['ns/b', other],
    ]);
    expect(diffLocks(before, next)).toEqual([
      { key: 'ns/a', from: entry },
      { key: 'ns/b', from: entry, to: other },
      { key: 'ns/d', to: entry },
    ]);
  });

  it.each([
    ['a generation', { generation: 2 }],
    ['a template', { template: 'fedcba9876543210' }],
    ['a manifest', { reapplied: 'fedcba9876543210' }],
    ['enableServiceLinks', { enableServiceLinks: 'written' as const }],
  ])('sees %s', (_, change) => {
    expect(diffLocks(before, new Map([...before, ['ns/a', { ...entry, ...change }]]))).toHaveLength(
      1,
    );
  });

  it('is empty for equal locks', () => {
    expect(diffLocks(before, new Map([...before].reverse()))).toEqual([]);
  });
});
