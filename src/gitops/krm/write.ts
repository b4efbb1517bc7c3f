import type { Json, JsonObject } from '../../json.ts';
import type { Draft } from '../../manifest/draft.ts';
import { appendToBlock } from '../../manifest/edit-block.ts';
import { appendToFlow } from '../../manifest/edit-flow.ts';
import { isSpread, styleOf } from '../../manifest/edit-style.ts';
import { afterDash } from '../../manifest/emit.ts';
import { flowText } from '../../manifest/emit-flow.ts';
import { type CollectionLayout, isCollection, memberAt } from '../../manifest/layout.ts';
import { replace } from '../../manifest/rewrite.ts';
import { type Splice, splice } from '../../manifest/splices.ts';
import { indentOf, spacesTo } from '../../manifest/text-line.ts';
import { insideOf } from './part.ts';
import type { Item, ResourceList } from './resource-list.ts';

/** What becomes of an item. */
export interface ItemChange {
  /** Its text as a document of its own; undefined: it is left out. */
  readonly text: string | undefined;
  /** New items behind it. */
  readonly after: readonly Json[];
}

/**
 * The list with its changes, and with results unless they are undefined. What does not change leaves
 * as the bytes it came as.
 */
export function writeResourceList(
  list: ResourceList,
  changeOf: (item: Item) => ItemChange | undefined,
  results: JsonObject[] | undefined,
): string {
  const { document, root } = list;
  const { text } = document.source;
  const draft: Draft = {
    text,
    root,
    style: styleOf(document, root),
    substitutions: [],
    given: new Set(),
    splices: [],
    changed: [],
  };
  if (isCollection(list.list.value)) writeItems(draft, list, list.list.value, changeOf);
  if (results !== undefined) writeResults(draft, root, results);
  return splice(text, 0, text.length, draft.splices);
}

function writeItems(
  draft: Draft,
  { root, list, items }: ResourceList,
  layout: CollectionLayout,
  changeOf: (item: Item) => ItemChange | undefined,
): void {
  const splices: Splice[] = [];
  let isAnyLeft = false;
  for (const [index, item] of items.entries()) {
    const change = changeOf(item);
    const pieces = change === undefined ? [] : piecesOf(draft, layout, item, change);
    if (change === undefined || pieces.length > 0) {
      isAnyLeft = true;
      const text = pieces.join(separator(draft, layout, item));
      if (change !== undefined) splices.push({ start: item.member.start, end: item.end, text });
      continue;
    }
    const before = isAnyLeft ? items[index - 1] : undefined;
    const behind = layout.flow ? items[index + 1]?.member.start : undefined;
    splices.push(removal(draft.text, item, before?.end, behind));
  }
  if (isAnyLeft || items.length === 0) draft.splices.push(...splices);
  else replace(draft, { node: list.value, member: list, parent: root }, []);
}

/**
 * Takes an item out, and what is between it and the end of the item before. With no item left before
 * it, what is behind it moves up: as far as the next item in a flow sequence, which has commas.
 */
function removal(text: string, { member, end }: Item, before?: number, behind?: number): Splice {
  if (before !== undefined) return { start: before, end, text: '' };
  const next = behind ?? text.length - text.slice(end).trimStart().length;
  return { start: member.start, end: next, text: '' };
}

/** The item and the new ones behind it, each from its dash on in a block. */
function piecesOf(
  { text, style }: Draft,
  layout: CollectionLayout,
  item: Item,
  { text: own, after }: ItemChange,
): string[] {
  const { member, start, end, source } = item;
  const inside = own === source.text ? text.slice(start, end) : insideOf(item, own ?? '');
  const kept = own === undefined ? [] : [text.slice(member.start, start) + inside];
  if (layout.flow) {
    const indent = isSpread(text, layout) ? indentOf(text, member.start) : undefined;
    return [...kept, ...after.map((object) => flowText(object, style.flow, indent))];
  }
  const indent = spacesTo(text, member.start);
  return [...kept, ...after.map((object) => `-${afterDash(object, indent, style.block)}`)];
}

function separator({ text, style }: Draft, layout: CollectionLayout, { member }: Item): string {
  if (!layout.flow) return style.block.eol + spacesTo(text, member.start);
  if (!isSpread(text, layout)) return `,${style.flow.space}`;
  return `,${style.flow.eol}${indentOf(text, member.start)}`;
}

function writeResults(draft: Draft, root: CollectionLayout, results: JsonObject[]): void {
  const member = memberAt(root, 'results');
  if (member !== undefined) replace(draft, { node: member.value, member, parent: root }, results);
  else if (results.length === 0) return;
  else if (root.flow) appendToFlow(draft, root, [['results', results]]);
  else appendToBlock(draft, root, [['results', results]]);
}
