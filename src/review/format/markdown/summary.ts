import { plural } from '../../../diagnostics/words.ts';
import type { ChangeKind, Review, ServiceReview } from '../../types.ts';
import { summaryText } from '../../words/summary.ts';
import { code, prose } from './escape.ts';

/** A bot finds its comment by it, to write it anew. */
export const marker = '<!-- revcast review -->';

export function heading({ against }: Review): string {
  return against === undefined
    ? '### What will scale'
    : `### What changes in scaling against ${code(against)}`;
}

/** `3 Services roll out, 1 is new, 194 stay the same; 1 error`. */
export function summaryLine(review: Review): string {
  const { services, against, summary } = review;
  if (against === undefined) return `${prose(summaryText(review))}.`;
  const outcomes = services.map(outcomeOf);
  const kinds = phrases.flatMap(([outcome, one, several]) => {
    const count = outcomes.filter((each) => each === outcome).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
  });
  const [first, ...rest] = kinds;
  const named = first?.replace(/^\d+/, (count) => plural(Number(count), 'Service'));
  const found = (['error', 'warning'] as const)
    .filter((severity) => summary.findings[severity] > 0)
    .map((severity) => plural(summary.findings[severity], severity));
  const what = [named ?? 'No Services', ...rest].join(', ');
  return `${[what, found.join(', ')].filter((part) => part !== '').join('; ')}.`;
}

/** What has errors is not rendered: whether it rolls out is not known before they are corrected. */
function outcomeOf({ mode, change }: ServiceReview): Outcome {
  const kind = change?.kind ?? 'same';
  return mode === 'refused' && kind !== 'gone' ? 'refused' : kind;
}

type Outcome = ChangeKind | 'refused';

const phrases: readonly (readonly [Outcome, string, string])[] = [
  ['refused', 'has errors', 'have errors'],
  ['revision', 'rolls out', 'roll out'],
  ['scaling', 'changes how it scales', 'change how they scale'],
  ['new', 'is new', 'are new'],
  ['gone', 'is gone', 'are gone'],
  ['same', 'stays the same', 'stay the same'],
];
