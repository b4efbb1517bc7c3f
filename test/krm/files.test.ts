import { describe, expect, test } from 'vitest';
import { isObject, type JsonObject, objectAt } from '../../src/json.ts';
import { itemsIn, listOf, renderText, type ServiceOf, service } from './support.ts';

const path = 'internal.config.kubernetes.io/path';
const index = 'internal.config.kubernetes.io/index';
const oldPath = 'config.kubernetes.io/path';
const oldIndex = 'config.kubernetes.io/index';
const local = 'config.kubernetes.io/local-config';

/** Of the generated ScaledObjects, what is not of Knative, KEDA or revcast. */
function hostAnnotations(text: string): Record<string, unknown>[] {
  return itemsIn(text)
    .filter(({ kind }) => kind === 'ScaledObject')
    .map((item) => objectAt(item, ['metadata', 'annotations']) ?? {})
    .map((all) => Object.entries(all).filter(([key]) => !/knative\.dev|revcast\.dev/.test(key)))
    .map((entries) => Object.fromEntries(entries));
}

function of(...services: readonly ServiceOf[]): Record<string, unknown>[] {
  return hostAnnotations(renderText(listOf(...services.map(service))).text);
}

describe('a generated ScaledObject is in a file', () => {
  test.each<[string, Record<string, string>, Record<string, string>]>([
    [
      'beside that of its Service',
      { [path]: 'apps/web/services.yaml', [index]: '3' },
      { [path]: 'apps/web/web.scaledobject.yaml', [index]: '0' },
    ],
    [
      'in the directory of the host',
      { [path]: 'services.yaml' },
      { [path]: 'web.scaledobject.yaml', [index]: '0' },
    ],
    [
      'that older hosts know, too',
      { [oldPath]: 'a/b.yaml', [oldIndex]: '0', [path]: 'a/b.yaml', [index]: '0' },
      {
        [path]: 'a/web.scaledobject.yaml',
        [index]: '0',
        [oldPath]: 'a/web.scaledobject.yaml',
        [oldIndex]: '0',
      },
    ],
    [
      'that only older hosts know',
      { [oldPath]: 'a/b.yaml' },
      { [oldPath]: 'a/web.scaledobject.yaml', [oldIndex]: '0' },
    ],
    ['only if its Service is', { [index]: '0', [oldIndex]: '0' }, {}],
  ])('%s', (_, annotations, expected) => {
    expect(of({ annotations })).toEqual([expected]);
  });

  test('that is the same when it is rendered again', () => {
    const once = renderText(listOf(service({ annotations: { [path]: 'a/b.yaml' } }))).text;
    expect(renderText(once).text).toBe(once);
  });

  test('at a place of its own, where two have the same', () => {
    const annotations = { [path]: 'a/b.yaml' };
    const services = ['one', 'two'].map((namespace) => service({ namespace, annotations }));
    const { text } = renderText(listOf(...services));
    const file = 'a/web.scaledobject.yaml';
    expect(hostAnnotations(text)).toEqual([
      { [path]: file, [index]: '0' },
      { [path]: file, [index]: '1' },
    ]);
    expect(renderText(text).text).toBe(text);
  });

  test('behind what is there already', () => {
    const other = (at?: string): JsonObject => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: `other-${at}`,
        annotations: { [path]: 'web.scaledobject.yaml', ...(at && { [index]: at }) },
      },
    });
    const web = service({ annotations: { [path]: 'b.yaml' } });
    const { text } = renderText(listOf(other('4'), web, other()));
    expect(hostAnnotations(text)).toEqual([{ [path]: 'web.scaledobject.yaml', [index]: '5' }]);
  });
});

test('nothing that a host noted down about another object is on a generated one', () => {
  const noted = {
    'internal.config.kubernetes.io/id': '1',
    'internal.config.kubernetes.io/annotations-migration-resource-id': '1',
    'internal.config.kubernetes.io/previousNames': 'web',
    'internal.kpt.dev/upstream-identifier': 'a|b|c|d',
    'config.k8s.io/id': '1',
    'kustomize.config.k8s.io/id': 'name: web\n',
    [oldPath]: 'x.yaml',
    [oldIndex]: '7',
  };
  expect(of({ template: noted })).toEqual([{}]);
  const { [oldPath]: _, ...onService } = noted;
  expect(of({ annotations: onService })).toEqual([{}]);
});

test('of a Service that is not applied the ScaledObject is not, either', () => {
  expect(of({ annotations: { [local]: 'true' } })).toEqual([{ [local]: 'true' }]);
  expect(of({ template: { [local]: 'true' } })).toEqual([{}]);
});

test.each(['services', 'scaledobjects'] as const)(
  'what is not applied is in no half, and stays: %s',
  (split) => {
    const kptfile = (value: string): JsonObject => ({
      apiVersion: 'kpt.dev/v1',
      kind: 'Kptfile',
      metadata: { name: `kpt-${value}`, annotations: { [local]: value } },
    });
    const { text } = renderText(listOf(kptfile('true'), service(), kptfile('false')), { split });
    const half =
      split === 'services' ? ['Kptfile', 'Service', 'Kptfile'] : ['Kptfile', 'ScaledObject'];
    expect(itemsIn(text).map(({ kind }) => kind)).toEqual(half);
  },
);

test('a ScaledObject of the user stays in its file', () => {
  const own = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'mine', annotations: { [path]: 'mine.yaml', [local]: 'false' } },
    spec: {
      minReplicaCount: 1,
      scaleTargetRef: { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: 'web' },
      triggers: [{ type: 'cpu', metricType: 'Utilization', metadata: { value: '50' } }],
    },
  };
  const { text } = renderText(listOf(service({ annotations: { [path]: 'b.yaml' } }), own));
  expect(hostAnnotations(text)).toEqual([{ [path]: 'mine.yaml', [local]: 'false' }]);
  const [, completed] = itemsIn(text);
  expect(isObject(completed?.metadata) && completed.metadata.name).toBe('web-00001');
});
