import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { readScale, type Scale } from '../../src/keda/scale.ts';
import { replicaRange } from '../../src/timeline/replica-range.ts';
import { stepCurves } from '../../src/timeline/step-curve.ts';

const hour = 3_600_000;
/** A Monday. */
const midnight = Date.UTC(2026, 10, 23);

function scaleOf(spec: JsonObject): Scale {
  return readScale({ metadata: { name: 'a' }, spec });
}

function cron(from: number, to: number, desiredReplicas: string): JsonObject {
  const [start, end] = [`0 ${from} * * *`, `0 ${to} * * *`];
  return { type: 'cron', metadata: { timezone: 'UTC', start, end, desiredReplicas } };
}

const requests: JsonObject = {
  type: 'prometheus',
  name: 'requests',
  metadata: { serverAddress: 'http://p', query: 'q', threshold: '2275' },
};

function rangeOf(spec: JsonObject): (readonly number[])[] {
  const { segments } = replicaRange(scaleOf(spec), midnight, midnight + 24 * hour);
  return segments.map(({ start, low, high }) => [(start - midnight) / hour, low, high]);
}

describe('the range of replicas', () => {
  test('is that of the highest cron trigger where two are active', () => {
    const triggers = [cron(8, 14, '4'), cron(12, 18, '6')];
    expect(rangeOf({ minReplicaCount: 1, maxReplicaCount: 10, triggers })).toEqual([
      [0, 1, 1],
      [8, 4, 4],
      [12, 6, 6],
      [14, 6, 6],
      [18, 1, 1],
    ]);
  });

  test('reaches to the maximum where a metric can ask for more', () => {
    const triggers = [cron(8, 14, '4'), requests];
    expect(rangeOf({ minReplicaCount: 2, maxReplicaCount: 10, triggers })).toEqual([
      [0, 2, 10],
      [8, 4, 10],
      [14, 2, 10],
    ]);
  });

  test('of cron alone is nothing outside of the windows, and never above the maximum', () => {
    const triggers = [cron(8, 14, '40')];
    expect(rangeOf({ minReplicaCount: 0, maxReplicaCount: 10, triggers })).toEqual([
      [0, 0, 0],
      [8, 10, 10],
      [14, 0, 0],
    ]);
  });
});

describe('the step curve', () => {
  const [curve] = stepCurves(
    scaleOf({ minReplicaCount: 1, maxReplicaCount: 3, triggers: [requests] }),
  );

  test('leaves a step only beyond the tolerance: 2275 for a pod holds up to 2502.5', () => {
    expect(curve?.rising.map(({ at, replicas }) => [at, replicas])).toEqual([
      [0, 1],
      [2502.5, 2],
      [5005, 3],
    ]);
    expect(curve?.rising[1]?.label).toBe('scales to 2 above 2502.5');
  });

  test('goes back later than it came', () => {
    const down = curve?.falling.map(({ at, replicas }) => [at, replicas]) ?? [];
    expect(down.map(([, replicas]) => replicas)).toEqual([2, 1]);
    for (const [at = 0, replicas = 0] of down) {
      expect(at).toBeLessThanOrEqual(2275 * replicas);
    }
  });

  test('is none of a cron trigger', () => {
    expect(stepCurves(scaleOf({ triggers: [cron(8, 14, '4')] }))).toEqual([]);
  });
});

describe('a ScaledObject without a word about it has', () => {
  test('the defaults of KEDA and of the HPA', () => {
    expect(scaleOf({ triggers: [requests] })).toMatchObject({
      min: 0,
      max: 100,
      pollingInterval: 30,
      cooldownPeriod: 300,
      triggers: [{ metricType: 'AverageValue', target: { value: 2275, key: 'threshold' } }],
      behavior: {
        scaleUp: { stabilizationWindowSeconds: 0, tolerance: 0.1 },
        scaleDown: { stabilizationWindowSeconds: 300 },
      },
    });
  });

  test.each([
    ['kafka', {}, 10],
    ['aws-sqs-queue', {}, 5],
    ['redis', { listLength: '20' }, 20],
    ['memory', { value: '200Mi' }, 200 * 2 ** 20],
  ])('the target of its scaler: %s %o', (type, metadata, value) => {
    const { triggers } = scaleOf({ triggers: [{ type, metadata, metricType: 'AverageValue' }] });
    expect(triggers[0]?.target?.value).toBe(value);
  });
});
