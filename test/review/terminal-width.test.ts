import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../src/json.ts';
import { readScale } from '../../src/keda/scale.ts';
import { columnsOf } from '../../src/review/format/terminal/columns.ts';
import { printExplanation, printTerminal } from '../../src/review/format/terminal.ts';
import type { Change, Review, ReviewFinding, ServiceReview, Step } from '../../src/review/types.ts';

const text = fc.oneof(
  { weight: 3, arbitrary: fc.stringMatching(/^[a-z0-9 ./=-]{0,70}$/) },
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('注文の数を数える', 'naïve café', '…→≤–∞', '🚀🚀🚀', 'a\tb\nc', '\x1b[31m'),
);
const json: fc.Arbitrary<Json> = fc.oneof(text, fc.integer(), fc.dictionary(text, text));
const position = fc.record({
  file: fc.constantFrom('a.yaml', 'b.yaml'),
  line: fc.integer({ min: 1, max: 4 }),
  column: fc.integer({ min: 1, max: 200 }),
});

const trigger = fc.record(
  {
    type: fc.constantFrom('cpu', 'memory', 'prometheus', 'cron', 'kafka'),
    name: text,
    metricType: fc.constantFrom('Utilization', 'Value', 'AverageValue'),
    metadata: fc.record(
      {
        query: text,
        threshold: text,
        value: fc.constant('70'),
        start: text,
        end: text,
        timezone: text,
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['type', 'metadata'] },
);
const scale = fc
  .record({
    minReplicaCount: fc.nat(),
    maxReplicaCount: fc.nat(),
    triggers: fc.array(trigger, { maxLength: 3 }),
  })
  .map((spec) => readScale({ spec }));
const state = fc.record(
  {
    mode: fc.constantFrom('generate' as const, 'refused' as const, 'skipped' as const),
    reason: text,
    revision: fc.record({
      name: text,
      deployment: text,
      generation: fc.nat(),
      templateHash: text,
      prediction: fc.constantFrom('given' as const, 'initial' as const),
    }),
    scale,
  },
  { requiredKeys: ['mode'] },
);
const change: fc.Arbitrary<Change> = fc.record(
  {
    kind: fc.constantFrom('new' as const, 'revision' as const, 'same' as const),
    before: state,
    fields: fc.array(fc.record({ path: text, old: json, new: json }, { requiredKeys: ['path'] }), {
      maxLength: 3,
    }),
    meanings: fc.array(
      fc.record({
        id: text,
        level: fc.constantFrom('caution' as const, 'info' as const),
        message: text,
      }),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ['kind', 'fields', 'meanings'] },
);
const service: fc.Arbitrary<ServiceReview> = fc
  .tuple(
    fc.record({ id: text, kind: fc.constant('Service' as const), name: text, source: position }),
    fc.record({ namespace: text, change }, { requiredKeys: [] }),
    state,
  )
  .map(([named, more, state]) => ({ ...named, ...more, ...state }));
const finding: fc.Arbitrary<ReviewFinding> = fc.record(
  {
    code: fc.constant('RC2102' as const),
    severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
    path: fc.array(fc.oneof(text, fc.nat())),
    message: text,
    hint: text,
    source: position,
    service: text,
  },
  { requiredKeys: ['code', 'severity', 'path', 'message', 'hint'] },
);
const review: fc.Arbitrary<Review> = fc.record(
  {
    apiVersion: fc.constant('revcast.dev/v1' as const),
    kind: fc.constant('Review' as const),
    revcast: fc.constant('0.0.0'),
    against: text,
    summary: fc.constant({ services: 1, modes: {}, findings: { error: 1, warning: 2, info: 0 } }),
    services: fc.array(service, { maxLength: 5 }),
    findings: fc.array(finding, { maxLength: 3 }),
  },
  { requiredKeys: ['apiVersion', 'kind', 'revcast', 'summary', 'services', 'findings'] },
);
const step: fc.Arbitrary<Step> = fc.record(
  {
    field: text,
    value: json,
    from: fc.constantFrom('annotation' as const, 'config-map' as const),
    origin: text,
    reason: text,
    source: position,
  },
  { requiredKeys: ['field', 'from', 'origin', 'reason'] },
);
const explanation = fc.record({
  apiVersion: fc.constant('revcast.dev/v1' as const),
  kind: fc.constant('Explanation' as const),
  revcast: fc.constant('0.0.0'),
  service: text,
  source: position,
  steps: fc.array(step, { maxLength: 5 }),
});
const sources = fc.array(text, { minLength: 4, maxLength: 4 }).map((lines) => [
  { name: 'a.yaml', text: lines.join('\n') },
  { name: 'b.yaml', text: lines.join(' ').repeat(3) },
]);
const paper = fc.record({
  width: fc.integer({ min: 20, max: 180 }),
  color: fc.boolean(),
  unicode: fc.boolean(),
});

function isWithin(output: string, width: number): boolean {
  return stripVTControlCharacters(output)
    .split('\n')
    .every((line) => columnsOf(line) <= width);
}

const ascii = /^[\n\x20-\x7e]*$/;

test('no line of a review is wider than the terminal, and without Unicode all is ASCII', () => {
  fc.assert(
    fc.property(review, sources, paper, fc.boolean(), (review, sources, paper, all) => {
      const output = printTerminal(review, sources, paper, { all });
      expect(isWithin(output, paper.width)).toBe(true);
      if (!paper.unicode) expect(stripVTControlCharacters(output)).toMatch(ascii);
      const plain = printTerminal(review, sources, { ...paper, color: false }, { all });
      expect(stripVTControlCharacters(output)).toBe(plain);
    }),
    { numRuns: 300 },
  );
});

test('no line of an explanation is wider than the terminal, and without Unicode all is ASCII', () => {
  fc.assert(
    fc.property(explanation, paper, (explanation, paper) => {
      const output = printExplanation(explanation, paper);
      expect(isWithin(output, paper.width)).toBe(true);
      if (!paper.unicode) expect(stripVTControlCharacters(output)).toMatch(ascii);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['checkout', 8],
  ['日本語', 6],
  ['ｆｕｌｌ', 8],
  ['한국어', 6],
  ['e\u0301', 1],
  ['a\u200bb', 2],
  ['🚀', 2],
  ['1–∞ ≤ → …', 9],
])('%s takes %i columns', (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});

test('a terminal that tells no width is not taken for a narrow one', () => {
  const paper = { color: false, unicode: true };
  const [sample] = fc.sample(review, { numRuns: 1, seed: 1 });
  if (sample === undefined) throw new Error('no sample');
  const wide = printTerminal(sample, [], { ...paper, width: undefined }, { all: true });
  expect(printTerminal(sample, [], { ...paper, width: 0 }, { all: true })).toBe(wide);
});
