import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/manifest/parse.ts';
import { splitDocuments } from '../../src/manifest/split.ts';
import type { Parsed } from '../../src/manifest/text-problem.ts';
import { refused } from './refused-texts.ts';
import { values } from './yaml-values.ts';

/** The documents of a text. */
function parse(text: string): Parsed[] {
  return splitDocuments({ name: 'test.yaml', text }).map(parseDocument);
}

/** Code and place of each problem: the text that follows there in the source. */
function problems(text: string): string[] {
  return parse(text)
    .flatMap((parsed) => ('problems' in parsed ? parsed.problems : []))
    .map(({ code, offset }) => `${code} at ${JSON.stringify(text.slice(offset, offset + 4))}`);
}

test.each(values)('YAML is read as Go reads it: %j', (text, value) => {
  expect(
    parseDocument({ source: { name: 'a', text }, start: 0, end: text.length, syntax: 'yaml' }),
  ).toEqual({ value });
});

test.each<[string, unknown[]]>([
  ['{"a": [1, "b\\u0063", null]}', [{ a: [1, 'bc', null] }]],
  ['{"a": 1, "a": 2}\n{}', [{ a: 2 }, {}]],
  ['# a {\n---\n{"b": 1}\n...\n---\nc: 2\n', [{ b: 1 }, { c: 2 }]],
  ['\uFEFF{"a": 1e3}', [{ a: 1000 }]],
  ['{"__proto__": {"a": 1}}', [JSON.parse('{"__proto__": {"a": 1}}')]],
])('JSON is read: %j', (text, expected) => {
  expect(parse(text)).toEqual(expected.map((value) => ({ value })));
});

test('the last line counts as ended: kubectl, Argo CD and Flux read by lines', () => {
  expect(parse('a: |\n  b')).toEqual([{ value: { a: 'b\n' } }]);
  expect(parse('a: >\n  b')).toEqual([{ value: { a: 'b\n' } }]);
});

describe.each(refused)('%s', (_, cases) => {
  test.each(cases)('%j', (text, ...expected) => {
    expect(problems(text)).toEqual(expected);
  });
});

test('an alias bomb is refused', () => {
  const levels = Array.from({ length: 12 }, (_, level) => {
    const item = level === 0 ? 'x' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array(10).fill(item).join(', ')}]\n`;
  });
  expect(problems(levels.join(''))).toEqual([expect.stringContaining('RC1005')]);
});

test('some tens of thousands of aliases are fine', () => {
  const text = `a: &a {b: 1}\nc:\n${'- *a\n'.repeat(20_000)}`;
  expect(problems(text)).toEqual([]);
});

test('one line gives one problem, and a document at most ten', () => {
  expect(problems('a: b: c: d: e\n')).toHaveLength(1);
  expect(problems('a: b: c\n'.repeat(50))).toHaveLength(10);
});

test('long text is cut in messages', () => {
  const [parsed] = parse(`a: @${'b'.repeat(500)}\n`);
  const message = parsed && 'problems' in parsed ? parsed.problems[0]?.message : undefined;
  expect(message).toMatch(/^plain value cannot start with reserved character @: "@b+…/);
  expect(message?.length).toBeLessThan(130);
});

test('the mark at the start of a text is none of an empty document at its end', () => {
  const text = '\uFEFFa: 1\n---';
  const end = { source: { name: 'bom.yaml', text }, start: 6, end: 9, syntax: 'yaml' as const };
  expect(parseDocument(end)).toEqual({ value: null });
});
