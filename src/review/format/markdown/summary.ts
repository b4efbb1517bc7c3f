import { plural } from '../../../diagnostics/words.ts';
import type { ChangeKind, Review } from '../../types.ts';
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
  const { changes, findings } = review.summary;
  if (changes === undefined) return `${prose(summaryText(review))}.`;
  const kinds = phrases.flatMap(([kind, one, several]) => {
    const count = changes[kind] ?? 0;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
  });
  const [first, ...rest] = kinds;
  const named = first?.replace(/^\d+/, (count) => plural(Number(count), 'Service'));
  const found = (['error', 'warning'] as const)
    .filter((severity) => findings[severity] > 0)
    .map((severity) => plural(findings[severity], severity));
  const what = [named ?? 'No Services', ...rest].join(', ');
  return `${[what, found.join(', ')].filter((part) => part !== '').join('; ')}.`;
}

const phrases: readonly (readonly [ChangeKind, string, string])[] = [
  ['revision', 'rolls out', 'roll out'],
  ['scaling', 'changes how it scales', 'change how they scale'],
  ['new', 'is new', 'are new'],
  ['gone', 'is gone', 'are gone'],
  ['same', 'stays the same', 'stay the same'],
];
