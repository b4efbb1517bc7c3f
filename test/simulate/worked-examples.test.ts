import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { changes, csv, prometheus, replicasAt, simulated, withBehavior } from './simulated.ts';

const noWindow = { scaleDown: { stabilizationWindowSeconds: 0 } };

/** One metric whose value is held against the target as it is, as in the HPA's documentation. */
function ratio(value: number, target: string, replicas: number): number {
  const trigger = prometheus(target, { metricType: 'Value' });
  const simulation = simulated({
    spec: { minReplicaCount: 1, triggers: [trigger], advanced: withBehavior(noWindow) },
    samples: csv('prometheus', [[0, value]], 1),
    options: { replicas },
  });
  return replicasAt(simulation, 0);
}

describe('the examples of the HPA documentation', () => {
  test.each([
    ['twice the target doubles', 0.2, 4, 8],
    ['half of the target halves', 0.05, 4, 2],
    ['a ratio of 1.1 changes nothing', 0.11, 4, 4],
    ['a ratio above 1.1 changes something', 0.111, 4, 5],
    ['a ratio of 0.9 changes nothing', 0.09, 20, 20],
    ['a ratio below 0.9 changes something', 0.089, 20, 18],
  ])('%s', (_, value, replicas, expected) => {
    expect(ratio(value, '0.1', replicas)).toBe(expected);
  });

  const slowly = {
    scaleDown: {
      stabilizationWindowSeconds: 0,
      policies: [
        { type: 'Pods', value: 4, periodSeconds: 60 },
        { type: 'Percent', value: 10, periodSeconds: 60 },
      ],
    },
  };

  test('80 replicas lose 8, then 8 of 72, and below 41 they lose 4 a minute', () => {
    const simulation = simulated({
      spec: {
        minReplicaCount: 1,
        maxReplicaCount: 100,
        triggers: [prometheus('1')],
        advanced: withBehavior(slowly),
      },
      samples: csv('prometheus', [[0, 10]], 1200),
      options: { replicas: 80 },
    });
    expect(changes(simulation).map(([, replicas]) => replicas)).toEqual([
      72, 64, 57, 51, 45, 40, 36, 32, 28, 24, 20, 16, 12, 10,
    ]);
    expect(
      changes(simulation)
        .map(([time]) => time)
        .slice(0, 3),
    ).toEqual([0, 60, 120]);
  });

  test('selectPolicy Disabled never scales down', () => {
    const simulation = simulated({
      spec: {
        minReplicaCount: 1,
        triggers: [prometheus('1')],
        advanced: withBehavior({ scaleDown: { selectPolicy: 'Disabled' } }),
      },
      samples: csv('prometheus', [[0, 1]], 3600),
      options: { replicas: 9 },
    });
    expect(changes(simulation)).toEqual([]);
    expect(simulation.steps.map(({ reason }) => reason)).toContain(
      'held: scaling down is disabled',
    );
  });
});

describe('2275 requests per second per pod', () => {
  const spec: JsonObject = { minReplicaCount: 1, triggers: [prometheus('2275')] };

  test.each([
    [2275, 1],
    [2400, 1],
    [2502.5, 1],
    [2502.6, 2],
  ])('%d of them are for %i', (requests, expected) => {
    const simulation = simulated({ spec, samples: csv('prometheus', [[0, requests]], 1) });
    expect(replicasAt(simulation, 0)).toBe(expected);
  });

  test('what is within the tolerance is told so', () => {
    const { steps } = simulated({ spec, samples: csv('prometheus', [[0, 2400]], 1) });
    expect(steps.at(-1)).toMatchObject({
      cause: 'tolerance',
      reason: 'held: within the tolerance of 10 %',
      metrics: [{ id: 'prometheus', value: 2400, desired: 1 }],
    });
  });
});

test('what the metrics ask for is told whenever it changes', () => {
  const { asked } = simulated({
    spec: { minReplicaCount: 1, maxReplicaCount: 9, triggers: [prometheus('1')] },
    samples: csv(
      'prometheus',
      [
        [0, 3],
        [60, 20],
        [120, ''],
        [180, 2],
      ],
      300,
    ),
    options: { replicas: 3 },
  });
  expect(asked).toEqual([
    [0, 3],
    [60, 20],
    [120, null],
    [180, 2],
  ]);
});

test('of two cron windows that overlap the highest wins', () => {
  const cron = (start: string, end: string, desiredReplicas: string, name: string): JsonObject => ({
    type: 'cron',
    name,
    metadata: { timezone: 'UTC', start, end, desiredReplicas },
  });
  const simulation = simulated({
    spec: {
      minReplicaCount: 1,
      maxReplicaCount: 50,
      triggers: [
        cron('0 6 * * *', '0 10 * * *', '4', 'day'),
        cron('0 8 * * *', '0 9 * * *', '8', 'rush'),
      ],
    },
    options: {
      from: { seconds: Date.UTC(2026, 2, 2, 5, 30) / 1000, isAbsolute: true },
      until: { seconds: Date.UTC(2026, 2, 2, 11) / 1000, isAbsolute: true },
    },
  });
  const at = (hour: number, minute: number): number =>
    replicasAt(simulation, (hour - 5.5) * 3600 + minute * 60);
  expect(simulation.start).toBe('2026-03-02T05:30:00Z');
  expect([
    at(5, 59),
    at(6, 0),
    at(7, 59),
    at(8, 0),
    at(9, 4),
    at(9, 6),
    at(10, 4),
    at(10, 6),
  ]).toEqual([1, 4, 4, 8, 8, 4, 4, 1]);
});

test('a stabilization window of 20 s follows a dip that one of 300 s sits out', () => {
  const dip = csv(
    'prometheus',
    [
      [0, 50],
      [600, 10],
      [720, 50],
    ],
    1200,
  );
  const spec = (stabilizationWindowSeconds: number): JsonObject => ({
    minReplicaCount: 1,
    maxReplicaCount: 50,
    triggers: [prometheus('5')],
    advanced: withBehavior({ scaleDown: { stabilizationWindowSeconds } }),
  });
  const options = { replicas: 10 };
  expect(changes(simulated({ spec: spec(300), samples: dip, options }))).toEqual([]);
  expect(changes(simulated({ spec: spec(20), samples: dip, options }))).toEqual([
    [615, 2],
    [720, 6],
    [735, 10],
  ]);
});

describe('from 1 to 100', () => {
  const spec = { minReplicaCount: 1, maxReplicaCount: 100, triggers: [prometheus('1')] };
  const samples = csv('prometheus', [[0, 100]], 600);
  const path = (given: JsonObject): number[] =>
    changes(simulated({ spec: given, samples })).map(([, replicas]) => replicas);

  test('100 % or 4 pods every 15 s, whichever is more', () => {
    expect(path({ ...spec, advanced: withBehavior({ scaleUp: {} }) })).toEqual([
      5, 10, 20, 40, 80, 100,
    ]);
  });

  test('without a behavior, twice as many or 4', () => {
    expect(path(spec)).toEqual([4, 8, 16, 32, 64, 100]);
  });

  test('with selectPolicy Min, whichever is less', () => {
    const advanced = withBehavior({ scaleUp: { selectPolicy: 'Min' } });
    expect(path({ ...spec, maxReplicaCount: 20, advanced })).toEqual([2, 4, 8, 12, 16, 20]);
  });

  test('a scale-up window waits for the lowest of its time', () => {
    const advanced = withBehavior({ scaleUp: { stabilizationWindowSeconds: 60 } });
    expect(changes(simulated({ spec: { ...spec, advanced }, samples }))[0]).toEqual([60, 5]);
  });
});
