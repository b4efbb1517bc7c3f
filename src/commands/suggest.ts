import { nearest } from '../diagnostics/nearest.ts';

/** ` (did you mean X?)` when one of the known words is near, else nothing. */
export function suggestion(written: string, known: readonly string[]): string {
  const word = nearest(written, known);
  return word === undefined ? '' : ` (did you mean ${word}?)`;
}
