import { distance } from 'fastest-levenshtein';

/**
 * The known word that a misspelt one most likely stands for, if any is near enough: at most
 * `edits` changes of a letter away, or a third of the known word's length, and not all of it.
 */
export function nearest(
  written: string,
  known: Iterable<string>,
  edits?: number,
): string | undefined {
  let best: { word: string; edits: number } | undefined;
  for (const word of known) {
    const found = distance(written.toLowerCase(), word.toLowerCase());
    if (best === undefined || found < best.edits) best = { word, edits: found };
  }
  if (best === undefined || best.edits > (edits ?? Math.max(1, best.word.length / 3))) {
    return undefined;
  }
  return best.edits < best.word.length ? best.word : undefined;
}
