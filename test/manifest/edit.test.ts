import { describe, expect, it } from 'vitest';
import type { Json, Path } from '../../src/json.ts';
import { applyEdits, editDocument } from '../../src/manifest/edit.ts';
import type { Edit } from '../../src/manifest/types.ts';
import { documentOf, readValue } from './documents.ts';

/** `a.b.0.c` */
function pathOf(path: string): Path {
  return path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function set(path: string, value: Json): Edit {
  return { op: 'set', path: pathOf(path), value };
}

function substitute(path: string, find: string, replacement: string): Edit {
  return { op: 'substitute', path: pathOf(path), find, replacement };
}

type Case = [title: string, before: string, edits: Edit[], after: string];

/** The result is the text expected, and has the value that the edits lead to. */
function check(before: string, edits: Edit[], after: string): void {
  expect(editDocument(documentOf(before), edits)).toBe(after);
  expect(readValue(after)).toEqual(applyEdits(readValue(before), edits));
}

describe('editDocument', () => {
  it('returns the text as it is when nothing changes', () => {
    const text = '# a\r\na:   "b"   # c\r\n\r\n...\r\n';
    check(text, [], text);
    check(text, [set('a', 'b'), substitute('a', 'x', 'y'), substitute('z', 'x', 'y')], text);
  });

  it.each<Case>([
    ['plain', 'a:   b   # c\n', [set('a', 'd')], 'a:   d   # c\n'],
    ['plain to a number', 'a: b # c\n', [set('a', 7)], 'a: 7 # c\n'],
    ['a number to a string', 'a: 70\n', [set('a', '80')], 'a: "80"\n'],
    ['a boolean to a string', 'a: yes\n', [set('a', 'no')], 'a: "no"\n'],
    ['single-quoted', "a: 'b' # c\n", [set('a', "it's")], "a: 'it''s' # c\n"],
    ['single-quoted to a number', "a: 'b'\n", [set('a', 1)], 'a: 1\n'],
    ['single-quoted to what it cannot hold', "a: 'b'\n", [set('a', 'b\tc')], 'a: "b\\tc"\n'],
    ['double-quoted', 'a: "b"# c\n'.replace('#', ' #'), [set('a', 'd')], 'a: "d" # c\n'],
    ['null', 'a: null # c\n', [set('a', 'd')], 'a: d # c\n'],
    ['nothing', 'a: # c\nb: 1\n', [set('a', 'd')], 'a: d # c\nb: 1\n'],
    ['nothing at the end', 'b: 1\na:', [set('a', 'd')], 'b: 1\na: d'],
    ['nothing but a tag', 'a: !!str\n', [set('a', 'd')], 'a: d\n'],
    ['folded plain', 'a: b\n  c # d\ne: 1\n', [set('a', 'x')], 'a: x # d\ne: 1\n'],
    ['below its key', 'a: # b\n  "c" # d\n', [set('a', 'x')], 'a: # b\n  "x" # d\n'],
    [
      'literal',
      'a: |  # c\n    b\n\n    c\nd: 1\n',
      [set('a', 'x\ny\n')],
      'a: |  # c\n    x\n    y\nd: 1\n',
    ],
    ['literal to one line', 'a: |\n  b\n  c\nd: 1\n', [set('a', 'x')], 'a: |-\n  x\nd: 1\n'],
    [
      'literal to what it cannot hold',
      'a: | # c\n  b\nd: 1\n',
      [set('a', ' x')],
      'a: " x" # c\nd: 1\n',
    ],
    ['literal that keeps breaks', 'a: |+\n  b\n\n\nd: 1\n', [set('a', 'x\n')], 'a: |\n  x\nd: 1\n'],
    [
      'plain to several lines',
      'a: b # c\nd: 1\n',
      [set('a', 'x\ny')],
      'a: |- # c\n  x\n  y\nd: 1\n',
    ],
    ['folded block', 'a: >-\n  b\n  c\nd: 1\n', [set('a', 'x')], 'a: x\nd: 1\n'],
    ['explicit key', '? a\n: b # c\n', [set('a', 'd')], '? a\n: d # c\n'],
    ['quoted key', '"a": b\n\'c\' : d\n', [set('a', 'x'), set('c', 'z')], '"a": x\n\'c\' : z\n'],
    ['key that is no string', 'yes: b\n', [set('true', 'x')], 'yes: x\n'],
    ['without a newline at the end', 'a: b', [set('a', 'c')], 'a: c'],
    [
      'in CRLF',
      'a: b\r\nc: |\r\n  d\r\n',
      [set('a', 'x'), set('c', 'e\nf\n')],
      'a: x\r\nc: |\r\n  e\r\n  f\r\n',
    ],
    [
      'behind markers',
      '%YAML 1.1\n--- # x\na: b\n...\n',
      [set('a', 'c')],
      '%YAML 1.1\n--- # x\na: c\n...\n',
    ],
    ['behind a byte order mark', '\uFEFFa: b\n', [set('a', 'c')], '\uFEFFa: c\n'],
  ])('sets a scalar that is %s', (_, before, edits, after) => check(before, edits, after));

  it.each<Case>([
    ['in a list', '- a # b\n-  c\n-\n', [set('1', 'd'), set('2', 'e')], '- a # b\n-  d\n- e\n'],
    ['in a list under a key', 'a:\n- b: 1\n  c: 2\n', [set('a.0.c', 3)], 'a:\n- b: 1\n  c: 3\n'],
    ['behind a list', 'a:\n- b\n', [set('a.1', 'c'), set('a.2', 'd')], 'a:\n- b\n- c\n- d\n'],
    ['behind a list, far', 'a:\n- b\n', [set('a.7', 'c')], 'a:\n- b\n- c\n'],
    [
      'behind an indented list',
      'a:\n  - b # c\n  # d\n',
      [set('a.1', { x: 1, z: [2] })],
      'a:\n  - b # c\n  - x: 1\n    z:\n      - 2\n  # d\n',
    ],
    [
      'in a map in a list',
      '- a: 1\n- b: 1\n',
      [set('0.c', 2), set('1.c', { d: 3 })],
      '- a: 1\n  c: 2\n- b: 1\n  c:\n    d: 3\n',
    ],
    ['in a map far behind a dash', '-   a: 1\n', [set('0.c', 2)], '-   a: 1\n    c: 2\n'],
    [
      'in a list in a list',
      '- - a\n  - b\n',
      [set('0.1', 'c'), set('0.2', 'd')],
      '- - a\n  - c\n  - d\n',
    ],
    ['in a list made', 'a: 1\n', [set('b.0.c', 2)], 'a: 1\nb:\n- c: 2\n'],
  ])('sets an item %s', (_, before, edits, after) => check(before, edits, after));

  it.each<Case>([
    [
      'at the end of its map',
      'm:\n  a: 1 # b\n  # c\n\n# d\nz: 1\n',
      [set('m.x', 'v')],
      'm:\n  a: 1 # b\n  x: v\n  # c\n\n# d\nz: 1\n',
    ],
    ['at the root', 'a: 1\n', [set('b', 2), set('c', 3)], 'a: 1\nb: 2\nc: 3\n'],
    ['at the root, before the end', 'a: 1\n...\n', [set('b', 2)], 'a: 1\nb: 2\n...\n'],
    ['at the root, without a newline', 'a: 1', [set('b', 2)], 'a: 1\nb: 2'],
    [
      'at the root, in CRLF',
      'a: 1\r\n',
      [set('b', { c: ['d\ne'] })],
      'a: 1\r\nb:\r\n  c:\r\n  - |-\r\n    d\r\n    e\r\n',
    ],
    ['at the root, behind trailing spaces', 'a: 1  \n', [set('b', 2)], 'a: 1  \nb: 2\n'],
    ['behind an empty value', 'a: # b\nc: 1\n', [set('d', 2)], 'a: # b\nc: 1\nd: 2\n'],
    [
      'behind an empty value at the end',
      'c: 1\na: # b\n# e\n',
      [set('d', 2)],
      'c: 1\na: # b\nd: 2\n# e\n',
    ],
    [
      'behind a collection',
      'a:\n  b:\n  - c: 1\n\n',
      [set('d', 2)],
      'a:\n  b:\n  - c: 1\nd: 2\n\n',
    ],
    ['behind a literal', 'a: |\n  b\n\n# c\n', [set('d', 2)], 'a: |\n  b\nd: 2\n\n# c\n'],
    ['behind an empty literal', 'a: | # b\n\n', [set('d', 2)], 'a: | # b\nd: 2\n\n'],
    ['behind a literal that keeps breaks', 'a: |+\n  b\n\n', [set('d', 2)], 'a: |+\n  b\n\nd: 2\n'],
    [
      'behind a literal with a line of spaces',
      'a: |\n  b\n    \n',
      [set('d', 2)],
      'a: |\n  b\n    \nd: 2\n',
    ],
    ['behind a literal without a newline', 'a: |\n  b', [set('d', 2)], 'a: |\n  b\nd: 2'],
    [
      'behind a quoted string over lines',
      'a: "b\n  c" # d\n',
      [set('e', 2)],
      'a: "b\n  c" # d\ne: 2\n',
    ],
    [
      'with its parents',
      'a: 1\n',
      [set('b.c.d', 'x'), set('b.c.e', 'z')],
      'a: 1\nb:\n  c:\n    d: x\n    e: z\n',
    ],
    [
      'with the indentation of the others',
      'a:\n    b: 1\n',
      [set('c.d.e', 1)],
      'a:\n    b: 1\nc:\n    d:\n        e: 1\n',
    ],
    [
      'behind a key without a value',
      'a: # b\n# c\nd: 1\n',
      [set('a.x', 'v')],
      'a: # b\n  x: v\n# c\nd: 1\n',
    ],
    [
      'behind a key with null',
      'a: ~ # b\nd: 1\n',
      [set('a.x.z', 'v')],
      'a: # b\n  x:\n    z: v\nd: 1\n',
    ],
    ['behind a key with {}', 'a: {} # b\nd: 1\n', [set('a.x', 'v')], 'a: # b\n  x: v\nd: 1\n'],
    ['behind a key with a string', 'a: s # b\nd: 1\n', [set('a.x', 'v')], 'a: # b\n  x: v\nd: 1\n'],
    ['instead of a list', 'a:\n- b\nd: 1\n', [set('a.x', 'v')], 'a:\n  x: v\nd: 1\n'],
    ['that must be quoted', 'a: 1\n', [set('b: c', 'yes')], 'a: 1\n"b: c": "yes"\n'],
    ['behind an empty item', 'a:\n- # b\n', [set('a.0.x', { c: 1 })], 'a:\n- x: # b\n    c: 1\n'],
  ])('adds a key %s', (_, before, edits, after) => check(before, edits, after));

  it.each<Case>([
    [
      'map',
      'a: # b\n    # c\n    d: 1\ne: 2\n',
      [set('a', { x: { z: 1 } })],
      'a: # b\n    x:\n        z: 1\ne: 2\n',
    ],
    ['map by nothing', 'a: # b\n  d: 1\ne: 2\n', [set('a', {})], 'a: {} # b\ne: 2\n'],
    ['map by null', 'a:\n  d: 1\ne: 2\n', [set('a', null)], 'a: null\ne: 2\n'],
    ['map by a list', 'a:\n  d: 1\ne: 2\n', [set('a', [1])], 'a:\n- 1\ne: 2\n'],
    ['list', 'a:\n  - 1\n  - 2 # b\ne: 2\n', [set('a', [{ c: 1 }])], 'a:\n  - c: 1\ne: 2\n'],
    ['list in its line', 'a: [1, 2] # b\n', [set('a', [3])], 'a: # b\n- 3\n'],
    ['item', '- a: 1 # b\n  c: 2\n- d\n', [set('0', { x: [1] })], '- x:\n  - 1\n- d\n'],
    ['item by a string', '- a: 1 # b\n- d\n', [set('0', 'x')], '- x\n- d\n'],
    [
      'and goes on inside',
      'a:\n  b: 1\n',
      [set('a', { c: 1 }), set('a.d', 2)],
      'a:\n  c: 1\n  d: 2\n',
    ],
  ])('replaces a %s', (_, before, edits, after) => check(before, edits, after));

  it.each<Case>([
    [
      'sets a value',
      'a: {b: c, d: 1} # e\n',
      [set('a.b', 'x y'), set('a.d', 2)],
      'a: {b: "x y", d: 2} # e\n',
    ],
    [
      'sets an empty value',
      '- {a: , b, c: }\n',
      [set('0.a', 1), set('0.b', 2), set('0.c', 'x')],
      '- {a: 1 , b: 2, c: x }\n',
    ],
    [
      'adds a key',
      'a: {b: c} # e\n',
      [set('a.d', { e: [1, 'x: z'] })],
      'a: {b: c, d: {e: [1, "x: z"]}} # e\n',
    ],
    ['adds an item', 'a: [1]\n', [set('a.1', 'b'), set('a.2', {})], 'a: [1, b, {}]\n'],
    ['fills an empty map inside', 'a: {b: {}}\n', [set('a.b.c', 1)], 'a: {b: {c: 1}}\n'],
    ['adds behind a trailing comma', 'a: [1, ]\n', [set('a.1', 2)], 'a: [1, 2, ]\n'],
    [
      'adds a line',
      'a: {\n  b: 1, # c\n  d: 2 # e\n}\n',
      [set('a.x', { z: 1 })],
      'a: {\n  b: 1, # c\n  d: 2, # e\n  x: {\n    z: 1\n  }\n}\n',
    ],
    [
      'adds a line behind a comma',
      'a: [\n  1,\n  2, # e\n]\n',
      [set('a.2', 3)],
      'a: [\n  1,\n  2, # e\n  3,\n]\n',
    ],
    ['sets in a pair', 'a: [b: 1, c]\n', [set('a.0.b', 2)], 'a: [b: 2, c]\n'],
  ])('in a flow collection, %s', (_, before, edits, after) => check(before, edits, after));

  it.each<Case>([
    [
      'tight',
      '{"a":{"b":"c"},"d":[]}',
      [set('a.b', 'x'), set('a.e', [1, { f: null }]), set('d.0', 'z')],
      '{"a":{"b":"x","e":[1,{"f":null}]},"d":["z"]}',
    ],
    [
      'spaced',
      '{"a": {"b": "c"}}\n',
      [set('a.e', [1, 2]), set('x', {})],
      '{"a": {"b": "c", "e": [1, 2]}, "x": {}}\n',
    ],
    [
      'pretty',
      '{\n    "a": {\n        "b": 1\n    },\n    "c": {}\n}\n',
      [set('a.d', { e: [1] }), set('c.f', 'x'), set('a.b', '2')],
      '{\n    "a": {\n        "b": "2",\n        "d": {\n            "e": [\n                1\n            ]\n        }\n    },\n    "c": {\n        "f": "x"\n    }\n}\n',
    ],
    [
      'tabs',
      '{\n\t"a": null\n}\n',
      [set('a', { b: 1 }), set('c', '\u2028')],
      '{\n\t"a": {\n\t\t"b": 1\n\t},\n\t"c": "\\u2028"\n}\n',
    ],
    [
      'CRLF',
      '{\r\n  "a": 1\r\n}\r\n',
      [set('b', [2])],
      '{\r\n  "a": 1,\r\n  "b": [\r\n    2\r\n  ]\r\n}\r\n',
    ],
  ])('in JSON, keeps to the layout: %s', (_, before, edits, after) => check(before, edits, after));

  const shared = 'a: &x # 1\n  b: c\nd: *x # 2\ne: *x\n';
  it.each<Case>([
    [
      'copies what an alias stands for',
      shared,
      [set('e.f', 1)],
      'a: &x # 1\n  b: c\nd: *x # 2\ne:\n  b: c\n  f: 1\n',
    ],
    ['replaces an alias', shared, [set('d', 'x')], 'a: &x # 1\n  b: c\nd: x # 2\ne: *x\n'],
    ['hands an anchor on', shared, [set('a.b', 'z')], 'a: # 1\n  b: z\nd: &x # 2\n  b: c\ne: *x\n'],
    [
      'hands on the anchor of what is replaced',
      shared,
      [set('a', 1)],
      'a: 1 # 1\nd: &x # 2\n  b: c\ne: *x\n',
    ],
    [
      'hands an anchor past a copy',
      shared,
      [set('a.b', 'z'), set('d.b', 'q')],
      'a: # 1\n  b: z\nd: # 2\n  b: q\ne: &x\n  b: c\n',
    ],
    [
      'drops an anchor without aliases',
      shared,
      [set('a', 1), set('d', 2), set('e', 3)],
      'a: 1 # 1\nd: 2 # 2\ne: 3\n',
    ],
    [
      'hands on the anchor of a scalar',
      'a: &x b\nc: [*x, *x]\n',
      [set('a', 'd')],
      'a: d\nc: [&x b, *x]\n',
    ],
    [
      'hands on anchors inside',
      'a: {b: &x {c: 1}}\nd:\n- *x\n',
      [set('a', 1)],
      'a: 1\nd:\n- &x\n  c: 1\n',
    ],
    [
      'keeps an anchor in use below',
      'a: &x\n  b: &z c\nd: *z\n',
      [set('a.e', 1)],
      'a: &x\n  b: &z c\n  e: 1\nd: *z\n',
    ],
    [
      'adds a key beside a merge',
      'a: &x\n  b: {c: 1}\nd:\n  <<: *x\n',
      [set('d.b.e', 2)],
      'a: &x\n  b: {c: 1}\nd:\n  <<: *x\n  b:\n    c: 1\n    e: 2\n',
    ],
    [
      'hands an anchor on to a merge',
      'a: &x {b: 1}\nd:\n  <<: *x\n  e: 1\n',
      [set('a.b', 2)],
      'a: {b: 2}\nd:\n  <<: &x\n    b: 1\n  e: 1\n',
    ],
  ])('with anchors, %s', (_, before, edits, after) => check(before, edits, after));

  it.each<Case>([
    ['plain', 'q: a{{ .r }}b # c\n', [substitute('q', '{{ .r }}', 'x')], 'q: axb # c\n'],
    ['plain over lines', 'q: a{{ .r }}\n  b\n', [substitute('q', '{{ .r }}', 'x')], 'q: ax\n  b\n'],
    [
      'double-quoted over lines',
      'q: "a\\x41{{ .r }}\n  {{ .r }}"\n',
      [substitute('q', '{{ .r }}', 'x')],
      'q: "a\\x41x\n  x"\n',
    ],
    [
      'single-quoted',
      "q: 'a{{ .r }} it''s'\n",
      [substitute('q', '{{ .r }}', 'x')],
      "q: 'ax it''s'\n",
    ],
    [
      'literal',
      'q: |2-\n   a{{ .r }} \n  b\n',
      [substitute('q', '{{ .r }}', 'x')],
      'q: |2-\n   ax \n  b\n',
    ],
    ['folded', 'q: >\n  a{{ .r }}\n  b\n', [substitute('q', '{{ .r }}', 'x')], 'q: >\n  ax\n  b\n'],
    ['in JSON', '{"q": "a\\"{{ .r }}"}', [substitute('q', '{{ .r }}', 'x')], '{"q": "a\\"x"}'],
    [
      'more than one',
      'q: {a: "1", b: "2"}\n',
      [substitute('q.a', '1', 'x'), substitute('q.b', '2', '1')],
      'q: {a: "x", b: "1"}\n',
    ],
    ['escaped in the text', 'q: "a\\tb"\n', [substitute('q', '\t', 'x')], 'q: "axb"\n'],
    [
      'what needs escaping',
      "q: 'a{{ .r }}'\n",
      [substitute('q', '{{ .r }}', "it's")],
      "q: 'ait''s'\n",
    ],
    ['what needs quotes', 'q: a\n', [substitute('q', 'a', '1')], 'q: "1"\n'],
    ['what is not a pattern', 'q: a.c$&\n', [substitute('q', '.', '$&')], 'q: a$&c$&\n'],
  ])('substitutes: %s', (_, before, edits, after) => check(before, edits, after));

  const items = (...names: string[]): Json =>
    names.map((name) => ({ kind: 'A', metadata: { name } }));
  const list = `items:
# first
- kind: A
  metadata: {name: a} # a
# second
- kind: A
  metadata:
    name:   "b"
- kind: A
  metadata: {name: c}
# end
`;
  it.each<Case>([
    ['the first', list, [set('items', items('b', 'c'))], list.replace(/- kind: A\n.*# a\n/, '')],
    ['the last', list, [set('items', items('a', 'b'))], list.replace(/- kind: A\n.*c}\n/, '')],
    [
      'one, and changes another',
      list,
      [
        set('items', [
          { kind: 'A', metadata: { name: 'a' }, x: 1 },
          { kind: 'A', metadata: { name: 'c' } },
        ]),
      ],
      list.replace(/- kind: A\n.*metadata:\n.*"b"\n/, '').replace('# a\n', '# a\n  x: 1\n'),
    ],
    ['all', list, [set('items', [])], 'items: []\n# end\n'],
    ['at the end without a newline', 'a:\n- b\n- c', [set('a', ['b'])], 'a:\n- b'],
    ['in a flow list', 'a: [b, c, d]\n', [set('a', ['c'])], 'a: [c]\n'],
    [
      'in JSON',
      '{\n  "a": [\n    1,\n    2,\n    3\n  ]\n}\n',
      [set('a', [2])],
      '{\n  "a": [\n    2\n  ]\n}\n',
    ],
    [
      'with an anchor in use',
      'a:\n- &x b\n- *x\n- c: *x\n',
      [set('a', ['b', { c: 'b' }])],
      'a:\n- &x b\n- c: *x\n',
    ],
    ['in lists that share lines', 'a:\n- - b\n  - c\n', [set('a.0', ['c'])], 'a:\n- - c\n'],
  ])('takes items out of a list: %s', (_, before, edits, after) => check(before, edits, after));

  it('edits a document in the middle of its source, and objects inside a List', () => {
    const before = 'a: 1\n';
    const list = '---\nkind: List\nitems:\n  - metadata:\n      name: b # c\n  - kind: D\n';
    const text = `${before}${list}---\ne: 1\n`;
    const end = before.length + list.length;
    const document = { ...documentOf(text), start: before.length, end };
    const edits = [set('items.0.metadata.name', 'x'), set('items.1.metadata.labels.f', 'g')];
    expect(editDocument(document, edits)).toBe(
      '---\nkind: List\nitems:\n  - metadata:\n      name: x # c\n  - kind: D\n    metadata:\n      labels:\n        f: g\n',
    );
  });

  it('prints a document anew when its text cannot be edited', () => {
    check('# a\n? b\n? c\n# d\n', [set('b.e', 1)], '# a\nb:\n  e: 1\nc: null\n# d\n');
  });

  it('refuses to edit what cannot be read', () => {
    expect(() => editDocument(documentOf('a: [\n'), [set('b', 1)])).toThrow('nothing to edit');
  });
});

describe('applyEdits', () => {
  const value = { a: { b: [1, 2] }, c: { d: 's' } };

  it('returns the value itself when nothing changes', () => {
    const edits = [set('a', { b: [1, 2] }), set('c.d', 's'), substitute('c.d', 'x', 'y')];
    expect(applyEdits(value, edits)).toBe(value);
  });

  it('leaves the value as it is, and shares what does not change', () => {
    const result = applyEdits(value, [set('c.d', 't'), set('c.e', 1)]);
    expect(result).toEqual({ a: { b: [1, 2] }, c: { d: 't', e: 1 } });
    expect(result.a).toBe(value.a);
    expect(value.c).toEqual({ d: 's' });
  });

  it('does not change values that edits have set', () => {
    const given = { x: 1 };
    expect(applyEdits(value, [set('c', given), set('c.y', 2)]).c).toEqual({ x: 1, y: 2 });
    expect(given).toEqual({ x: 1 });
  });

  it('substitutes in nothing but strings', () => {
    const edits = ['a', 'a.b.0', 'z', 'c.d'].map((path) => substitute(path, 's', '$&'));
    expect(applyEdits(value, edits)).toEqual({ ...value, c: { d: '$&' } });
  });

  it('sets a key that every object seems to have', () => {
    const result = applyEdits({}, [set('__proto__.a', 1), set('__proto__.b', 2)]);
    expect(Object.entries(result)).toEqual([['__proto__', { a: 1, b: 2 }]]);
  });
});
