import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldChange } from '../../src/review/types.ts';
import { changeIn, compared, lockAt, manifest, type Written } from './change-support.ts';

const options = <Value>(...values: Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);

const cron = (name: string | undefined, desiredReplicas: string): object => ({
  type: 'cron',
  ...(name !== undefined && { name }),
  metadata: { timezone: 'UTC', start: '0 6 * * *', end: '0 8 * * *', desiredReplicas },
});

const triggers = fc
  .uniqueArray(fc.tuple(options('a', 'b', 'trigger two', undefined), options('3', '4')), {
    selector: ([name]) => name ?? Symbol(),
    maxLength: 4,
  })
  .map((each) => JSON.stringify(each.map(([name, replicas]) => cron(name, replicas))));

const template = fc.record(
  {
    metric: options('rps'),
    target: options('5', '10'),
    'prometheus-query': options(
      'sum(x{revision="{{ .revisionName }}"})',
      'sum(y{revision=~"{{.revisionName}}-.*", path="hello"})',
      'sum(x)',
    ),
    'max-scale': options('0', '5', '20'),
    'min-scale': options('0', '1', '3'),
    window: options('30s', '60s'),
    'extra-prometheus-triggers': triggers,
  },
  { requiredKeys: ['metric', 'target', 'prometheus-query'] },
);

const written: fc.Arbitrary<Written> = fc.record({
  template,
  labels: options({}, { team: 'a' }, { team: 'b' }),
  image: options('hello:1', 'hello:2'),
  service: options(
    {},
    { 'revcast.dev/scaled-object': 'spec: {maxReplicaCount: 4, cooldownPeriod: 60}' },
    { 'revcast.dev/mode': 'skip' },
  ),
});

/** The names of the two sides differ, as with a lock file that counts. */
const [older, newer] = [{ lock: lockAt(3) }, { lock: lockAt(6) }];

function swapped({ path, old, new: now }: FieldChange): FieldChange {
  return { path, ...(now !== undefined && { old: now }), ...(old !== undefined && { new: old }) };
}

/** By the path less the trigger: it goes by its name or place on the newer side. */
function inAnyOrder(fields: readonly FieldChange[]): string[] {
  return fields
    .map((field) =>
      JSON.stringify({ ...field, path: field.path.replace(/^spec\.triggers\[[^\]]*\]/, '') }),
    )
    .sort();
}

describe('for any two states of a Service', () => {
  test('a review against itself says that all is the same', () => {
    fc.assert(
      fc.property(written, (state) => {
        const { kind, fields, meanings } = changeIn(compared(manifest(state), manifest(state)));
        expect({ kind, fields, meanings }).toEqual({ kind: 'same', fields: [], meanings: [] });
      }),
      { numRuns: 50 },
    );
  });

  test('fields never mention a revision', () => {
    fc.assert(
      fc.property(written, written, (before, now) => {
        const { fields } = changeIn(compared(manifest(before), manifest(now), newer, older));
        expect(JSON.stringify(fields)).not.toMatch(/hello-0000/);
      }),
      { numRuns: 100 },
    );
  });

  test('back again is the same change with old and new swapped', () => {
    fc.assert(
      fc.property(written, written, (before, now) => {
        const there = changeIn(compared(manifest(before), manifest(now), newer, older));
        const back = changeIn(compared(manifest(now), manifest(before), newer, older));
        expect(inAnyOrder(back.fields)).toEqual(inAnyOrder(there.fields.map(swapped)));
        expect(back.kind).toBe(there.kind);
      }),
      { numRuns: 100 },
    );
  });

  test('cautions come before all else, and no sentence ends in a full stop', () => {
    fc.assert(
      fc.property(written, written, (before, now) => {
        const { meanings } = changeIn(compared(manifest(before), manifest(now), newer, older));
        const levels = meanings.map(({ level }) => level);
        expect(levels).toEqual(levels.toSorted());
        for (const { message } of meanings)
          expect(message).not.toMatch(/\.$|undefined|NaN|Infinity/);
      }),
      { numRuns: 100 },
    );
  });
});
