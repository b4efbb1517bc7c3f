import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { defaultCluster } from '../../../src/knative/cluster.ts';
import { knativeProblems } from '../../../src/knative/rules.ts';
import { foundIn, serviceOf, serviceValue } from '../fixtures.ts';

describe('names of Services', () => {
  test.each(['web', 'a', 'a-1', 'a'.repeat(63)])('%j is taken', (name) => {
    expect(foundIn(serviceValue({ metadata: { name } }))).toEqual([]);
  });

  test.each(['Web', 'a.b', 'a_b', '-a', 'a-', '1a', 'a'.repeat(64)])('%j is refused', (name) => {
    expect(foundIn(serviceValue({ metadata: { name } }))).toEqual(['RC2020 metadata/name']);
  });
});

describe('names that templates give', () => {
  const path = 'spec/template/metadata/name';
  test.each<[name: string, found: string[]]>([
    ['', []],
    ['web-v1', []],
    ['web-2024', []],
    ['web', [`RC2031 ${path}`]],
    ['other-v1', [`RC2031 ${path}`]],
    ['web-', [`RC2030 ${path}`]],
    ['web-V1', [`RC2030 ${path}`]],
    [`web-${'x'.repeat(60)}`, [`RC2030 ${path}`]],
    ['Other', [`RC2030 ${path}`, `RC2031 ${path}`]],
    ['web-00007', [`RC2032 ${path}`]],
    ['web-100000', [`RC2032 ${path}`]],
    ['web-0007', []],
  ])('%j', (name, found) => {
    expect(foundIn(serviceValue({ spec: { template: { metadata: { name } } } }))).toEqual(found);
  });

  test.each<[generateName: string, found: string[]]>([
    ['web-', []],
    ['Web', ['RC2030 spec/template/metadata/generateName']],
  ])('generateName %j', (generateName, found) => {
    const metadata = { generateName };
    expect(foundIn(serviceValue({ spec: { template: { metadata } } }))).toEqual(found);
  });
});

describe('labels and annotations', () => {
  test.each<[title: string, metadata: JsonObject, found: string[]]>([
    [
      'well-formed',
      { labels: { a: 'b', 'x.y/z_1': '', A: 'B.c' }, annotations: { 'X.y/z': ' any ' } },
      [],
    ],
    ['a key with a space', { labels: { 'a b': 'c' } }, ['RC2021 metadata/labels/a b']],
    [
      'a key with two slashes',
      { annotations: { 'a/b/c': 'd' } },
      ['RC2021 metadata/annotations/a/b/c'],
    ],
    [
      'an upper case prefix of a label',
      { labels: { 'X.y/z': 'c' } },
      ['RC2021 metadata/labels/X.y/z'],
    ],
    ['a value with a space', { labels: { a: 'b c' } }, ['RC2022 metadata/labels/a']],
    ['a long value', { labels: { a: 'b'.repeat(64) } }, ['RC2022 metadata/labels/a']],
    [
      'very large annotations',
      { annotations: { a: 'é'.repeat(131_072) } },
      ['RC2023 metadata/annotations'],
    ],
    ['annotations of just the size', { annotations: { aa: 'é'.repeat(131_071) } }, []],
  ])('%s', (_, metadata, found) => {
    expect(foundIn(serviceValue({ metadata }))).toEqual(found);
  });

  test.each([
    ['labels', 'a label'],
    ['annotations', 'an annotation'],
  ])('the message about a key of %s says so', (field, kind) => {
    const service = serviceOf(serviceValue({ metadata: { [field]: { 'a b': 'c' } } }));
    const [problem] = knativeProblems(service, defaultCluster);
    expect(problem?.message).toBe(`"a b" is not a key that Kubernetes takes for ${kind}`);
  });

  test('very large annotations of the template are only a warning, as the Service itself passes', () => {
    const metadata = { annotations: { a: 'x'.repeat(262_144) } };
    expect(foundIn(serviceValue({ spec: { template: { metadata } } }))).toEqual([
      'RC2024 spec/template/metadata/annotations',
    ]);
  });

  test.each([
    'autoscaling.knative.dev/class',
    'autoscaling.knative.dev/min-scale',
    'autoscaling.knative.dev/anything',
  ])("%s on the object's own metadata is refused", (key) => {
    expect(foundIn(serviceValue({ metadata: { annotations: { [key]: '1' } } }))).toEqual([
      `RC2117 metadata/annotations/${key}`,
    ]);
  });
});

describe('a Configuration with the label of a Service', () => {
  const label = { 'serving.knative.dev/service': 'shop' };
  const owner = { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: 'shop', uid: 'u' };
  test.each<[title: string, kind: string, metadata: JsonObject, found: string[]]>([
    [
      'is refused',
      'Configuration',
      { labels: label },
      ['RC2118 metadata/labels/serving.knative.dev/service'],
    ],
    [
      'is fine when that Service owns it',
      'Configuration',
      { labels: label, ownerReferences: [owner] },
      [],
    ],
    [
      'is refused when another Service owns it',
      'Configuration',
      { labels: label, ownerReferences: [{ ...owner, name: 'other' }] },
      ['RC2118 metadata/labels/serving.knative.dev/service'],
    ],
    ['is fine when it is a Service after all', 'Service', { labels: label }, []],
  ])('%s', (_, kind, metadata, found) => {
    expect(foundIn({ ...serviceValue({ metadata }), kind })).toEqual(found);
  });
});
