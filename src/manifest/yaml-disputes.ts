import {
  type Document,
  isAlias,
  isCollection,
  isPair,
  isScalar,
  type Node,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { quoteLine, type TextProblem } from './text-problem.ts';

/**
 * Text that the `yaml` library reads as one value and go-yaml as another. All of it was found by
 * holding both against each other over generated texts. It is rare, and refused.
 */
export function disputes(text: string, tree: Document.Parsed): TextProblem[] {
  const found: Node[] = [];
  visit(tree, {
    Node(_, node) {
      const name = isAlias(node) ? node.source : (node.anchor ?? '');
      if (/[^\w-]/.test(name)) found.push(node);
      if (isScalar(node) && isDisputedScalar(node, text)) found.push(node);
      if (isCollection(node) && node.flow) {
        found.push(...flowScalars(node).filter((scalar) => isDisputedInFlow(scalar, text)));
      }
    },
  });
  const offsets = new Set(found.map(({ range }) => range?.[0] ?? 0));
  return [...offsets].map((offset) => ({
    code: 'RC1018',
    message: `readers of YAML understand this differently: ${quoteLine(text, offset)}`,
    hint: 'Write it in another way; a string in quotes and on one line',
    offset,
  }));
}

function flowScalars({ items }: YAMLMap | YAMLSeq): Scalar[] {
  return items.flatMap((item) => (isPair(item) ? [item.key, item.value] : [item])).filter(isScalar);
}

/** An odd number of backslashes, then a slash, a surrogate, or a line break and an empty line. */
const disputedEscape = /(?<!\\)(?:\\\\)*\\(?:\/|u[dD][89a-fA-F]|\r?\n[ \t]*\r?\n)/;

/**
 * go-yaml has no `\/` and no `\ud83d`; after a backslash at the end of a line it keeps an empty
 * line, as it should. In blocks, it refuses a tab at the start, and keeps lines of spaces only if
 * the block says its indentation (`|2`).
 */
function isDisputedScalar({ type, value, range }: Scalar, text: string): boolean {
  const [start, end] = range ?? [];
  if (type === 'QUOTE_DOUBLE') return disputedEscape.test(text.slice(start, end));
  if (type !== 'BLOCK_LITERAL' && type !== 'BLOCK_FOLDED') return false;
  if (/^\n*\t/.test(String(value))) return true;
  const [trailing = ''] = /^\s*/.exec(text.slice(end)) ?? [];
  const block = text.slice(start, end) + trailing;
  return /^[|>][-+]?[1-9]/.test(block) && /\n +\r?\n/.test(block);
}

/** In brackets and braces, go-yaml takes `a:,` for "a:", `?a` for a key, `!a,` for a tag. */
function isDisputedInFlow({ type, value, tag, range }: Scalar, text: string): boolean {
  if (type !== 'PLAIN') return false;
  if (value !== '') return /^[?:]/.test(String(value));
  const start = range?.[0] ?? 0;
  return tag !== undefined || /^:[,\]}]/.test(text.slice(start - 1, start + 1));
}
