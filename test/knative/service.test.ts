import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { defaultCluster } from '../../src/knative/cluster.ts';
import { isKnative, readService, scalingClass } from '../../src/knative/service.ts';
import { annotated, manifestOf, serviceValue } from './fixtures.ts';

function found(value: JsonObject): [string, string][] {
  return readService(manifestOf(value)).problems.map(({ code, path }) => [code, path.join('/')]);
}

test.each<[JsonObject, boolean]>([
  [{ apiVersion: 'serving.knative.dev/v1', kind: 'Service' }, true],
  [{ apiVersion: 'serving.knative.dev/v1', kind: 'Configuration' }, true],
  [{ apiVersion: 'serving.knative.dev/v1alpha1', kind: 'Service' }, true],
  [{ apiVersion: 'serving.knative.dev/v1', kind: 'Route' }, false],
  [{ apiVersion: 'v1', kind: 'Service' }, false],
  [{ apiVersion: 1, kind: 'Service' }, false],
  [{}, false],
])('isKnative(%j) is %s', (value, expected) => {
  expect(isKnative(value)).toBe(expected);
});

describe('readService gives the typed Service', () => {
  test('of a manifest as it is', () => {
    const manifest = manifestOf(
      serviceValue({
        metadata: { namespace: 'shop', annotations: { 'revcast.dev/mode': 'skip' } },
        spec: { template: { metadata: { labels: { team: 'a' }, annotations: { b: 'c' } } } },
      }),
    );
    const { service, problems } = readService(manifest);
    expect(problems).toEqual([]);
    expect(service).toEqual({
      manifest,
      kind: 'Service',
      name: 'web',
      namespace: 'shop',
      template: {
        metadata: { labels: { team: 'a' }, annotations: { b: 'c' } },
        spec: { containers: [{ image: 'example.com/app:1' }] },
      },
      annotations: { b: 'c' },
      labels: { team: 'a' },
      ownAnnotations: { 'revcast.dev/mode': 'skip' },
    });
  });

  test('with only the values that are strings', () => {
    const annotations = { kept: 'yes', 'example.com/n': 5, flag: true, list: [1], none: null };
    const value = serviceValue();
    value.spec = { template: { metadata: { annotations } } };
    const { service, problems } = readService(manifestOf(value));
    expect(service?.annotations).toEqual({ kept: 'yes' });
    expect(problems.map(({ code, path, hint }) => [code, path.at(-1), hint])).toEqual([
      ['RC2004', 'example.com/n', 'Put the value in quotes: example.com/n: "5"'],
      ['RC2004', 'flag', 'Put the value in quotes: flag: "true"'],
      ['RC2004', 'list', "Put the value in quotes: list: '…'"],
      ['RC2006', 'none', 'Give it a value, or delete the line.'],
    ]);
  });

  test.each<[string, JsonObject]>([
    ['null', { metadata: { name: 'web', annotations: null, labels: null, namespace: null } }],
    ['absent', { metadata: { name: 'web' } }],
  ])('where maps are %s', (_, overlay) => {
    const { service, problems } = readService(manifestOf({ ...serviceValue(), ...overlay }));
    expect(problems).toEqual([]);
    expect(service?.ownAnnotations).toEqual({});
    expect(service?.namespace).toBeUndefined();
  });
});

describe('readService reports', () => {
  const annotationPath = 'spec/template/metadata/annotations';
  test.each<[title: string, value: JsonObject, found: [code: string, path: string][]]>([
    [
      'an old API version',
      { ...serviceValue(), apiVersion: 'serving.knative.dev/v1beta1' },
      [['RC2001', 'apiVersion']],
    ],
    ['no metadata', serviceValue({ metadata: null }), [['RC2002', 'metadata/name']]],
    ['an empty name', serviceValue({ metadata: { name: '' } }), [['RC2002', 'metadata/name']]],
    [
      'a name that is a number',
      serviceValue({ metadata: { name: 5 } }),
      [['RC2004', 'metadata/name']],
    ],
    [
      'a generated name',
      serviceValue({ metadata: { name: null, generateName: 'web-' } }),
      [['RC2002', 'metadata/name']],
    ],
    [
      'a namespace that is a number',
      serviceValue({ metadata: { namespace: 7 } }),
      [['RC2004', 'metadata/namespace']],
    ],
    ['no spec', serviceValue({ spec: null }), [['RC2003', 'spec/template']]],
    ['no template', serviceValue({ spec: { template: null } }), [['RC2003', 'spec/template']]],
    [
      'a template that is a list',
      serviceValue({ spec: { template: [] } }),
      [['RC2003', 'spec/template']],
    ],
    [
      'annotations that are a list',
      serviceValue({ spec: { template: { metadata: { annotations: ['a'] } } } }),
      [['RC2005', annotationPath]],
    ],
    [
      'labels that are a string',
      serviceValue({ metadata: { labels: 'a=b' } }),
      [['RC2005', 'metadata/labels']],
    ],
    [
      'everything that is wrong, not the first',
      serviceValue({ metadata: { name: 5, labels: { a: 1 } }, spec: { template: null } }),
      [
        ['RC2004', 'metadata/name'],
        ['RC2004', 'metadata/labels/a'],
        ['RC2003', 'spec/template'],
      ],
    ],
  ])('%s', (_, value, expected) => {
    expect(found(value)).toEqual(expected);
  });
});

test.each([
  ['the template', { 'autoscaling.knative.dev/class': 'x.example.com' }, 'x.example.com'],
  ['the template, even empty', { 'autoscaling.knative.dev/class': '' }, ''],
  ['the cluster', {}, 'kpa.autoscaling.knative.dev'],
])('the class comes from %s', (_, annotations: Record<string, string>, expected) => {
  expect(scalingClass(annotated(annotations), defaultCluster)).toBe(expected);
});

test.each([
  ['missing', null, 'spec.template is missing'],
  ['a list', [1], 'spec.template is [1]'],
])('a template that is %s is called so', (_, template, start) => {
  const { problems } = readService(manifestOf(serviceValue({ spec: { template } })));
  expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(/^spec/)]);
  expect(problems[0]?.message.startsWith(`${start},`)).toBe(true);
});
