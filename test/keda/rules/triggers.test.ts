import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { kedaProblems } from '../../../src/keda/rules.ts';
import { cpu, office, problemsOf, prometheus, scaledObject, withMetadata } from './objects.ts';

const kafka: JsonObject = { type: 'kafka', metadata: { topic: 'orders' } };

describe("KEDA's webhook refuses triggers", () => {
  it('of the same name, the later ones', () => {
    const triggers = [prometheus, { ...kafka, name: 'requests' }, { ...cpu, name: 'requests' }];
    expect(problemsOf({ triggers })).toEqual([
      'RC4106 spec.triggers.1.name',
      'RC4106 spec.triggers.2.name',
    ]);
  });

  it.each([cpu, { ...cpu, type: 'memory' }, office])(
    'of type $type with cached metrics',
    (trigger) => {
      expect(problemsOf({ triggers: [{ ...trigger, useCachedMetrics: true }] })).toEqual([
        'RC4107 spec.triggers.0.useCachedMetrics',
      ]);
    },
  );
});

it('triggers without names are not of the same name, and other types may be cached', () => {
  const triggers = [kafka, { ...kafka, name: '', useCachedMetrics: true }];
  expect(problemsOf({ triggers })).toEqual([]);
});

describe('a type that KEDA has no scaler for', () => {
  it.each([
    ['promethues', 'Did you mean prometheus?'],
    ['Kafka', 'Did you mean kafka?'],
    [
      'moon-phase',
      'Use a type that your version of KEDA knows; scalers of your own are of type external.',
    ],
  ])('%s', (type, hint) => {
    expect(kedaProblems(scaledObject({ triggers: [{ type, metadata: {} }] }))).toMatchObject([
      { code: 'RC4201', path: ['spec', 'triggers', 0, 'type'], hint },
    ]);
  });
});

describe('a metric type', () => {
  it.each<[string, JsonObject]>([
    ['that a cpu trigger lacks', { ...cpu, metricType: null }],
    ['Value on cpu', { ...cpu, metricType: 'Value' }],
    ['Utilization on another trigger', { ...kafka, metricType: 'Utilization' }],
    ['that is unknown', { ...kafka, metricType: 'Average' }],
  ])('%s is refused by the scaler', (_, trigger) => {
    expect(problemsOf({ triggers: [trigger] })).toEqual(['RC4202 spec.triggers.0.metricType']);
  });

  it.each(['AverageValue', 'Value', ''])('%j is fine on other triggers', (metricType) => {
    expect(problemsOf({ triggers: [{ ...kafka, metricType }] })).toEqual([]);
  });
});

it('an authenticationRef without a name is ignored by KEDA', () => {
  expect(problemsOf({ triggers: [{ ...kafka, authenticationRef: { name: '' } }] })).toEqual([
    'RC4203 spec.triggers.0.authenticationRef.name',
  ]);
});

describe('cpu and memory triggers', () => {
  const memory: JsonObject = {
    type: 'memory',
    metricType: 'AverageValue',
    metadata: { value: '200Mi' },
  };
  const value = 'spec.triggers.0.metadata.value';

  it.each<[string, JsonObject, string]>([
    ['no value', withMetadata(cpu, { value: null }), `RC4204 ${value}`],
    ['an empty value', withMetadata(cpu, { value: ' ' }), `RC4204 ${value}`],
    ['a percent sign', withMetadata(cpu, { value: '70%' }), `RC4205 ${value}`],
    ['half a percent', withMetadata(cpu, { value: '70.5' }), `RC4205 ${value}`],
    ['a percentage of bytes', { ...memory, metricType: 'Utilization' }, `RC4205 ${value}`],
    ['no quantity', withMetadata(memory, { value: '200MB' }), `RC4205 ${value}`],
    ['nothing', withMetadata(memory, { value: '0' }), `RC4207 ${value}`],
    ['a negative percentage', withMetadata(cpu, { value: '-5' }), `RC4207 ${value}`],
    [
      'a type in the metadata',
      withMetadata(cpu, { type: 'Utilization' }),
      'RC4206 spec.triggers.0.metadata.type',
    ],
    [
      'a misspelt container',
      withMetadata(cpu, { containername: 'app' }),
      'RC4208 spec.triggers.0.metadata.containername',
    ],
  ])('%s', (_, trigger, expected) => {
    expect(problemsOf({ triggers: [trigger] })).toEqual([expected]);
  });

  it.each([memory, withMetadata(cpu, { value: ' 70 ', containerName: 'app' })])(
    '%j is fine',
    (trigger) => {
      expect(problemsOf({ triggers: [trigger] })).toEqual([]);
    },
  );
});
