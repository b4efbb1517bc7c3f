import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Path } from '../../src/json.ts';
import { locate } from '../../src/manifest/locate.ts';
import type { TextDocument } from '../../src/manifest/types.ts';
import { documentOf } from './documents.ts';
import { nastyString } from './strings.ts';

/** What the text has at the place of a path, up to the end of the line, and the place. */
function found(text: string, path: Path, offset?: number): string {
  const { line, column } = locate(documentOf(text), path, offset);
  const rest = text
    .split(/\r?\n/)
    [line - 1]?.replace(/^\uFEFF/, '')
    .slice(column - 1);
  return `${line}:${column} ${rest}`;
}

const service = `# comment
apiVersion: v1
metadata: # about
  name: web
  labels: {app: web, "b": [1, {c: d}]}
  annotations:
    # one
    a/b: "1"
    empty:
    block: |
      one
      two
spec:
  containers:
  - image: x
    env:
      - name: A
      -
      - - deep
  ? explicit
  : value
`;

describe('locate', () => {
  it.each<[Path, string]>([
    [['apiVersion'], '2:13 v1'],
    [['metadata', 'name'], '4:9 web'],
    [['metadata', 'annotations', 'a/b'], '8:10 "1"'],
    [['metadata', 'annotations', 'block'], '10:12 |'],
    [['metadata', 'labels', 'app'], '5:17 web, "b": [1, {c: d}]}'],
    [['metadata', 'labels', 'b', 1, 'c'], '5:35 d}]}'],
    [['spec', 'containers', 0, 'image'], '15:12 x'],
    [['spec', 'containers', 0, 'env', 2, 0], '19:11 deep'],
    [['spec', 'explicit'], '21:5 value'],
  ])('finds a scalar: %j', (path, expected) => {
    expect(found(service, path)).toBe(expected);
  });

  it.each<[Path, string]>([
    [['metadata'], '3:1 metadata: # about'],
    [['metadata', 'annotations'], '6:3 annotations:'],
    [['metadata', 'annotations', 'empty'], '9:5 empty:'],
    [['metadata', 'labels'], '5:3 labels: {app: web, "b": [1, {c: d}]}'],
    [['spec', 'containers', 0], '15:5 image: x'],
    [['spec', 'containers', 0, 'env', 1], '18:7 -'],
    [[], '2:1 apiVersion: v1'],
  ])('points at the key, or the start of the item, of anything else: %j', (path, expected) => {
    expect(found(service, path)).toBe(expected);
  });

  it.each<[Path, string]>([
    [['spec', 'template', 'spec'], '13:1 spec:'],
    [['spec', 'containers', 0, 'resources'], '15:5 image: x'],
    [['spec', 'containers', 7, 'image'], '14:3 containers:'],
    [['metadata', 'name', 'x'], '4:9 web'],
    [['nothing'], '2:1 apiVersion: v1'],
    [['metadata', 0], '3:1 metadata: # about'],
  ])('points at the nearest parent of what is missing: %j', (path, expected) => {
    expect(found(service, path)).toBe(expected);
  });

  it('counts lines and columns in the whole file, whatever its line ends and byte order mark', () => {
    const first = '\uFEFFa: 1\r\n';
    const text = `${first}---\r\nb:\r\n  c: 2\r\n`;
    const source = { name: 'x.yaml', text };
    const document: TextDocument = {
      source,
      start: first.length,
      end: text.length,
      syntax: 'yaml',
    };
    expect(locate(document, ['b', 'c'])).toEqual({ file: 'x.yaml', line: 4, column: 6 });
    expect(found(text, ['a'])).toBe('1:4 1');
  });

  it('finds values in JSON', () => {
    const text = '{\n  "a": {"b": [1, {"c\\n": "\\u00e9x"}]}\n}\n';
    expect(found(text, ['a', 'b', 1, 'c\n'])).toBe('2:26 "\\u00e9x"}]}');
    expect(found(text, ['a', 'b', 1, 'c\n'], 1)).toBe('2:33 x"}]}');
    expect(found(text, ['a', 'x'])).toBe('2:3 "a": {"b": [1, {"c\\n": "\\u00e9x"}]}');
  });

  it('finds keys as JSON has them', () => {
    expect(found('yes: a\n8080: b\n"no": c\n', ['true'])).toBe('1:6 a');
    expect(found('yes: a\n8080: b\n"no": c\n', ['8080'])).toBe('2:7 b');
    expect(found('yes: a\n8080: b\n"no": c\n', ['no'])).toBe('3:7 c');
  });

  it('of a key that is there twice, takes the last, which counts', () => {
    expect(found('a: 1\na: 2\n', ['a'])).toBe('2:4 2');
  });

  it('points at an alias, and at the merge key that brings something in', () => {
    const text = `a: &a
  x: 1
b: &b
  <<: *a
c: *a
d:
  <<: [*b, {z: 1}]
  own: 2
`;
    expect(found(text, ['c'])).toBe('5:4 *a');
    expect(found(text, ['c', 'x'])).toBe('5:4 *a');
    expect(found(text, ['b', 'x'])).toBe('4:3 <<: *a');
    expect(found(text, ['d', 'x'])).toBe('7:3 <<: [*b, {z: 1}]');
    expect(found(text, ['d', 'z'])).toBe('7:3 <<: [*b, {z: 1}]');
    expect(found(text, ['d', 'own'])).toBe('8:8 2');
    expect(found(text, ['d', 'w'])).toBe('6:1 d:');
  });

  it.each([
    ['plain', 'q: ab cd\n', 3, '1:7 cd'],
    ['plain, folded', 'q: ab\n  cd\n\n  e\n', 3, '2:3 cd'],
    ['plain, folded twice', 'q: ab\n  cd\n\n  e\n', 6, '4:3 e'],
    ['single-quoted', "q: 'it''s {'\n", 5, "1:11 {'"],
    ['single-quoted, folded', "q: 'a  \n  b\n\n\n  c'\n", 5, "5:3 c'"],
    ['double-quoted', 'q: "\\"\\x41\\u0041\\U00000041\\U0001F600b"\n', 6, '1:37 b"'],
    ['double-quoted, folded', 'q: "a\\\n   b\\n\\\n  \\ c"\n', 4, '3:5 c"'],
    ['literal', 'q: |\n  {\n    "a": x\n  }\n', 9, '3:10 x'],
    ['literal, indented more', 'q: |2-\n\n   {\n  x\n', 4, '4:3 x'],
    ['literal, its line break', 'q: |\n  ab\n  c\n', 2, '2:5 '],
    ['literal with CRLF', 'q: |\r\n  ab\r\n  c\r\n', 3, '3:3 c'],
    ['literal at the root', '|\n ab\n c\n', 4, '3:3 '],
    ['folded', 'q: >\n  ab\n  cd\n', 3, '1:4 >'],
    ['its end', 'q: "ab"\n', 2, '1:7 "'],
    ['beyond its end', "q: 'ab'\n", 20, "1:7 '"],
  ])('finds a character inside a string: %s', (_, text, offset, expected) => {
    expect(found(text, text.startsWith('|') ? [] : ['q'], offset)).toBe(expected);
  });

  it('finds every character of a JSON string', () => {
    fc.assert(
      fc.property(nastyString, fc.nat(), (string, some) => {
        const offset = string.length === 0 ? 0 : some % string.length;
        const text = `{"q": ${JSON.stringify(string)}}`;
        const { column } = locate(documentOf(text), ['q'], offset);
        const rest = JSON.parse(`"${text.slice(column - 1, -1)}`) as string;
        expect(rest).toBe(string.slice(offset));
      }),
    );
  });

  it('never throws, and stays inside the text', () => {
    const step = fc.constantFrom('metadata', 'annotations', 'a/b', 'spec', 'containers', 0, 1);
    const damage = fc.tuple(fc.nat(service.length), fc.nat(9), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(damage, fc.array(step), fc.nat(9), ([at, length, put], path, offset) => {
        const text = service.slice(0, at) + put + service.slice(at + length);
        const { line, column } = locate(documentOf(text), path, offset);
        expect(column - 1).toBeLessThanOrEqual(text.split('\n')[line - 1]?.length ?? -1);
      }),
    );
  });

  it.each(['', '# nothing\n', '---\n', '\t', '{', '"', 'a: [', ': :', '&', '*', '%', '- - ?'])(
    'has a place in %j',
    (text) => {
      expect(locate(documentOf(text), ['a', 0], 1).line).toBe(1);
    },
  );

  it.each(['[', '{a: ', '- ', '{"a":['])('has a place in %j a hundred thousand times', (text) => {
    expect(locate(documentOf(text.repeat(100_000)), ['a', 0, 'a'], 1).line).toBe(1);
  });

  it('looks for merged keys once in each map', () => {
    const maps = Array.from(
      { length: 60 },
      (_, n) => `m${n + 1}: &m${n + 1} {<<: [*m${n}, *m${n}]}`,
    );
    const text = `m0: &m0 {a: 1}\n${maps.join('\n')}\n`;
    expect(locate(documentOf(text), ['m60', 'b'])).toMatchObject({ line: 61, column: 1 });
    expect(locate(documentOf(text), ['m60', 'a'])).toMatchObject({ line: 61, column: 12 });
  });
});
