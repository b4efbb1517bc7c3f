import { plural, visible } from '../diagnostics/words.ts';
import type { OpenRevision } from './coverage.ts';
import { unitFields } from './log.ts';
import { textTable } from './text-table.ts';

/** How a pass over everything ended. */
export interface Result {
  readonly corrections: number;
  /** How many needed revisions have their ScaledObject. */
  readonly covered: number;
  readonly uncovered: readonly OpenRevision[];
  /** Services (`namespace/name`) that something was still to be done for when time was up. */
  readonly unfinished: readonly string[];
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
export function summaryOfResult({ corrections, covered, uncovered }: Result): string {
  return `${coverageText(covered, uncovered.length)}, ${plural(corrections, 'correction')}`;
}

export function coverageText(covered: number, uncovered: number): string {
  return `${covered} of ${plural(covered + uncovered, 'needed revision')} covered`;
}
