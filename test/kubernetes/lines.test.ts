import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLines } from '../../src/kubernetes/lines.ts';

const encoder = new TextEncoder();

test('whatever the chunks, characters split over them included, the lines are the same', () => {
  const line = fc
    .string({ unit: 'binary' })
    .map((text) => `${text.replaceAll(/[\n\uFEFF]/g, '')}.`);
  const cuts = fc.array(fc.nat(), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(line), cuts, (texts, at) => {
      const bytes = encoder.encode(texts.map((text) => `${text}\n`).join(''));
      const ends = at.map((n) => n % (bytes.length + 1)).sort((a, b) => a - b);
      const lines = createLines();
      const found = [0, ...ends].flatMap((start, n) => lines.push(bytes.subarray(start, ends[n])));
      expect(found).toEqual(texts.map((text) => new TextDecoder().decode(encoder.encode(text))));
    }),
  );
});

test('a line without an end isn’t given, and empty lines aren’t either', () => {
  const lines = createLines();
  expect(lines.push(encoder.encode('{"a":1}\n\r\n\n{"b"'))).toEqual(['{"a":1}']);
  expect(lines.push(encoder.encode(':2}'))).toEqual([]);
  expect(lines.push(encoder.encode('\n'))).toEqual(['{"b":2}']);
});
