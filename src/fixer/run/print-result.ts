import { plural, visible } from '../../diagnostics/words.ts';
import type { OpenRevision } from './coverage.ts';
import { unitFields } from './log.ts';
import type { FixSettings } from './settings.ts';
import { textTable } from './text-table.ts';

/** How a pass over everything ended. */
export interface Result {
  readonly corrections: number;
  /** How many needed revisions have their ScaledObject. */
  readonly covered: number;
  readonly uncovered: readonly OpenRevision[];
  /** Services (`namespace/name`) that something was still to be done for when time was up. */
  readonly unfinished: readonly string[];
  /** How many Services were looked at. */
  readonly looked: number;
}

/** For programs: one JSON object; for people: a table of what is left, if anything is. */
export function printResult(result: Result, format: 'table' | 'json'): string {
  const { corrections, covered, unfinished } = result;
  const uncovered = result.uncovered.map(({ key, revision, because }) => ({
    ...unitFields(key),
    revision,
    because,
  }));
  if (format === 'json') {
    return `${JSON.stringify({ corrections, covered, uncovered, unfinished }, undefined, 2)}\n`;
  }
  const rows = [
    ...uncovered.map((each) => [each.namespace, each.service, each.revision, each.because]),
    ...unfinished.map((key) => {
      const { namespace, service } = unitFields(key);
      return [namespace, service, '', 'not finished in time: the log says more'];
    }),
  ];
  if (rows.length === 0) return '';
  const shown = rows.map((row) => row.map(visible));
  return textTable(['NAMESPACE', 'SERVICE', 'REVISION', 'BECAUSE'], shown);
}

/** One line for people. */
export function summaryOfResult(
  { corrections, covered, uncovered, looked }: Result,
  settings: Scope,
): string {
  const coverage = coverageText({ covered, uncovered: uncovered.length, looked }, settings);
  return `${coverage}, ${plural(corrections, 'correction')}`;
}

/** What was looked at. */
export type Scope = Pick<FixSettings, 'namespace' | 'selector'>;

interface Counts {
  readonly covered: number;
  readonly uncovered: number;
  /** Of Services. */
  readonly looked: number;
}

/** Where there is nothing to cover, a namespace may be misspelt, or automatic creation be on. */
export function coverageText({ covered, uncovered, looked }: Counts, scope: Scope): string {
  const all = covered + uncovered;
  if (all > 0) return `${covered} of ${plural(all, 'needed revision')} covered`;
  if (looked > 0) {
    return `nothing to cover: of ${plural(looked, 'Service')} none is of class hpa with automatic creation off`;
  }
  const { namespace, selector } = scope;
  const labels = selector === undefined ? '' : ` with ${selector}`;
  const where = namespace === undefined ? 'the cluster' : `namespace ${namespace}`;
  return `nothing to cover: no Service${labels} in ${where}`;
}
