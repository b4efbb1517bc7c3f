import { expect, test } from 'vitest';
import { createCoverage } from '../../src/fixer/run/coverage.ts';
import type { Plan, Told } from '../../src/fixer/types.ts';

const warning = (reason: string): Told => ({ type: 'Warning', reason, message: `${reason}!` });
const lacking = (revision: string, isTransient = false) => ({
  revision,
  because: 'of something',
  isTransient,
});

function seen(part: Partial<Plan>): Plan {
  return { actions: [], covered: [], uncovered: [], told: [], ...part };
}

test('the same is news once, and again after it was over', () => {
  const coverage = createCoverage();
  const plan = seen({ uncovered: [lacking('a-00001')], told: [warning('Foreign')] });
  const news = { uncovered: plan.uncovered, warnings: plan.told };
  const none = { uncovered: [], warnings: [] };
  expect(coverage.note('ns/a', plan)).toEqual(news);
  expect(coverage.note('ns/a', plan)).toEqual(none);
  expect(coverage.note('ns/b', plan)).toEqual(news);
  expect(coverage.note('ns/a', seen({}))).toEqual(none);
  expect(coverage.note('ns/a', plan)).toEqual(news);
});

test('what somebody has to look at is counted by Service, what gets right by itself apart', () => {
  const coverage = createCoverage();
  const normal: Told = { type: 'Normal', reason: 'ScaledObjectCreated', message: '' };
  coverage.note(
    'ns/b',
    seen({
      covered: ['b-00001', 'b-00002'],
      uncovered: [lacking('b-00003'), lacking('b-00004', true)],
      told: [warning('Foreign'), { ...warning('Foreign'), message: 'another' }, normal],
    }),
  );
  coverage.note('ns/a', seen({ covered: ['a-00001'], uncovered: [lacking('a-00002')] }));
  expect(coverage.covered()).toBe(3);
  expect(coverage.uncovered()).toEqual({ transient: 1, lasting: 2 });
  expect([...coverage.warnings()]).toEqual([['Foreign', 1]]);
  expect(coverage.open().map(({ key, revision }) => [key, revision])).toEqual([
    ['ns/a', 'a-00002'],
    ['ns/b', 'b-00003'],
    ['ns/b', 'b-00004'],
  ]);
});

test('a Service that another replica looks after is not counted', () => {
  const coverage = createCoverage();
  coverage.note('ns/a', seen({ covered: ['a-00001'], uncovered: [lacking('a-00002')] }));
  coverage.forget('ns/a');
  expect(coverage.covered()).toBe(0);
  expect(coverage.uncovered()).toEqual({ transient: 0, lasting: 0 });
  expect(coverage.open()).toEqual([]);
});
