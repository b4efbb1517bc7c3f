import { type Json, valueAt } from '../json.ts';
import { targetOf } from './anchors.ts';
import type { Draft } from './draft.ts';
import { isCollection, type Layout, type Slot, slotsOf } from './layout.ts';
import type { Splice } from './splices.ts';

/** Notes the anchors in a part of the document that is about to be replaced. */
export function noteAnchors(draft: Draft, node: Layout, value: Json | undefined): void {
  if (value === undefined) return;
  if (node.anchor !== undefined) draft.changed.push({ node, value });
  if (!isCollection(node)) return;
  for (const member of node.members) {
    noteAnchors(draft, member.value, valueAt(value, [member.step]));
  }
}

/**
 * Keeps the aliases of changed nodes what they were: the first one that is left takes the anchor
 * over, with the old value.
 */
export function moveAnchors(
  draft: Draft,
  replace: (slot: Slot, value: Json, anchor: string) => void,
): void {
  const { root, splices, changed } = draft;
  for (const { node, value } of changed) {
    for (const slot of slotsOf({ node: root })) {
      if (slot.node.kind !== 'alias' || isCovered(draft, slot.node)) continue;
      if (targetOf(root, slot.node) !== node) continue;
      if (!isCovered(draft, node)) splices.push(removalOf(draft, node));
      replace(slot, value, `&${slot.node.name}`);
      break;
    }
  }
}

function isCovered({ splices }: Draft, { outset, end }: Layout): boolean {
  return splices.some((splice) => splice.start <= outset && splice.end >= end);
}

/** Takes away an anchor, and the space in front of it if that is no indentation. */
function removalOf({ text }: Draft, { outset, anchor = '' }: Layout): Splice {
  const found = text.indexOf(`&${anchor}`, outset);
  let start = found;
  while (text[start - 1] === ' ') start--;
  if (text[start - 1] === '\n') start = found;
  return { start, end: found + anchor.length + 1, text: '' };
}
