import { type Document, parse, type Scalar, visit } from 'yaml';
import { strangeCharacter } from './characters.ts';
import type { TextProblem } from './text-problem.ts';

/**
 * NEL, LS and PS: line breaks in YAML 1.1, and so for go-yaml; characters in YAML 1.2, and so for
 * the `yaml` library. In double quotes and in one line they are read as go-yaml reads them, since
 * some printers of JSON leave them there; elsewhere they are refused.
 */
const oldBreaks = /[\x85\u2028\u2029]/g;

/** Breaks whose folding is not as simple as `unfold` has it. */
const intricate =
  /\n|\\[ \t]*[\x85\u2028\u2029]|[\x85\u2028\u2029][ \t]*\x85|\x85[ \t]*[\u2028\u2029]/;

export function hasOldBreaks(text: string): boolean {
  return /[\x85\u2028\u2029]/.test(text);
}

/** Breaks in other places than one-line scalars in double quotes. */
export function breakProblems(text: string, tree: Document.Parsed): TextProblem[] {
  const found = new Set([...text.matchAll(oldBreaks)].map(({ index }) => index));
  if (found.size === 0) return [];
  visit(tree, {
    Scalar(_, scalar) {
      const source = sourceOf(scalar, text);
      if (scalar.type !== 'QUOTE_DOUBLE' || intricate.test(source)) return;
      const start = scalar.range?.[0] ?? 0;
      for (const { index } of source.matchAll(oldBreaks)) found.delete(start + index);
    },
  });
  const what = 'is a line break for some readers of YAML, and none for others';
  return [...found].map((offset) => strangeCharacter(text, offset, what));
}

/** The string of a scalar in double quotes as go-yaml reads it: without white space at breaks. */
export function unfold(scalar: Scalar, text: string): string {
  const folded = sourceOf(scalar, text)
    .replaceAll(/[ \t]*\x85[ \t]*/g, ' ')
    .replaceAll(/[ \t]*\u2028[ \t]*/g, '\\L')
    .replaceAll(/[ \t]*\u2029[ \t]*/g, '\\P');
  return parse(folded, { schema: 'failsafe' });
}

function sourceOf({ range }: Scalar, text: string): string {
  return text.slice(range?.[0], range?.[1]);
}
