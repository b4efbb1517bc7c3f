import { type Document, isPair, isScalar, type Scalar, visit } from 'yaml';
import { quoteLine, type TextProblem } from './text-problem.ts';

/**
 * Text that the `yaml` library reads as one value and go-yaml as another. All of it was found by
 * holding both against each other over generated texts. It is rare, and refused.
 */
export function disputes(text: string, tree: Document.Parsed): TextProblem[] {
  const offsets: number[] = [];
  visit(tree, {
    Scalar(_, scalar) {
      if (isFoldedTwice(scalar, text)) offsets.push(scalar.range?.[0] ?? 0);
    },
    Collection(_, collection) {
      if (!collection.flow) return;
      const nodes = collection.items.flatMap((item) =>
        isPair(item) ? [item.key, item.value] : [item],
      );
      for (const node of nodes) {
        if (isScalar(node) && isDisputedInFlow(node, text)) offsets.push(node.range?.[0] ?? 0);
      }
    },
  });
  return offsets.map((offset) => ({
    code: 'RC1018',
    message: `readers of YAML understand this differently: ${quoteLine(text, offset)}`,
    hint: 'Quote it, with spaces around',
    offset,
  }));
}

/** A line break after a backslash, and an empty line: go-yaml keeps one line break, as it should. */
function isFoldedTwice({ type, range }: Scalar, text: string): boolean {
  return type === 'QUOTE_DOUBLE' && /\\\r?\n[ \t]*\r?\n/.test(text.slice(range?.[0], range?.[1]));
}

/** In brackets and braces, go-yaml takes `a:,` for "a:", `?a` for a key, `!a,` for a tag. */
function isDisputedInFlow({ type, value, tag, range }: Scalar, text: string): boolean {
  if (type !== 'PLAIN') return false;
  if (value !== '') return /^[?:]/.test(String(value));
  const start = range?.[0] ?? 0;
  return tag !== undefined || /^:[,\]}]/.test(text.slice(start - 1, start + 1));
}
