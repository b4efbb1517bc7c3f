import { isObject, type Json, stringAt } from '../json.ts';
import { isSame } from './apply-edits.ts';
import type { Draft } from './draft.ts';
import type { CollectionLayout } from './layout.ts';
import type { Splice } from './splices.ts';
import { lineEnd, lineStart } from './text-line.ts';

/**
 * Which items of a list became those of a shorter one, in the same order: equal values and objects
 * of the same kind and name. undefined unless all are found.
 */
export function keptItems(before: readonly Json[], after: readonly Json[]): number[] | undefined {
  const kept: number[] = [];
  for (const [index, old] of before.entries()) {
    const next = after[kept.length];
    if (next !== undefined && isAlike(old, next)) kept.push(index);
  }
  return kept.length === after.length ? kept : undefined;
}

function isAlike(one: Json, other: Json): boolean {
  if (!isObject(one) || !isObject(other)) return isSame(one, other);
  const name = stringAt(one, ['metadata', 'name']);
  if (name === undefined) return isSame(one, other);
  return one.kind === other.kind && name === stringAt(other, ['metadata', 'name']);
}

/** The change that takes items out of a list, but not all; undefined if they share lines. */
export function removals(
  { text }: Draft,
  { flow, members }: CollectionLayout,
  kept: readonly number[],
): Splice[] | undefined {
  const isKept = new Set(kept);
  const splices: Splice[] = [];
  for (const [index, { start, end }] of members.entries()) {
    if (isKept.has(index)) continue;
    const previous = members[index - 1];
    const next = members[index + 1];
    if (!flow) {
      if (text.slice(lineStart(text, start), start).trim() !== '') return undefined;
      splices.push(wholeLines(text, start, end));
    } else if (index > (kept[0] ?? 0) && previous !== undefined) {
      splices.push({ start: previous.end, end, text: '' });
    } else {
      splices.push({ start, end: next?.start ?? end, text: '' });
    }
  }
  return splices;
}

function wholeLines(text: string, start: number, end: number): Splice {
  const last = lineEnd(text, end);
  const newline = text.indexOf('\n', last) + 1;
  if (newline > 0) return { start: lineStart(text, start), end: newline, text: '' };
  const before = lineStart(text, start);
  return { start: before - (text.endsWith('\r\n', before) ? 2 : 1), end: last, text: '' };
}
