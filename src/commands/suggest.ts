import { distance } from 'fastest-levenshtein';

/** ` (did you mean X?)` when one of the known words is near, else nothing. */
export function suggestion(written: string, known: readonly string[]): string {
  const nearest = known
    .map((word) => ({ word, edits: distance(written.toLowerCase(), word.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)[0];
  if (nearest === undefined || nearest.edits > Math.max(1, nearest.word.length / 3)) return '';
  return ` (did you mean ${nearest.word}?)`;
}
