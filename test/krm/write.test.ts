import { describe, expect, test } from 'vitest';
import { type ResourceList, readResourceList } from '../../src/gitops/krm/resource-list.ts';
import { newResults } from '../../src/gitops/krm/results.ts';
import { type ItemChange, writeResourceList } from '../../src/gitops/krm/write.ts';
import type { Json, JsonObject } from '../../src/json.ts';

function read(text: string): ResourceList {
  const list = readResourceList({ name: '<stdin>', text });
  if ('findings' in list) throw new Error(list.findings[0]?.message);
  return list;
}

type Changes = readonly (ItemChange | undefined)[];

function written(text: string, changes: Changes, results?: JsonObject[]): string {
  const list = read(text);
  return writeResourceList(list, (item) => changes[list.items.indexOf(item)], results);
}

const head = 'kind: ResourceList\n';
const made: Json = { kind: 'Made', spec: { x: 1 } };

/** The first item as it is, with a new one behind it. */
function followed(text: string, after: readonly Json[] = [made]): string {
  const [item] = read(text).items;
  return written(text, [{ text: item?.source.text, after }]);
}

const gone: ItemChange = { text: undefined, after: [] };

describe('a new item stands behind an item', () => {
  test.each([
    [
      'in a block',
      `${head}items:\n- a: 1\n- b: 2\n`,
      `${head}items:\n- a: 1\n- kind: Made\n  spec:\n    x: 1\n- b: 2\n`,
    ],
    [
      'in an indented block',
      `${head}items:\n  -   a: 1 # one\n# two\n  -   b: 2`,
      `${head}items:\n  -   a: 1 # one\n  - kind: Made\n    spec:\n      x: 1\n# two\n  -   b: 2`,
    ],
    [
      'at the end of a text that is cut off',
      `${head}items:\n- a: 1`,
      `${head}items:\n- a: 1\n- kind: Made\n  spec:\n    x: 1`,
    ],
    [
      'behind a literal that keeps its line ends',
      `${head}items:\n- a: |+\n    b\n\n- c: 1\n`,
      `${head}items:\n- a: |+\n    b\n\n- kind: Made\n  spec:\n    x: 1\n- c: 1\n`,
    ],
    [
      'behind a flow item and its comment',
      `${head}items:\n- {a: 1} # one\n- b: 2\n`,
      `${head}items:\n- {a: 1} # one\n- kind: Made\n  spec:\n    x: 1\n- b: 2\n`,
    ],
    [
      'with carriage returns',
      `kind: ResourceList\r\nitems:\r\n- a: 1\r\n- b: 2\r\n`,
      `kind: ResourceList\r\nitems:\r\n- a: 1\r\n- kind: Made\r\n  spec:\r\n    x: 1\r\n- b: 2\r\n`,
    ],
    [
      'in a flow sequence',
      `${head}items: [{a: 1}, {b: 2}]\n`,
      `${head}items: [{a: 1}, {kind: Made, spec: {x: 1}}, {b: 2}]\n`,
    ],
    [
      'in front of a comment in a flow sequence',
      `${head}items: [\n  {a: 1} # one\n]\n`,
      `${head}items: [\n  {a: 1},\n  {\n    kind: Made,\n    spec: {\n      x: 1\n    }\n  } # one\n]\n`,
    ],
    [
      'in JSON on one line',
      '{"kind":"ResourceList","items":[{"a":1},{"b":2}]}',
      '{"kind":"ResourceList","items":[{"a":1},{"kind":"Made","spec":{"x":1}},{"b":2}]}',
    ],
    [
      'in JSON on many lines',
      '{\n  "kind": "ResourceList",\n  "items": [\n    {"a": 1}\n  ]\n}\n',
      '{\n  "kind": "ResourceList",\n  "items": [\n    {"a": 1},\n    {\n      "kind": "Made",\n      "spec": {\n        "x": 1\n      }\n    }\n  ]\n}\n',
    ],
  ])('%s', (_, text, expected) => {
    expect(followed(text)).toBe(expected);
  });

  test('and behind the comments that are indented further, of which its last line takes none', () => {
    const literal = { query: 'a\nb\n' };
    const text = (made: string): string => `${head}items:\n- a: 1\n      # deep\n${made}- b: 2\n`;
    const once = text('- query: |\n    a\n    b\n');
    expect(followed(text(''), [literal])).toBe(once);
    const replaced = { text: read(once).items[0]?.source.text, after: [literal] };
    expect(written(once, [replaced, gone])).toBe(once);
  });

  test('in the place of one that a comment follows', () => {
    const text = `${head}items:\n- a: 1\n- b: |\n    b\n- c: 1\n        # c\n- d: 1\n`;
    const after = [{ query: 'a\nb\n' }];
    const changes = [{ text: 'a: 1\n', after }, undefined, { text: undefined, after }];
    expect(written(text, [...changes, gone])).toBe(
      `${head}items:\n- a: 1\n- query: |\n    a\n    b\n- b: |\n    b\n- query: |\n    a\n    b\n`,
    );
    expect(written(text, [undefined, undefined, gone])).toBe(
      `${head}items:\n- a: 1\n- b: |\n    b\n- d: 1\n`,
    );
  });
});

