import { describe, expect, test } from 'vitest';
import { readManifests } from '../../src/manifest/read.ts';
import type { SourceText } from '../../src/manifest/types.ts';

function source(text: string): SourceText {
  return { name: 'a/b.yaml', text };
}

/** The manifests of a text: where each is in its document, and its kind. */
function kinds(text: string, concerns?: 'revcast' | 'all'): [string, unknown][] {
  const { manifests, findings } = readManifests(source(text), concerns);
  expect(findings).toEqual([]);
  return manifests.map(({ at, value }) => [at.join('.'), value.kind]);
}

/** One line for each finding. */
function findings(text: string, concerns?: 'revcast' | 'all'): string[] {
  return readManifests(source(text), concerns).findings.map(
    ({ code, path, source: place }) =>
      `${place?.file}:${place?.line}:${place?.column} ${code} /${path.join('/')}`,
  );
}

const object = (apiVersion: string, kind: string, name = 'a'): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;

describe('what can concern revcast', () => {
  test.each<[string, string, string?]>([
    ['serving.knative.dev/v1', 'Service'],
    ['serving.knative.dev/v1', 'Configuration'],
    ['keda.sh/v1alpha1', 'ScaledObject'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler'],
    ['v1', 'LimitRange'],
    ['v1', 'ConfigMap', 'config-autoscaler'],
    ['v1', 'ConfigMap', 'config-autoscaler-keda'],
    ['v1', 'ConfigMap', 'config-defaults'],
  ])('%s %s (%s) is read', (apiVersion, kind, name) => {
    expect(kinds(object(apiVersion, kind, name))).toEqual([['', kind]]);
  });

  test('other objects are documents and no manifests', () => {
    const text = [
      object('apps/v1', 'Deployment'),
      object('v1', 'ConfigMap'),
      object('v1', 'Service'),
    ].join('---\n');
    expect(kinds(text)).toEqual([]);
    expect(readManifests(source(text)).documents).toHaveLength(3);
    expect(kinds(text, 'all')).toEqual([
      ['', 'Deployment'],
      ['', 'ConfigMap'],
      ['', 'Service'],
    ]);
  });

  test('what concerns nobody here leaves as it came, valid or not', () => {
    expect(findings('a: "b\n---\n- c\n---\n\u0007\n')).toEqual([]);
    expect(findings('a: "b\n---\n- c\n---\n\u0007\n', 'all')).toHaveLength(3);
  });

  test('definitions of the kinds are left alone', () => {
    expect(
      kinds(object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'a.keda.sh')),
    ).toEqual([]);
  });

  test('each document is looked at by itself', () => {
    const service = object('serving.knative.dev/v1', 'Service');
    const text = ['a: "b\n', service, object('apps/v1', 'Deployment'), service, 'c: [\n'].join(
      '---\n',
    );
    const { manifests, documents } = readManifests(source(text));
    expect(manifests.map(({ document }) => documents.indexOf(document))).toEqual([1, 3]);
  });

  test('empty documents are fine', () => {
    expect(kinds('# serving.knative.dev\n---\n---\n# keda.sh\n...\n', 'all')).toEqual([]);
    expect(kinds('', 'all')).toEqual([]);
  });
});

describe('lists', () => {
  const service = { apiVersion: 'serving.knative.dev/v1', kind: 'Service' };

  test.each([
    ['v1', 'List'],
    ['serving.knative.dev/v1', 'ServiceList'],
    ['keda.sh/v1alpha1', 'ScaledObjectList'],
  ])('the items of a %s %s are manifests', (apiVersion, kind) => {
    expect(kinds(JSON.stringify({ apiVersion, kind, items: [service, service] }))).toEqual([
      ['items.0', 'Service'],
      ['items.1', 'Service'],
    ]);
  });

  test('a List in a List', () => {
    const inner = { apiVersion: 'v1', kind: 'List', items: [service] };
    expect(kinds(JSON.stringify({ ...inner, items: [inner, service] }))).toEqual([
      ['items.0.items.0', 'Service'],
      ['items.1', 'Service'],
    ]);
  });

  test('items of a typed list have its type, as the API server leaves it out', () => {
    const items = [{ metadata: { name: 'a' } }];
    const text = JSON.stringify({
      apiVersion: 'serving.knative.dev/v1',
      kind: 'ServiceList',
      items,
    });
    const [manifest] = readManifests(source(text)).manifests;
    expect(manifest?.value).toEqual({ ...service, ...items[0] });
  });

  test('an empty List, and a kind that only sounds like one', () => {
    expect(kinds('apiVersion: v1\nkind: List\nitems: []\n', 'all')).toEqual([]);
    expect(kinds('apiVersion: a/v1\nkind: AllowList\nspec: {}\n', 'all')).toEqual([
      ['', 'AllowList'],
    ]);
  });
});

describe('findings', () => {
  test.each([
    ['# keda.sh\na: b: c\n', ['a/b.yaml:2:4 RC1001 /']],
    ['# keda.sh\r\n---\r\na: b\r\nc: "d\r\n', ['a/b.yaml:4:4 RC1009 /']],
    ['a: 1\n---\n{"apiVersion":"keda.sh/v1",\n"kind":}\n', ['a/b.yaml:4:8 RC1002 /']],
    ['keda.sh\n', ['a/b.yaml:1:1 RC1007 /']],
    ['- keda.sh\n', ['a/b.yaml:1:1 RC1007 /']],
    ['a: 1\n---\n# b\napiVersion: keda.sh/v1\n', ['a/b.yaml:4:1 RC1011 /kind']],
    ['apiVersion: keda.sh/v1\nkind: 1\n', ['a/b.yaml:2:7 RC1011 /kind']],
    ['kind: keda.sh\n', ['a/b.yaml:1:1 RC1011 /apiVersion']],
    ['apiVersion: v1\nkind: List\n# keda.sh\n', ['a/b.yaml:1:1 RC1012 /items']],
    ['apiVersion: v1\nkind: List\nitems: {} # keda.sh\n', ['a/b.yaml:3:1 RC1012 /items']],
    [
      'apiVersion: v1\nkind: List\nitems:\n- keda.sh\n- {}\n',
      ['a/b.yaml:4:3 RC1012 /items/0', 'a/b.yaml:5:3 RC1011 /items/1/kind'],
    ],
  ])('%j', (text, expected) => {
    expect(findings(text)).toEqual(expected);
  });

  test('all of them, and the manifests beside them', () => {
    const text = [
      'a: *b # keda.sh\n',
      object('keda.sh/v1alpha1', 'ScaledObject'),
      'c: [ # keda.sh\n',
    ];
    const read = readManifests(source(text.join('---\n')));
    expect(read.findings.map(({ code }) => code)).toEqual(['RC1005', 'RC1009']);
    expect(read.findings.map(({ severity }) => severity)).toEqual(['error', 'error']);
    expect(read.manifests).toHaveLength(1);
  });
});
