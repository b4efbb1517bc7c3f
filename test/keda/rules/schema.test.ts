import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/json.ts';
import { kedaProblems } from '../../../src/keda/rules.ts';
import { cpu, office, problemsOf, prometheus, scaledObject, told } from './objects.ts';

it('a ScaledObject without mistakes gives no problems', () => {
  expect(kedaProblems(scaledObject({ triggers: [cpu, prometheus, office] }))).toEqual([]);
});

describe("KEDA's CRD refuses", () => {
  it.each<[string, JsonObject, string]>([
    ['no target', { scaleTargetRef: null }, 'RC4001 spec.scaleTargetRef'],
    ['a target without a name', { scaleTargetRef: {} }, 'RC4001 spec.scaleTargetRef.name'],
    ['an empty name', { scaleTargetRef: { name: '' } }, 'RC4003 spec.scaleTargetRef.name'],
    ['a number as name', { scaleTargetRef: { name: 7 } }, 'RC4002 spec.scaleTargetRef.name'],
    ['a minimum in quotes', { minReplicaCount: '1' }, 'RC4002 spec.minReplicaCount'],
    ['half a replica', { minReplicaCount: 0.5 }, 'RC4002 spec.minReplicaCount'],
    ['more than 32 bits', { maxReplicaCount: 2147483648 }, 'RC4002 spec.maxReplicaCount'],
    ['a negative minimum', { minReplicaCount: -1 }, 'RC4003 spec.minReplicaCount'],
    ['a maximum of 0', { minReplicaCount: 0, maxReplicaCount: 0 }, 'RC4003 spec.maxReplicaCount'],
    ['no polling interval', { pollingInterval: 0 }, 'RC4003 spec.pollingInterval'],
    ['a mapping of triggers', { triggers: {} }, 'RC4002 spec.triggers'],
    ['missing triggers', { triggers: null }, 'RC4005 spec.triggers'],
    ['no triggers', { triggers: [] }, 'RC4005 spec.triggers'],
    ['a trigger that is null', { triggers: [prometheus, null] }, 'RC4002 spec.triggers.1'],
    [
      'an unquoted value in metadata',
      { triggers: [{ ...cpu, metadata: { value: 70 } }] },
      'RC4002 spec.triggers.0.metadata.value',
    ],
    [
      'an unknown kind of authentication',
      { triggers: [{ ...prometheus, authenticationRef: { name: 'a', kind: 'Secret' } }] },
      'RC4003 spec.triggers.0.authenticationRef.kind',
    ],
    [
      'modifiers with a percentage',
      {
        advanced: {
          scalingModifiers: { formula: 'requests', target: '5', metricType: 'Utilization' },
        },
      },
      'RC4003 spec.advanced.scalingModifiers.metricType',
    ],
    [
      'a fallback without replicas',
      { fallback: { failureThreshold: 3 } },
      'RC4001 spec.fallback.replicas',
    ],
    [
      'a fallback with a behavior of its own',
      { fallback: { failureThreshold: 3, replicas: 3, behavior: 'none' } },
      'RC4003 spec.fallback.behavior',
    ],
    [
      'a tolerance that is no quantity',
      {
        advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleUp: { tolerance: '5%' } } } },
      },
      'RC4002 spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.tolerance',
    ],
  ])('%s', (_, spec, expected) => {
    expect(problemsOf(spec)).toContain(expected);
  });

  it('a ScaledObject without a spec', () => {
    expect(told(kedaProblems({ kind: 'ScaledObject', metadata: { name: 'a' } }))).toEqual([
      'RC4001 spec',
    ]);
  });

  it('annotations and labels that are no strings', () => {
    const metadata = {
      annotations: { 'autoscaling.keda.sh/force-activation': true },
      labels: { a: 1 },
    };
    expect(problemsOf({}, metadata)).toEqual([
      'RC4002 metadata.annotations.autoscaling.keda.sh/force-activation',
      'RC4002 metadata.labels.a',
    ]);
  });
});

describe("KEDA's CRD takes", () => {
  it.each<[string, JsonObject]>([
    [
      'null for absent',
      { idleReplicaCount: null, fallback: null, advanced: { scalingModifiers: null } },
    ],
    ['any status', { status: { hpaName: 7 } }],
    [
      'null in metadata',
      { triggers: [{ ...cpu, metadata: { value: '70', containerName: null } }] },
    ],
    ['the widest replicas', { minReplicaCount: 1, maxReplicaCount: 2147483647 }],
  ])('%s', (_, { status, ...spec }) => {
    const object = { ...scaledObject(spec), ...(status === undefined ? {} : { status }) };
    expect(kedaProblems(object)).toEqual([]);
  });
});

describe('an unknown field', () => {
  it.each<[string, JsonObject, string, string]>([
    ['of the spec', { minReplicas: 2 }, 'RC4004 spec.minReplicas', 'Did you mean minReplicaCount?'],
    [
      'in another case',
      { cooldownperiod: 30 },
      'RC4004 spec.cooldownperiod',
      'Did you mean cooldownPeriod?',
    ],
    [
      'of a trigger',
      { triggers: [{ ...cpu, foo: 1 }] },
      'RC4004 spec.triggers.0.foo',
      'Delete it.',
    ],
  ])('%s is dropped, and told of', (_, spec, expected, hint) => {
    const problems = kedaProblems(scaledObject(spec));
    expect(told(problems)).toEqual([expected]);
    expect(problems[0]?.hint).toBe(hint);
  });

  it('that a required one is misspelt as is named', () => {
    const trigger: Record<string, Json> = { type: 'cpu', metaData: { value: '70' } };
    const [missing] = kedaProblems(scaledObject({ triggers: [trigger] }));
    expect(missing).toMatchObject({ code: 'RC4001', hint: 'Write metaData as metadata.' });
  });
});
