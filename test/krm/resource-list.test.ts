import { describe, expect, test } from 'vitest';
import { readResourceList } from '../../src/gitops/krm/resource-list.ts';

/** Line, code and message of each finding; nothing for a list that can be read. */
function told(text: string): string[] {
  const list = readResourceList({ name: '<stdin>', text });
  if (!('findings' in list)) return [];
  return list.findings.map(({ source, code, message }) => `${source?.line} ${code} ${message}`);
}

const head = 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n';

describe('what is no ResourceList is refused as a whole', () => {
  test.each<[string, string, string[]]>([
    [
      'nothing',
      '',
      ['1 RC1801 a ResourceList of config.kubernetes.io/v1 is expected, found nothing'],
    ],
    [
      'a text',
      'hello\n',
      ['1 RC1801 a ResourceList of config.kubernetes.io/v1 is expected, found no mapping'],
    ],
    [
      'an object of another kind',
      'apiVersion: v1\nkind: Service\n',
      ['2 RC1801 a ResourceList of config.kubernetes.io/v1 is expected, found kind "Service"'],
    ],
    [
      'an object without a kind',
      'items: []\n',
      ['1 RC1801 a ResourceList of config.kubernetes.io/v1 is expected, found kind ""'],
    ],
    ['no items', head, ['1 RC1801 a ResourceList has items, a list of objects, found none']],
    [
      'items that are no list',
      `${head}items: {a: 1}\n`,
      ['3 RC1801 a ResourceList has items, a list of objects, found a mapping'],
    ],
    [
      'results that are no list',
      `${head}items: []\nresults: {items: []}\n`,
      ['4 RC1801 results is a list in a ResourceList, found a mapping'],
    ],
    [
      'several documents',
      `${head}items: []\n---\na: 1\n`,
      ['4 RC1801 one document is expected, and there are 2 documents'],
    ],
    ['items twice', `${head}items: []\nitems: []\n`, ['4 RC1003 the key "items" is there twice']],
    [
      'broken YAML',
      `${head}items:\n- a: "b\n`,
      ['4 RC1009 nothing closes what is opened here: "\\"b"'],
    ],
    ['cut off JSON', '{"kind": "ResourceList", "items": [{"a', ['1 RC1009 ']],
    [
      'an alias of another item',
      `${head}items:\n- a: &x 1\n- a: *x\n`,
      ['5 RC1005 the alias "*x" in items[1] has its anchor elsewhere'],
    ],
    [
      'an alias of an item in the functionConfig',
      `${head}items:\n- a: &x 1\nfunctionConfig:\n  a: *x\n`,
      ['6 RC1005 the alias "*x" in functionConfig has its anchor elsewhere'],
    ],
  ])('%s', (_, text, expected) => {
    const found = told(text);
    expect(found).toHaveLength(expected.length);
    for (const [index, line] of expected.entries()) expect(found[index]).toContain(line);
  });
});

describe('a ResourceList is read', () => {
  test.each([
    [
      'of an older version',
      'apiVersion: config.kubernetes.io/v1alpha1\nkind: ResourceList\nitems: []',
    ],
    ['without items', `${head}items:\n`],
    ['with null', `${head}items: null\nresults: ~\n`],
    ['with null as Go reads it', `${head}items: NULL\nresults: Null\n`],
    ['behind a marker', `---\n# first\n${head}items: []\n`],
    [
      'with items that JSON cannot hold',
      `${head}items:\n- a: 12345678901234567890\n  ? [b]\n  : !x c\n`,
    ],
    ['with aliases inside of an item', `${head}items:\n- a: &x 1\n  b: *x\n- a: &x 2\n  b: *x\n`],
  ])('%s', (_, text) => {
    expect(told(text)).toEqual([]);
  });
});

test('what is nested too deeply is told, and no crash', () => {
  const text = `${head}items: ${'['.repeat(100_000)}`;
  expect(told(text)).toEqual(['1 RC1016 the document is nested too deeply to be read']);
});
