import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/fixer/apply/outcome.ts';
import type { Apply } from '../../src/fixer/apply.ts';
import { createMetrics } from '../../src/fixer/metrics.ts';
import { createBucket } from '../../src/fixer/queue/bucket.ts';
import type { Next } from '../../src/fixer/queue.ts';
import { createCoverage } from '../../src/fixer/run/coverage.ts';
import { createLog } from '../../src/fixer/run/log.ts';
import { createReconcile } from '../../src/fixer/run/reconcile.ts';
import { createStore, type Store } from '../../src/fixer/store.ts';
import { type FakeClock, fakeClock, settle } from '../support/clock.ts';
import {
  configurationObject,
  podAutoscalerObject,
  revisionObject,
  serviceObject,
} from '../support/cluster-objects.ts';

const done: Outcome = { kind: 'done' };
const told = { type: 'Warning', reason: 'Odd', message: 'it is odd' } as const;
const error = new Error('no such thing');

interface Bench {
  readonly store: Store;
  readonly clock: FakeClock;
  readonly look: (key: string) => Promise<Next>;
  readonly lines: Record<string, unknown>[];
  readonly metrics: () => Promise<string>;
  readonly coverage: ReturnType<typeof createCoverage>;
}

function bench(apply: Apply, leads: () => boolean = () => true): Bench {
  const clock = fakeClock();
  const store = createStore();
  const coverage = createCoverage();
  const lines: Record<string, unknown>[] = [];
  const metrics = createMetrics({ ...coverage, queueDepth: () => 0 });
  const look = createReconcile({
    store,
    settings: { repair: 'stand-in', idle: 'lower' },
    apply,
    bucket: createBucket({ perSecond: 1, burst: 1 }, clock),
    clock,
    coverage,
    metrics,
    log: createLog('debug', (line) => lines.push(JSON.parse(line))),
    leads,
  });
  return { store, clock, look, lines, coverage, metrics: () => metrics.registry.metrics() };
}

/** A Service whose revision needs a ScaledObject. */
function deploy(store: Store, name = 'web'): void {
  const identity = (uid: string) => ({ uid, resourceVersion: '1', generation: 1 });
  const live = (object: object, uid: string) => {
    // biome-ignore lint/suspicious/noExplicitAny: built by hand.
    const { metadata, ...rest } = object as any;
    return { ...rest, metadata: { ...metadata, ...identity(uid) } };
  };
  store.configMaps.seen({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { namespace: 'knative-serving', name: 'config-autoscaler-keda' },
    data: { 'autoscaler.keda.scaledobject-autocreate': 'false' },
  });
  const status = { latestCreatedRevisionName: `${name}-00001` };
  const service = live({ ...serviceObject('team-a', name), status }, `service-${name}`);
  const configuration = live(configurationObject(service), `configuration-${name}`);
  const revision = live(revisionObject(configuration), `revision-${name}`);
  store.services.seen(service);
  store.configurations.seen({ ...configuration, status });
  store.revisions.seen(revision);
  store.podAutoscalers.seen(live(podAutoscalerObject(revision), `autoscaler-${name}`));
}

describe('what comes of a plan decides when its Service is looked at again', () => {
  test.each<[Outcome, Next]>([
    [done, { kind: 'done' }],
    [
      { kind: 'done', lookAgainAfter: 7 },
      { kind: 'after', ms: 7 },
    ],
    [{ kind: 'retry', failure: 'Conflict', error }, { kind: 'backoff' }],
    [
      { kind: 'later', failure: 'Throttled', after: 5 },
      { kind: 'after', ms: 5 },
    ],
    [{ kind: 'refused', failure: 'Refused', told }, { kind: 'done' }],
    [
      { kind: 'refused', failure: 'Refused', told, lookAgainAfter: 9 },
      { kind: 'after', ms: 9 },
    ],
    [{ kind: 'stopped' }, { kind: 'done' }],
  ])('%j', async (outcome, next) => {
    const { store, look, metrics } = bench(async () => outcome);
    deploy(store);
    expect(await look('team-a/web')).toEqual(next);
    expect(await metrics()).toContain(`duration_seconds_count{outcome="${outcome.kind}"} 1`);
  });
});

