import type { SourceText } from '../../manifest/types.ts';
import type { Explanation, Review } from '../types.ts';
import type { Paper } from './paper.ts';

/** What is shown besides what has changed. */
export interface Shown {
  /** With `against`: also Services that stay the same. */
  readonly all: boolean;
}

/** The review for people at a terminal. `sources` are for showing the lines that findings are in. */
export function printTerminal(
  review: Review,
  _sources: readonly SourceText[],
  _paper: Paper,
  _shown: Shown,
): string {
  return review.services.map(({ id, mode }) => `${id} ${mode}\n`).join('');
}

export function printExplanation({ service, steps }: Explanation, _paper: Paper): string {
  return `${service}\n${steps.map(({ field }) => `${field}\n`).join('')}`;
}
