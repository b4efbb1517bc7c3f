import { describe, expect, it } from 'vitest';
import { splitDocuments } from '../../src/manifest/split.ts';
import { type Change, writeStream } from '../../src/manifest/write.ts';

const made = { kind: 'Made' };
const after: Change = { edits: [], after: [made] };

/** What is written when the first document of each text gets an object behind it, or none does. */
function written(texts: readonly string[], change?: Change): string {
  const sources = texts.map((text, index) => {
    const source = { name: `${index}.yaml`, text };
    return { source, documents: splitDocuments(source) };
  });
  const first = new Set(sources.map(({ documents }) => documents[0]));
  return writeStream(sources, (document) => (first.has(document) ? change : undefined))
    .map(({ text }) => text)
    .join('');
}

describe('sources are joined', () => {
  it.each([
    ['YAML with markers as it is', ['---\na: 1\n', '---\nb: 2\n'], '---\na: 1\n---\nb: 2\n'],
    ['YAML without markers with one', ['a: 1\n', 'b: 2\n'], 'a: 1\n---\nb: 2\n'],
    ['a text that is cut off with a line end', ['a: 1', 'b: 2'], 'a: 1\n---\nb: 2'],
    ['CRLF with CRLF', ['a: 1\r\n', 'b: 2\r\n'], 'a: 1\r\n---\r\nb: 2\r\n'],
    ['a later byte order mark without it', ['a: 1\n', '\uFEFFb: 2\n'], 'a: 1\n---\nb: 2\n'],
    [
      'directives behind an end marker',
      ['a: 1\n', '%YAML 1.1\n---\nb: 2\n'],
      'a: 1\n...\n%YAML 1.1\n---\nb: 2\n',
    ],
    ['JSON alone without markers', ['{"a":1}\n', '{"b":2}\n'], '{"a":1}\n{"b":2}\n'],
    [
      'JSON beside YAML with a marker before every value, which kubectl needs',
      ['a: 1\n', '{"b":2}\n{"c":3}\n'],
      'a: 1\n---\n{"b":2}\n---\n{"c":3}\n',
    ],
  ])('%s', (_, texts, expected) => {
    expect(written(texts)).toBe(expected);
  });
});

describe('an object is put behind a document', () => {
  it.each([
    ['of YAML', 'a: 1\n', 'a: 1\n---\nkind: Made\n'],
    ['that is cut off', 'a: 1', 'a: 1\n---\nkind: Made\n'],
    ['with CRLF', 'a: 1\r\n', 'a: 1\r\n---\r\nkind: Made\r\n'],
    ['of JSON', '{"a":1}', '{"a":1}\n{\n  "kind": "Made"\n}\n'],
    ['before another', 'a: 1\n---\nb: 2\n', 'a: 1\n---\nkind: Made\n---\nb: 2\n'],
    [
      'before a comment of the next, which an end marker keeps out',
      'a: 1\n...\n# next\n---\nb: 2\n',
      'a: 1\n...\n---\nkind: Made\n...\n# next\n---\nb: 2\n',
    ],
  ])('%s', (_, text, expected) => {
    expect(written([text], after)).toBe(expected);
  });
});

it('a document that is dropped takes its marker along, and no neighbour', () => {
  expect(written(['---\na: 1\n---\nb: 2\n'], { edits: [], drop: 'other', after: [] })).toBe(
    '---\nb: 2\n',
  );
});
