import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonRange } from '../../src/manifest/json-documents.ts';
import { splitDocuments } from '../../src/manifest/split.ts';
import { flowSoup, soup } from './yaml-texts.ts';

/** The slices of a text, with their syntax. */
function split(text: string): [string, string][] {
  return splitDocuments({ name: 'test.yaml', text }).map(({ start, end, syntax }) => [
    syntax,
    text.slice(start, end),
  ]);
}

/** Slices as they are expected; their concatenation is the text. */
const yaml: [string, string[]][] = [
  ['nothing', []],
  ['one document', ['a: 1\n']],
  ['no line break at the end', ['a: 1']],
  ['two documents', ['a: 1\n', '---\nb: 2\n']],
  ['a marker first', ['---\na: 1\n', '---\nb: 2\n']],
  ['a marker last', ['a: 1\n', '---']],
  ['empty documents', ['---\n', '---\n', '---\n']],
  ['comments before the first marker', ['# a\n\n  # b\n---\na: 1\n', '---\nb: 2\n']],
  ['directives', ['%YAML 1.1\n---\na: 1\n...\n', '%TAG ! x\n# b\n---\nb: 2\n']],
  ['white space behind a marker', ['a: 1\n', '--- \t# b\nb: 2\n', '---\t\n']],
  ['content behind a marker', ['a: 1\n', '--- {b: 2}\n', '--- |\n c\n']],
  ['ends of documents', ['a: 1\n...\n', '---\nb: 2\n... # end\n\n# more\n']],
  ['a document behind an end', ['a: 1\n...\n', 'b: 2\n']],
  ['comments behind an end, before a marker', ['a: 1\n...\n', '# b\n---\nb: 2\n']],
  ['CR LF', ['# a\r\n---\r\na: 1\r\n...\r\n', '---\r\nb: 2\r\n']],
  ['a lone CR, no line break', ['a: 1\r---\rb: 2\n']],
  ['byte order marks', ['\uFEFFa: 1\n', '\uFEFF---\nb: 2\n', '---\n\uFEFFc: 3\n']],
  ['a byte order mark before a comment', ['\uFEFF# a\n---\na: 1\n']],
  ['markers that are none', ['a: |\n  ---\n  b\n---c\n----\n- ---\n....\n']],
  ['markers in quotes, where they count', ['a: "b\n', '---\nc"\n']],
  ['a flow mapping', ['{a: 1}\n', '---\n{"a": 1, b: yes}\n']],
  ['a flow mapping with comments', ['{"a": 1, # one\n"b": 2}\n']],
  ['a flow mapping with a string over two lines', ['{"a": "b\n  c"}\n']],
  ['a template', ['{{ if .a }}\n{"a": 1}\n{{ end }}\n']],
  ['a list in brackets', ['[{"a": 1}]\n']],
  ['JSON with a byte order mark behind', ['{}\n\uFEFF{}\n']],
  ['JSON with something behind', ['{"a": 1}\nb: 2\n']],
  ['JSON one after the other behind a marker, of which kubectl reads one', ['---\n{}\n{}\n']],
  ['JSON behind an end, which kubectl does not read', ['a: 1\n...\n', '{}\n']],
  ['JSON behind a tag', ['--- !a\n{"a": 1}\n']],
];

test.each(yaml)('YAML is split between markers: %s', (_, slices) => {
  expect(split(slices.join(''))).toEqual(slices.map((slice) => ['yaml', slice]));
});

const json: [string, string[]][] = [
  ['one object', ['{"a": 1}']],
  ['white space around', ['\n \t{"a": {"b": []}}\r\n\n']],
  ['a byte order mark', ['\uFEFF{"a": 1}\n']],
  ['lines of objects', ['{"a": 1}\n', '{"b": 2}\n', '{}']],
  ['objects one after the other', ['{"a": 1}', '{"b": 2}  \n\n\n  ', '{\n"c": 3}\n']],
  ['braces and quotes in strings', ['{"a": "}{\\"[\\\\"}\n', '{"b": "]"}\n']],
  ['a marker in front', ['# c\n---\n{"a": 1}\n']],
  ['cut off', ['{"a": {"b": 1}\n']],
  ['cut off in a string', ['{"a": 1}\n', '{"b": "c']],
  ['a comma too many', ['{"a": 1,}\n']],
];

test.each(json)('every JSON object is a document: %s', (_, slices) => {
  expect(split(slices.join(''))).toEqual(slices.map((slice) => ['json', slice]));
});

test('JSON and YAML documents can be mixed between markers', () => {
  const slices = ['{"a": 1}\n', '---\nb: 2\n', '--- # c\n{"c": 3}\n...\n', '# d\n---\nd: 4\n'];
  expect(split(slices.join('')).map(([syntax]) => syntax)).toEqual([
    'json',
    'yaml',
    'json',
    'yaml',
  ]);
  expect(split(slices.join('')).map(([, slice]) => slice)).toEqual(slices);
});

test.each([
  ['{"a": 1}\n', '{"a": 1}\n'],
  ['# {\n---\n {"a": 1}\n...\n# }\n', '{"a": 1}\n'],
  ['\uFEFF{"a": 1}', '{"a": 1}'],
])('the JSON of a document is found between its markers: %j', (text, range) => {
  const [document] = splitDocuments({ name: 'test.json', text });
  const { start, end } = document ? jsonRange(document) : { start: 0, end: 0 };
  expect(text.slice(start, end)).toBe(range);
});

const pieces = fc.constantFrom(
  ...[
    'a: 1\n',
    'b: 2',
    '\n',
    '\r\n',
    '---\n',
    '--- # c\n',
    '---\r\n',
    '---',
    '...\n',
    '# d\n',
    ' \n',
  ],
  ...[
    '%YAML 1.1\n',
    '{"e": 1}\n',
    '{"e": "}\\""}',
    '{',
    '{f: 1}\n',
    'g: |\n  ---\n  h\n',
    '\uFEFF',
    '"',
  ],
);

describe('of any text', () => {
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')),
    soup,
    flowSoup,
  );

  test('the slices are adjacent and cover it', () => {
    fc.assert(
      fc.property(text, (source) => {
        expect(split(source).map(([, slice]) => slice)).not.toContain('');
        expect(
          split(source)
            .map(([, slice]) => slice)
            .join(''),
        ).toBe(source);
      }),
      { numRuns: 2000 },
    );
  });

  test('two neighbours alone are split in the same place', () => {
    fc.assert(
      fc.property(text, (source) => {
        const slices = split(source).map(([, slice]) => slice);
        // What JSON behind a marker is depends on what is in front of it.
        fc.pre(!source.includes('{"'));
        for (const [index, slice] of slices.slice(1).entries()) {
          const pair = [slices[index], slice];
          expect(split(pair.join('')).map(([, part]) => part)).toEqual(pair);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

test('a text of ten thousand documents takes as long per document as one of a thousand', () => {
  const documents = { yaml: '---\n# c\na: 1\n...\n', json: '{"a": "b"} ' };
  for (const document of Object.values(documents)) {
    const time = (count: number): number => {
      const text = document.repeat(count);
      const start = performance.now();
      expect(split(text)).toHaveLength(count);
      return performance.now() - start;
    };
    time(1000);
    expect(time(100_000)).toBeLessThan(30 * time(10_000) + 50);
  }
});
