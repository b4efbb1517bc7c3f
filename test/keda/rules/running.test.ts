import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { cpu, office, problemsOf, prometheus, withMetadata } from './objects.ts';

const kafka: JsonObject = { type: 'kafka', metadata: {} };
const formula = (modifiers: JsonObject): JsonObject => ({
  advanced: { scalingModifiers: { formula: 'requests', target: '5', ...modifiers } },
});

describe('a revision that scales to zero', () => {
  it.each<[string, JsonObject]>([
    ['a metric', { minReplicaCount: 0 }],
    ['a metric and no minimum', { minReplicaCount: null }],
    ['a metric beside cpu and cron', { minReplicaCount: 0, triggers: [prometheus, cpu, office] }],
    ['a formula', { minReplicaCount: 0, ...formula({}) }],
  ])('by %s is not woken up', (_, spec) => {
    expect(problemsOf(spec)).toEqual(['RC4401 spec.minReplicaCount']);
  });

  it.each<[string, JsonObject]>([
    [
      'a metric with an activation threshold',
      { triggers: [withMetadata(prometheus, { activationThreshold: '1' })] },
    ],
    ['a formula with an activation target', formula({ activationTarget: '1' })],
    ['a queue', { triggers: [prometheus, kafka] }],
    ['the clock alone', { triggers: [office] }],
  ])('by %s may be meant to', (_, spec) => {
    expect(problemsOf({ minReplicaCount: 0, ...spec })).toEqual([]);
  });
});

describe('a pause annotation', () => {
  const paused = 'autoscaling.keda.sh/paused';
  const replicas = 'autoscaling.keda.sh/paused-replicas';

  it.each<[Record<string, string>, string[]]>([
    [{ [paused]: 'true' }, [paused]],
    [{ [paused]: 'whatever' }, [paused]],
    [{ [replicas]: '2' }, [replicas]],
    [{ [replicas]: '2', [paused]: 'false' }, [replicas]],
    [{ [paused]: 'false' }, []],
    [{ 'autoscaling.keda.sh/paused-scale-in': 'true' }, []],
  ])('%j deletes the HPA: %j', (annotations, keys) => {
    const expected = keys.map((key) => `RC4405 metadata.annotations.${key}`);
    expect(problemsOf({}, { annotations })).toEqual(expected);
  });
});

describe('a fallback', () => {
  const fallback = { failureThreshold: 3, replicas: 5 };
  const memory: JsonObject = {
    type: 'memory',
    metricType: 'AverageValue',
    metadata: { value: '1Gi' },
  };

  it.each<[string, JsonObject, string[]]>([
    ['with only cpu and memory', { triggers: [cpu, memory], fallback }, ['RC4112 spec.fallback']],
    [
      'by scaling modifiers without a formula',
      { fallback: { ...fallback, behavior: 'scalingModifiers' } },
      ['RC4113 spec.fallback.behavior'],
    ],
    ['with only cpu and cron', { triggers: [cpu, office], fallback }, ['RC4403 spec.fallback']],
    [
      'beside a target with decimals',
      { ...formula({ target: '2.5' }), fallback },
      ['RC4403 spec.fallback'],
    ],
    ['above the maximum', { maxReplicaCount: 4, fallback }, ['RC4404 spec.fallback.replicas']],
    ['below the minimum', { minReplicaCount: 6, fallback }, ['RC4404 spec.fallback.replicas']],
    ['between the bounds', { fallback }, []],
    [
      'to the current replicas',
      { maxReplicaCount: 4, fallback: { ...fallback, behavior: 'currentReplicas' } },
      [],
    ],
    [
      'beside a formula',
      { ...formula({}), fallback: { ...fallback, behavior: 'scalingModifiers' } },
      [],
    ],
  ])('%s: %j', (_, spec, expected) => {
    expect(problemsOf(spec)).toEqual(expected);
  });
});

describe('scaling rules', () => {
  const rules = (scaleUp: JsonObject): JsonObject => ({
    advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleUp } } },
  });
  const policy = (fields: JsonObject): JsonObject =>
    rules({ policies: [{ type: 'Pods', value: 1, periodSeconds: 15, ...fields }] });

  it.each<[JsonObject, string]>([
    [rules({ stabilizationWindowSeconds: -1 }), 'stabilizationWindowSeconds'],
    [rules({ stabilizationWindowSeconds: 3601 }), 'stabilizationWindowSeconds'],
    [rules({ selectPolicy: 'max' }), 'selectPolicy'],
    [rules({ tolerance: '-0.1' }), 'tolerance'],
    [policy({ type: 'pods' }), 'policies.0.type'],
    [policy({ value: 0 }), 'policies.0.value'],
    [policy({ periodSeconds: 1801 }), 'policies.0.periodSeconds'],
  ])('%j are refused in an HPA', (spec, field) => {
    const path = 'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp';
    expect(problemsOf(spec)).toEqual([`RC4213 ${path}.${field}`]);
  });

  it.each([
    rules({ stabilizationWindowSeconds: 3600, selectPolicy: 'Disabled', tolerance: '0.1' }),
    policy({ type: 'Percent', value: 900, periodSeconds: 1800 }),
    rules({ policies: [] }),
  ])('%j are fine', (spec) => {
    expect(problemsOf(spec)).toEqual([]);
  });
});
