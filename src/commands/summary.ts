import type { Finding } from '../diagnostics/types.ts';
import { countText, plural } from '../diagnostics/words.ts';
import type { Outcome, Treatment } from '../outcome.ts';

const words: readonly (readonly [Treatment, string])[] = [
  ['generated', 'generated'],
  ['own', 'completed'],
  ['extension', 'left to the extension'],
  ['expected', 'expected from elsewhere'],
  ['left', 'left alone'],
  ['refused', 'refused'],
];

/**
 * `3 Knative Services: 2 generated, 1 refused; 1 error, 2 warnings`. That there is no Service is
 * only said where nothing is wrong: the fault may be that it could not be read.
 */
export function summaryOf(outcomes: readonly Outcome[], findings: readonly Finding[]): string {
  const treatments = words
    .map(([treatment, word]) => ({ word, count: count(outcomes, treatment) }))
    .filter((each) => each.count > 0)
    .map((each) => `${each.count} ${each.word}`)
    .join(', ');
  const services = plural(outcomes.length, 'Knative Service');
  const found = countText(findings);
  if (outcomes.length === 0) return found === '' ? services : found;
  return [`${services}: ${treatments}`, found].filter((part) => part !== '').join('; ');
}

function count(outcomes: readonly Outcome[], treatment: Treatment): number {
  return outcomes.filter((outcome) => outcome.treatment === treatment).length;
}
