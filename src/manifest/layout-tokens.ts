import type { CST } from 'yaml';
import type { CollectionLayout, Layout, Member, Place } from './layout.ts';
import { blockEnd, textOf } from './layout-scalar.ts';
import { resolvePlain } from './scalar.ts';

type Token = CST.Token | null | undefined;
type OpenPlace = Omit<Place, 'end'>;

interface Frame {
  /** Where the text that the tokens are of is in its source. */
  readonly base: number;
  /** In how many collections the tokens are. */
  readonly depth: number;
}

/** What is nested deeper has no layout: a little more than what can be read at all. */
const maxDepth = 510;

/**
 * A layout from a token of the `yaml` library's concrete syntax tree and the tokens in front of it;
 * without a token it is an empty one `at` an offset.
 */
export function layoutOfToken(
  { base, depth }: Frame,
  found: Token,
  before: readonly CST.SourceToken[],
  at: number,
): Layout {
  const token = depth < maxDepth ? found : undefined;
  const inside = { base, depth: depth + 1 };
  const place = placeOf(base, token, before, at);
  switch (token?.type) {
    case 'alias':
      return { ...place, kind: 'alias', end: endOf(base, token), name: token.source.slice(1) };
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      if (token.source === '') return layoutOfToken(inside, undefined, before, at);
      return { ...place, kind: 'scalar', end: endOf(base, token), token };
    case 'block-scalar':
      return { ...place, kind: 'scalar', end: base + blockEnd(token), token };
    case 'block-map':
      return collection('map', false, place, mapMembers(inside, token.items));
    case 'block-seq':
      return collection('list', false, place, listMembers(inside, token.items));
    case 'flow-collection':
      return flowCollection(inside, place, token);
    default:
      return { ...place, kind: 'empty', end: place.start };
  }
}

function placeOf(
  base: number,
  token: Token,
  before: readonly CST.SourceToken[],
  at: number,
): OpenPlace {
  const properties = before.filter(({ type }) => type === 'anchor' || type === 'tag');
  const first = properties[0];
  const last = properties.at(-1);
  const after = last === undefined ? base + at : endOf(base, last);
  const start = token ? base + token.offset : after;
  return {
    start,
    outset: first === undefined ? start : base + first.offset,
    anchor: properties.find(({ type }) => type === 'anchor')?.source.slice(1),
  };
}

function collection(
  kind: 'map' | 'list',
  flow: boolean,
  place: OpenPlace,
  members: readonly Member[],
): CollectionLayout {
  return { ...place, kind, flow, members, end: members.at(-1)?.end ?? place.start };
}

function flowCollection(
  frame: Frame,
  place: OpenPlace,
  { start, items, end }: CST.FlowCollection,
): CollectionLayout {
  const isMap = start.type === 'flow-map-start';
  const members = isMap ? mapMembers(frame, items) : listMembers(frame, items);
  const open = collection(isMap ? 'map' : 'list', true, place, members);
  const close = end.find(({ type }) => type === 'flow-map-end' || type === 'flow-seq-end');
  return close === undefined ? open : { ...open, end: endOf(frame.base, close) };
}

function mapMembers(frame: Frame, items: readonly CST.CollectionItem[]): Member[] {
  return items.filter(({ key, sep }) => key || sep).map((item) => mapMember(frame, item));
}

function mapMember(frame: Frame, item: CST.CollectionItem): Member {
  const { base } = frame;
  const sep = item.sep ?? [];
  const colon = sep.find(({ type }) => type === 'map-value-ind');
  const question = item.start.find(({ type }) => type === 'explicit-key-ind');
  const keyAt = item.key?.offset ?? question?.offset ?? colon?.offset ?? 0;
  const key = layoutOfToken(frame, item.key, item.start, keyAt);
  const mark = colon && endOf(base, colon);
  const before = colon === undefined ? [] : sep.slice(sep.indexOf(colon) + 1);
  const value = layoutOfToken(frame, item.value, before, (mark ?? key.end) - base);
  return {
    step: keyText(key),
    start: question === undefined ? key.outset : base + question.offset,
    end: Math.max(key.end, value.end),
    mark,
    key,
    value,
  };
}

function listMembers(frame: Frame, items: readonly CST.CollectionItem[]): Member[] {
  const { base } = frame;
  const members: Member[] = [];
  for (const item of items) {
    const dash = item.start.find(({ type }) => type === 'seq-item-ind');
    if (!dash && !item.key && !item.sep && !item.value) continue;
    const mark = dash && endOf(base, dash);
    const value = item.key || item.sep ? pair(frame, item) : itemValue(frame, item, mark);
    const start = dash === undefined ? value.outset : base + dash.offset;
    members.push({ step: members.length, start, end: value.end, mark, key: undefined, value });
  }
  return members;
}

function itemValue(frame: Frame, item: CST.CollectionItem, mark: number | undefined): Layout {
  const at = mark === undefined ? (item.value?.offset ?? 0) : mark - frame.base;
  return layoutOfToken(frame, item.value, item.start, at);
}

/** `[a: b]` is a list of one map. */
function pair(frame: Frame, item: CST.CollectionItem): CollectionLayout {
  const member = mapMember(frame, item);
  const place = { start: member.start, outset: member.start, anchor: undefined };
  return collection('map', true, place, [member]);
}

/** A key as the string that it is in JSON: `yes:` and `"true":` are the same key. */
function keyText(key: Layout): string {
  if (key.kind !== 'scalar') return '';
  return key.token.type === 'scalar' ? String(resolvePlain(textOf(key.token))) : textOf(key.token);
}

function endOf(base: number, { offset, source }: { offset: number; source: string }): number {
  return base + offset + source.length;
}
