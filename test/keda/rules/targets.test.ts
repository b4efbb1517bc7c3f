import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { streamProblems } from '../../../src/keda/rules.ts';

interface Given {
  readonly name?: string;
  readonly namespace?: string;
  readonly target?: JsonObject;
  readonly hpa?: string;
  readonly annotations?: JsonObject;
  readonly owners?: JsonObject[];
}

function metadata({ name = 'a', namespace, annotations = {}, owners }: Given): JsonObject {
  return {
    name,
    annotations,
    ...(namespace === undefined ? {} : { namespace }),
    ...(owners === undefined ? {} : { ownerReferences: owners }),
  };
}

function scaledObject(given: Given): { object: JsonObject } {
  const { target = { name: 'web' }, hpa } = given;
  const advanced = hpa === undefined ? {} : { horizontalPodAutoscalerConfig: { name: hpa } };
  return {
    object: {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: metadata(given),
      spec: { scaleTargetRef: target, advanced },
    },
  };
}

const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };

function hpa(given: Given): { object: JsonObject } {
  const spec = { scaleTargetRef: given.target ?? deployment };
  const kind = 'HorizontalPodAutoscaler';
  return { object: { apiVersion: 'autoscaling/v2', kind, metadata: metadata(given), spec } };
}

function told(stream: { object: JsonObject }[], namespace?: string): string[] {
  return streamProblems(stream, namespace).map(
    ({ index, other, problem }) => `${problem.code} ${index} for ${other}`,
  );
}

describe('two ScaledObjects', () => {
  it.each<[string, Given, Given, string[]]>([
    ['on one target', { name: 'a' }, { name: 'b' }, ['RC4501 1 for 0']],
    [
      'on one target, spelt out once',
      { name: 'a' },
      { name: 'b', target: deployment },
      ['RC4501 1 for 0'],
    ],
    [
      'of one HPA name',
      { name: 'a', hpa: 'h' },
      { name: 'b', hpa: 'h', target: { name: 'api' } },
      ['RC4502 1 for 0'],
    ],
    [
      "of one HPA name, once KEDA's own",
      { name: 'a' },
      { name: 'b', hpa: 'keda-hpa-a', target: { name: 'api' } },
      ['RC4502 1 for 0'],
    ],
    ['of one name', {}, {}, ['RC4504 1 for 0']],
    ['of one name on two targets', {}, { target: { name: 'api' } }, ['RC4504 1 for 0']],
    ['in two namespaces', { namespace: 'x' }, { namespace: 'y' }, []],
    [
      'on targets of two kinds',
      { name: 'a' },
      { name: 'b', target: { name: 'web', kind: 'StatefulSet' } },
      [],
    ],
  ])('%s', (_, first, second, expected) => {
    expect(told([scaledObject(first), scaledObject(second)])).toEqual(expected);
  });

  it('share the namespace that one of them leaves to whoever applies it', () => {
    const stream = [scaledObject({ name: 'a', namespace: 'x' }), scaledObject({ name: 'b' })];
    expect(told(stream, 'x')).toEqual(['RC4501 1 for 0']);
    expect(told(stream, 'y')).toEqual([]);
    expect(told(stream)).toEqual([]);
  });

  it('and a third are each told of the first', () => {
    const stream = ['a', 'b', 'c'].map((name) => scaledObject({ name }));
    expect(told(stream)).toEqual(['RC4501 1 for 0', 'RC4501 2 for 0']);
  });
});

describe('a ScaledObject and an HPA', () => {
  const transferred = { 'scaledobject.keda.sh/transfer-hpa-ownership': 'true' };

  it.each<[string, Given, Given, string[]]>([
    ['on one target', {}, {}, ['RC4503 1 for 0']],
    [
      'that somebody else owns',
      {},
      { owners: [{ kind: 'ScaledObject', name: 'b' }] },
      ['RC4503 1 for 0'],
    ],
    ['that it owns', {}, { owners: [{ kind: 'ScaledObject', name: 'a' }] }, []],
    ['that it takes over by name', { hpa: 'h', annotations: transferred }, { name: 'h' }, []],
    [
      'that it takes over without its name',
      { annotations: transferred },
      { name: 'h' },
      ['RC4503 1 for 0'],
    ],
    [
      'that KEDA is to overlook',
      {},
      { annotations: { 'validations.keda.sh/hpa-ownership': 'false' } },
      [],
    ],
    ['on two targets', {}, { target: { ...deployment, name: 'api' } }, []],
    ['in two namespaces', { namespace: 'x' }, { namespace: 'y' }, []],
  ])('%s', (_, first, second, expected) => {
    expect(told([scaledObject(first), hpa(second)])).toEqual(expected);
  });

  it('conflict in either order, and the HPA is the one told of', () => {
    expect(told([hpa({}), scaledObject({})])).toEqual(['RC4503 0 for 1']);
  });

  it('are told of beside a second ScaledObject on the target', () => {
    const stream = [scaledObject({ name: 'a' }), scaledObject({ name: 'b' }), hpa({})];
    expect(told(stream)).toEqual(['RC4501 1 for 0', 'RC4503 2 for 0']);
  });

  it('of another API group are none of our business', () => {
    const { object } = scaledObject({ name: 'b' });
    expect(
      told([scaledObject({}), { object: { ...object, apiVersion: 'example.com/v1' } }]),
    ).toEqual([]);
  });
});