describe('an item is left out', () => {
  const text = `${head}items:\n# one\n- a: 1\n# two\n- b: 2 # two\n# three\n- c: 3\nz: 1\n`;

  test.each<[string, Changes, string]>([
    ['the first', [gone], 'items:\n# one\n# two\n- b: 2 # two\n# three\n- c: 3\n'],
    [
      'one between, and the comment in front of it',
      [undefined, gone],
      'items:\n# one\n- a: 1\n# three\n- c: 3\n',
    ],
    ['the last', [undefined, undefined, gone], 'items:\n# one\n- a: 1\n# two\n- b: 2 # two\n'],
    ['the first two', [gone, gone], 'items:\n# one\n# two\n# three\n- c: 3\n'],
    ['all', [gone, gone, gone], 'items: []\n'],
    [
      'one that another takes the place of',
      [undefined, { text: undefined, after: [made] }, gone],
      'items:\n# one\n- a: 1\n# two\n- kind: Made\n  spec:\n    x: 1\n',
    ],
  ])('%s', (_, changes, expected) => {
    expect(written(text, changes)).toBe(`${head}${expected}z: 1\n`);
  });

  test.each<[string, Changes, string]>([
    ['the first', [gone], '[{"b":2},{"c":3}]'],
    ['one between, and the comment in front of it', [undefined, gone], '[{"a":1},{"c":3}]'],
    ['the last two', [undefined, gone, gone], '[{"a":1}]'],
    ['all', [gone, gone, gone], '[]'],
  ])('in JSON %s', (_, changes, expected) => {
    const list = (items: string): string => `{"kind":"ResourceList","items":${items}}`;
    expect(written(list('[{"a":1},{"b":2},{"c":3}]'), changes)).toBe(list(expected));
  });
});

test('an item is a document of its own, and stands in the list again as it was changed', () => {
  const text = `${head}items:\n  - &x # one\n    a: |2+\n        b\n\n    c: *x\n  -\n    d: 1\n`;
  const { items } = read(text);
  expect(items.map(({ source }) => source.text)).toEqual([
    '&x # one\na: |2+\n    b\n\nc: *x\n',
    'd: 1\n',
  ]);
  const changed: ItemChange = { text: 'd: 1\ne: |\n  f\n', after: [] };
  expect(written(text, [undefined, changed])).toBe(
    `${head}items:\n  - &x # one\n    a: |2+\n        b\n\n    c: *x\n  -\n    d: 1\n    e: |\n      f\n`,
  );
});

test('an item is changed, and the lines of a literal that are only spaces stay empty', () => {
  const text = `${head}items:\n    - a: |\n        b\n   \n        c\n      # end\n`;
  const [item] = read(text).items;
  expect(item?.source.text).toBe('a: |\n  b\n\n  c\n# end\n');
  expect(written(text, [{ text: `${item?.source.text}d: 1\n`, after: [] }])).toBe(
    `${head}items:\n    - a: |\n        b\n\n        c\n      # end\n      d: 1\n`,
  );
});

test('a literal at the end of an item has the line end that it has in the list', () => {
  const text = `${head}items:\n- a: |\n    b\n- c: |+\n    d\n\n- e: |-\n    f\n`;
  expect(read(text).items.map(({ source }) => source.text)).toEqual([
    'a: |\n  b\n',
    'c: |+\n  d\n\n',
    'e: |-\n  f\n',
  ]);
});

describe('results', () => {
  const own = { message: 'm', tags: { code: 'RC2101' } };
  const theirs = { message: 'theirs', severity: 'info' };

  test.each<[string, string, JsonObject[], string]>([
    [
      'stand at the end',
      `${head}items: []\nfunctionConfig: {a: 1}\n`,
      [own],
      `${head}items: []\nfunctionConfig: {a: 1}\nresults:\n- message: m\n  tags:\n    code: RC2101\n`,
    ],
    [
      'stand at the end of JSON',
      '{"kind":"ResourceList","items":[]}',
      [own],
      '{"kind":"ResourceList","items":[],"results":[{"message":"m","tags":{"code":"RC2101"}}]}',
    ],
    ['are not there without findings', `${head}items: []\n`, [], `${head}items: []\n`],
    [
      'replace those of an earlier run',
      `${head}results: [{message: old, tags: {code: RC2102}}]\nitems: []\n`,
      [],
      `${head}results: []\nitems: []\n`,
    ],
    [
      'leave those of others where they are',
      `${head}items: []\nresults:\n- {message: 'theirs', severity: info} # 1\n`,
      [],
      `${head}items: []\nresults:\n- {message: 'theirs', severity: info} # 1\n`,
    ],
    [
      'follow those of others',
      `${head}items: []\nresults: [${JSON.stringify(theirs)}]\n`,
      [own],
      `${head}items: []\nresults:\n- message: theirs\n  severity: info\n- message: m\n  tags:\n    code: RC2101\n`,
    ],
  ])('%s', (_, text, found, expected) => {
    expect(written(text, [], newResults(read(text).results, found))).toBe(expected);
  });
});
