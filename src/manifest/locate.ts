import type { Position } from '../diagnostics/types.ts';
import type { Path } from '../json.ts';
import { mergeOf } from './anchors.ts';
import { type Layout, layoutOf, type Member, memberAt } from './layout.ts';
import { positionAt } from './position.ts';
import { offsetInScalar } from './scalar-offset.ts';
import type { TextDocument } from './types.ts';

/**
 * Where the value at a path is in its file: the value itself if it is a scalar or an alias, else
 * the key in front of it. What does not exist is where its nearest parent is, and what a merge key
 * (`<<`) brings in is at that key. With `offset`, the place of that character of the string at the
 * path; a folded (`>`) string has only a start. Broken documents have places too.
 */
export function locate(document: TextDocument, path: Path, offset?: number): Position {
  const root = layoutOf(document);
  return positionAt(document.source, offsetOf(document.start, root, path, offset));
}

function offsetOf(
  start: number,
  root: Layout | undefined,
  path: Path,
  character: number | undefined,
): number {
  if (root === undefined) return start;
  let node = root;
  let member: Member | undefined;
  for (const step of path) {
    if (node.kind !== 'map' && node.kind !== 'list') return placeOf(node, member);
    const next = memberAt(node, step);
    if (next === undefined) return mergeOf(root, node, step)?.start ?? placeOf(node, member);
    member = next;
    node = next.value;
  }
  if (node.kind !== 'scalar' || character === undefined) return placeOf(node, member);
  return offsetInScalar(node, character);
}

function placeOf(node: Layout, member: Member | undefined): number {
  if (node.kind === 'scalar' || node.kind === 'alias') return node.start;
  return member?.key?.start ?? (node.kind === 'empty' ? member?.start : undefined) ?? node.start;
}
