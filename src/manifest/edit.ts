import type { Json } from '../json.ts';
import { applyEdits, isSame } from './apply-edits.ts';
import type { Draft } from './draft.ts';
import { moveAnchors } from './edit-anchors.ts';
import { styleOf } from './edit-style.ts';
import { collectionLines, isFilled, scalar } from './emit.ts';
import { flowText } from './emit-flow.ts';
import { type Layout, layoutOf } from './layout.ts';
import { parseDocument } from './parse.ts';
import { replace, rewrite } from './rewrite.ts';
import { splice } from './splices.ts';
import type { Edit, TextDocument } from './types.ts';

export { applyEdits } from './apply-edits.ts';

/**
 * The text of a document after edits. Only lines that have to change do; all else stays, comments,
 * quoting, order and line ends included, and new text follows the document's habits. The result is
 * read again: where it is not exactly what was wanted, which takes very unusual YAML, the document
 * is printed anew.
 */
export function editDocument(document: TextDocument, edits: readonly Edit[]): string {
  const text = document.source.text.slice(document.start, document.end);
  if (edits.length === 0) return text;
  const before = readValue(document);
  const root = layoutOf(document);
  if (before === undefined || root === undefined) throw new Error('nothing to edit');
  const after = applyEdits(before, edits);
  if (after === before) return text;
  const edited = editedText(document, root, edits, before, after);
  if (isSame(reread(document, edited), after)) return edited;
  const printed = printedAnew(document, root, after);
  if (isSame(reread(document, printed), after)) return printed;
  throw new Error('an edited document does not have the value that was wanted');
}

function reread({ source: { name }, syntax }: TextDocument, text: string): Json | undefined {
  return readValue({ source: { name, text }, start: 0, end: text.length, syntax });
}

function readValue(document: TextDocument): Json | undefined {
  const parsed = parseDocument(document);
  return 'value' in parsed ? parsed.value : undefined;
}

function editedText(
  document: TextDocument,
  root: Layout,
  edits: readonly Edit[],
  before: Json,
  after: Json,
): string {
  const { source, start, end } = document;
  const draft: Draft = {
    text: source.text,
    root,
    style: styleOf(document, root),
    substitutions: edits.filter((edit) => edit.op === 'substitute'),
    given: new Set(edits.flatMap((edit) => (edit.op === 'set' ? [edit.value] : []))),
    splices: [],
    changed: [],
  };
  rewrite(draft, { node: root }, before, after);
  moveAnchors(draft, (slot, value, anchor) => replace(draft, slot, value, anchor));
  return splice(source.text, start, end, draft.splices);
}

/** Its comments are lost, but for those in front of it and behind. */
function printedAnew(document: TextDocument, root: Layout, value: Json): string {
  const { source, start, end, syntax } = document;
  const { block, flow } = styleOf(document, root);
  const plain = { ...block, literals: false };
  let text = isFilled(value) ? collectionLines(value, '', plain) : scalar(value, '', plain);
  if (syntax === 'json') text = flowText(value, flow, '');
  return splice(source.text, start, end, [{ start: root.outset, end: root.end, text }]);
}
