import { isObject, type Json, valueAt } from '../json.ts';
import { isSame } from './apply-edits.ts';
import type { Draft } from './draft.ts';
import { noteAnchors } from './edit-anchors.ts';
import { appendToBlock, replaceInBlock } from './edit-block.ts';
import { appendToFlow, replaceInFlow } from './edit-flow.ts';
import { keptItems, removals } from './edit-removal.ts';
import { substituted } from './edit-scalar.ts';
import { type CollectionLayout, isCollection, memberAt, type Slot } from './layout.ts';

/** Collects what leads from one value to another at a place. */
export function rewrite(draft: Draft, slot: Slot, before: Json | undefined, after: Json): void {
  if (isSame(before, after)) return;
  const { node } = slot;
  if (isCollection(node) && Array.isArray(before) && shrink(draft, node, before, after)) return;
  if (isCollection(node) && !draft.given.has(after) && growsInto(node, before, after)) {
    if (node.anchor !== undefined) draft.changed.push({ node, value: before });
    rewriteMembers(draft, node, before, after);
    return;
  }
  if (node.kind === 'scalar' && typeof after === 'string' && typeof before === 'string') {
    const change = substituted(node, after, draft.substitutions);
    if (change !== undefined) {
      if (node.anchor !== undefined) draft.changed.push({ node, value: before });
      draft.splices.push(change);
      return;
    }
  }
  noteAnchors(draft, node, before);
  replace(draft, slot, after);
}

/** Takes items out of a list and goes on with the others; false if that can't be done. */
function shrink(draft: Draft, node: CollectionLayout, before: Json[], after: Json): boolean {
  if (!Array.isArray(after) || after.length === 0 || after.length >= before.length) return false;
  const kept = keptItems(before, after);
  const splices = kept === undefined ? undefined : removals(draft, node, kept);
  if (kept === undefined || splices === undefined) return false;
  draft.splices.push(...splices);
  const itemOf = new Map(kept.map((from, index) => [from, after[index]]));
  for (const [index, member] of node.members.entries()) {
    const { value } = member;
    const item = itemOf.get(index);
    if (item === undefined) noteAnchors(draft, value, before[index]);
    else rewrite(draft, { node: value, member, parent: node }, before[index], item);
  }
  return true;
}

/** The document as a whole has no place to be replaced in: it is printed anew by the caller. */
export function replace(draft: Draft, { member, parent }: Slot, value: Json, anchor = ''): void {
  if (member === undefined || parent === undefined) return;
  if (parent.flow) replaceInFlow(draft, parent, member, value, anchor);
  else replaceInBlock(draft, member, value, anchor);
}

function rewriteMembers(draft: Draft, node: CollectionLayout, before: Json, after: Json): void {
  const added: [string | number, Json][] = [];
  const steps = Array.isArray(after) ? after.keys() : Object.keys(after ?? {});
  for (const step of steps) {
    const old = valueAt(before, [step]);
    const value = valueAt(after, [step]);
    if (value === undefined || value === old) continue;
    const member = memberAt(node, step);
    if (member === undefined) added.push([step, value]);
    else rewrite(draft, { node: member.value, member, parent: node }, old, value);
  }
  if (added.length === 0) return;
  if (node.flow) appendToFlow(draft, node, added);
  else appendToBlock(draft, node, added);
}

/** Whether one value becomes the other by changing members and adding some. */
function growsInto(node: CollectionLayout, before: Json | undefined, after: Json): before is Json {
  if (node.members.length === 0) return false;
  if (Array.isArray(before)) return Array.isArray(after) && after.length >= before.length;
  return (
    isObject(before) &&
    isObject(after) &&
    Object.keys(before).every((key) => Object.hasOwn(after, key))
  );
}