test('a mistake of the fixer is logged and counted, and tried again', async () => {
  const { store, look, lines, metrics } = bench(() => {
    throw new TypeError('undefined is not a function');
  });
  deploy(store);
  expect(await look('team-a/web')).toEqual({ kind: 'backoff' });
  expect(lines.at(-1)).toMatchObject({
    level: 'error',
    namespace: 'team-a',
    service: 'web',
    error: { type: 'TypeError', message: 'undefined is not a function' },
    stack: expect.stringContaining('reconcile.test.ts'),
  });
  expect(await metrics()).toContain('revcast_fixer_failures_total{reason="Unexpected"} 1\n');
});

test('who does not lead plans nothing, and counts nothing as its own', async () => {
  let isLeading = true;
  let plans = 0;
  const apply: Apply = async () => {
    plans += 1;
    return done;
  };
  const { store, look, coverage } = bench(apply, () => isLeading);
  deploy(store);
  await look('team-a/web');
  expect({ plans, uncovered: coverage.uncovered() }).toEqual({
    plans: 1,
    uncovered: { transient: 1, lasting: 0 },
  });
  isLeading = false;
  expect(await look('team-a/web')).toEqual({ kind: 'done' });
  expect({ plans, uncovered: coverage.uncovered() }).toEqual({
    plans: 1,
    uncovered: { transient: 0, lasting: 0 },
  });
});

test('whether it leads is asked for each write, not once', async () => {
  let isLeading = true;
  const answers: boolean[] = [];
  const apply: Apply = async (_, __, mayWrite) => {
    answers.push(mayWrite());
    isLeading = false;
    answers.push(mayWrite());
    return { kind: 'stopped' };
  };
  const { store, look } = bench(apply, () => isLeading);
  deploy(store);
  await look('team-a/web');
  expect(answers).toEqual([true, false]);
});

test('what waited for its turn to write is planned anew', async () => {
  const actions: number[] = [];
  const { store, look, clock } = bench(async (plan) => {
    actions.push(plan.actions.length);
    return done;
  });
  deploy(store, 'first');
  deploy(store, 'second');
  await look('team-a/first');
  const second = look('team-a/second');
  await settle();
  expect(actions).toEqual([1]);
  const skip = { 'revcast.dev/mode': 'skip' };
  const service = serviceObject('team-a', 'second', {}, skip);
  store.services.seen({
    ...service,
    metadata: { ...(service.metadata as object), uid: 'service-second', resourceVersion: '2' },
  });
  await clock.pass(1000);
  await second;
  expect(actions).toEqual([1, 0]);
});

test('a warning is logged once, with its Service, however often that is looked at', async () => {
  const refused: Outcome = { kind: 'refused', failure: 'Refused', told };
  const { store, look, lines, clock } = bench(async () => refused);
  deploy(store);
  for (let index = 0; index < 3; index += 1) {
    const looking = look('team-a/web');
    await clock.pass(2000);
    await looking;
  }
  expect(lines.filter(({ level }) => level === 'warn')).toEqual([
    expect.objectContaining({
      namespace: 'team-a',
      service: 'web',
      reason: 'Odd',
      message: 'it is odd',
    }),
  ]);
});

test('what is refused covers no revision: that does not pass by itself, and says why', async () => {
  const { store, look, coverage } = bench(async () => ({
    kind: 'refused',
    failure: 'Refused',
    told,
  }));
  deploy(store);
  await look('team-a/web');
  expect(coverage.uncovered()).toEqual({ transient: 0, lasting: 1 });
  expect(coverage.open()).toEqual([
    { key: 'team-a/web', revision: 'web-00001', because: 'it is odd', isTransient: false },
  ]);
});

test('what is refused says nothing of a revision that waits for its Deployment', async () => {
  const { store, look, coverage } = bench(async () => ({
    kind: 'refused',
    failure: 'Refused',
    told,
  }));
  deploy(store);
  store.podAutoscalers.retain(new Set());
  await look('team-a/web');
  expect(coverage.uncovered()).toEqual({ transient: 1, lasting: 0 });
});

test.each([
  ['Conflict', 'debug'],
  ['Unavailable', 'warn'],
] as const)('a %s is logged as %s', async (failure, level) => {
  const { store, look, lines } = bench(async () => ({ kind: 'retry', failure, error }));
  deploy(store);
  await look('team-a/web');
  expect(lines.at(-1)).toMatchObject({ level, failure, message: 'no such thing' });
});
