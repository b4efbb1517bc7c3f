import type { Json } from '../json.ts';
import type { Draft } from './draft.ts';
import { inStyleOf } from './edit-scalar.ts';
import { afterDash, afterKey, type BlockStyle, entryLines } from './emit.ts';
import { type CollectionLayout, isCollection, type Layout, type Member } from './layout.ts';
import { isIndentedBehind, lineEnd, spacesTo } from './text-line.ts';

/** Gives a member of a block collection another value. `anchor` is `&name` or nothing. */
export function replaceInBlock(draft: Draft, member: Member, value: Json, anchor = ''): void {
  const { mark, value: node } = member;
  // Only a `? key` can be without: rare enough to be left to the check of the result.
  if (mark === undefined) return;
  const { comment, end } = commentOf(draft.text, mark, node);
  const body = bodyOf(draft, member, value, anchor, end);
  const head = body.split(draft.style.block.eol, 1)[0] ?? '';
  if (head === body && isInline(node)) {
    const start = node.kind === 'empty' ? mark : node.outset;
    draft.splices.push({ start, end: node.end, text: start === mark ? body : body.slice(1) });
  } else {
    draft.splices.push({ start: mark, end, text: head + comment + body.slice(head.length) });
  }
}

/** Adds members at the end of a block collection, before any comment in lines of its own. */
export function appendToBlock(
  { text, style, splices }: Draft,
  { kind, members }: CollectionLayout,
  added: readonly (readonly [string | number, Json])[],
): void {
  const first = members[0];
  const last = members.at(-1);
  if (first === undefined || last === undefined) return;
  const indent = spacesTo(text, first.start);
  const at = lineEnd(text, last.end);
  const block = styleBefore(text, at, indent, style.block);
  const lines = added.map(([step, value]) => {
    if (kind === 'list') return `-${afterDash(value, indent, block)}`;
    return entryLines(String(step), value, indent, block);
  });
  const separator = block.eol + indent;
  splices.push({ start: at, end: at, text: separator + lines.join(separator) });
}

/** What follows the colon or the dash. It starts with a space or a line break. */
function bodyOf(
  { text, style }: Draft,
  { start, key, value: node }: Member,
  value: Json,
  anchor: string,
  end: number,
): string {
  if (typeof value === 'string' && node.kind === 'scalar') {
    const styled = inStyleOf(node, value, style.block.eol);
    if (styled !== undefined) return ` ${anchor && `${anchor} `}${styled}`;
  }
  const indent = spacesTo(text, start);
  const block = styleBefore(text, end, indent, style.block);
  const isCompact = key === undefined || start < key.outset;
  if (anchor !== '') {
    const inset = isCompact ? { ...block, step: '  ', listStep: '  ' } : block;
    return ` ${anchor}${afterKey(value, indent, inset)}`;
  }
  if (isCompact) return afterDash(value, indent, block);
  return afterKey(value, indent, styleAt(text, indent, node, block));
}

/** The style of what ends at an offset: a literal block must not go on in the lines behind. */
function styleBefore(text: string, end: number, indent: string, block: BlockStyle): BlockStyle {
  return isIndentedBehind(text, end, indent) ? { ...block, literals: false } : block;
}

/** A collection keeps its indentation when its content is replaced. */
function styleAt(text: string, indent: string, node: Layout, block: BlockStyle): BlockStyle {
  if (!isCollection(node) || node.flow) return block;
  const step = spacesTo(text, node.start).slice(indent.length);
  return node.kind === 'map' ? { ...block, step } : { ...block, listStep: step };
}

/** Whether a node ends in the line that a comment on it would be in. */
function isInline(node: Layout): boolean {
  if (node.kind === 'scalar') return node.token.type !== 'block-scalar';
  return !isCollection(node) || node.flow;
}

/** The comment behind a key or its value, and where the two end. */
function commentOf(text: string, mark: number, node: Layout): { comment: string; end: number } {
  if (isInline(node)) {
    const end = lineEnd(text, node.end);
    return { comment: text.slice(node.end, end).trimEnd(), end };
  }
  const line = text.slice(mark, (text.indexOf('\n', mark) + 1 || text.length + 1) - 1);
  const isBeside = isCollection(node) && node.start < mark + line.length;
  const comment = isBeside ? '' : (/[ \t]+#[^\r]*/.exec(line)?.[0] ?? '');
  return { comment, end: lineEnd(text, node.end) };
}
