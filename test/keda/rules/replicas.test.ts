import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { cpu, problemsOf, prometheus } from './objects.ts';

const memory: JsonObject = {
  type: 'memory',
  metricType: 'AverageValue',
  metadata: { value: '1Gi' },
};
const aware: JsonObject = {
  ...prometheus,
  metadata: { ...(prometheus.metadata as JsonObject), activationThreshold: '1' },
};

describe("KEDA's webhook refuses replicas", () => {
  it.each<[string, JsonObject, string[]]>([
    [
      'a minimum above the maximum',
      { minReplicaCount: 5, maxReplicaCount: 4 },
      ['RC4101 spec.minReplicaCount'],
    ],
    [
      "a minimum above KEDA's own maximum of 100",
      { minReplicaCount: 101, maxReplicaCount: null },
      ['RC4101 spec.minReplicaCount'],
    ],
    ['idle replicas that are no fewer', { idleReplicaCount: 1 }, ['RC4102 spec.idleReplicaCount']],
    [
      'idle replicas and an absent minimum, which counts as 0',
      { idleReplicaCount: 0, minReplicaCount: null, triggers: [aware] },
      ['RC4102 spec.idleReplicaCount'],
    ],
    [
      'cpu and no minimum',
      { minReplicaCount: null, triggers: [cpu] },
      ['RC4103 spec.minReplicaCount'],
    ],
    [
      'cpu and memory at 0',
      { minReplicaCount: 0, triggers: [cpu, memory] },
      ['RC4103 spec.minReplicaCount'],
    ],
    [
      'a target without a kind, which is a Deployment',
      { minReplicaCount: 0, triggers: [cpu], scaleTargetRef: { name: 'web' } },
      ['RC4103 spec.minReplicaCount'],
    ],
  ])('%s', (_, spec, expected) => {
    expect(problemsOf(spec)).toEqual(expected);
  });
});

describe("KEDA's webhook takes replicas", () => {
  it.each<[string, JsonObject]>([
    ['minimum and maximum alike', { minReplicaCount: 100 }],
    [
      'idle replicas and a minimum of 0 that is written down, which counts as 1',
      { idleReplicaCount: 0, minReplicaCount: 0, triggers: [aware] },
    ],
    ['cpu beside a metric at 0', { minReplicaCount: 0, triggers: [cpu, aware] }],
    [
      'cpu at 0 on a target whose pods KEDA does not look at',
      {
        minReplicaCount: 0,
        triggers: [cpu],
        scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web' },
      },
    ],
  ])('%s', (_, spec) => {
    expect(problemsOf(spec)).toEqual([]);
  });
});

describe('names', () => {
  const hpa = (name: string): JsonObject => ({
    advanced: { horizontalPodAutoscalerConfig: { name } },
  });

  it.each<[string, string, JsonObject, string[]]>([
    ['63 characters of a name and its own HPA name', 'n'.repeat(63), hpa('h'), []],
    ['64 characters of a name', 'n'.repeat(64), hpa('h'), ['RC4104 metadata.name']],
    ['63 characters of an HPA name', 'n', hpa('h'.repeat(63)), []],
    [
      '64 characters of an HPA name',
      'n',
      hpa('h'.repeat(64)),
      ['RC4105 spec.advanced.horizontalPodAutoscalerConfig.name'],
    ],
    ["54 characters of a name, and KEDA's prefix before it", 'n'.repeat(54), {}, []],
    [
      "55 characters of a name, and KEDA's prefix before it",
      'n'.repeat(55),
      {},
      ['RC4105 spec.advanced.horizontalPodAutoscalerConfig.name'],
    ],
  ])('%s', (_, name, spec, expected) => {
    expect(problemsOf(spec, { name })).toEqual(expected);
  });
});

describe('periods of the way to zero', () => {
  it('have no effect where nothing scales to zero', () => {
    expect(problemsOf({ cooldownPeriod: 60, pollingInterval: 10 })).toEqual([
      'RC4406 spec.cooldownPeriod',
      'RC4406 spec.pollingInterval',
    ]);
  });

  it.each<[string, JsonObject]>([
    ['there is a way to zero', { minReplicaCount: 0, triggers: [aware] }],
    ['there is a way to idle', { idleReplicaCount: 0 }],
  ])('have an effect where %s', (_, spec) => {
    expect(problemsOf({ cooldownPeriod: 60, pollingInterval: 10, ...spec })).toEqual([]);
  });

  it('of polling matter to cached metrics and to formulas', () => {
    const cached = { triggers: [{ ...prometheus, useCachedMetrics: true }] };
    const formula = { advanced: { scalingModifiers: { formula: 'requests', target: '5' } } };
    expect(problemsOf({ pollingInterval: 10, ...cached })).toEqual([]);
    expect(problemsOf({ pollingInterval: 10, ...formula })).toEqual([]);
  });
});
