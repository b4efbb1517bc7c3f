import { type CST, Parser } from 'yaml';
import { layoutOfToken } from './layout-tokens.ts';
import type { TextDocument } from './types.ts';

/**
 * Where the parts of a document are. It is made of whatever can be recognized in a broken document,
 * and has JSON's objects and arrays as flow collections. Offsets are into the source's text.
 */
export type Layout = ScalarLayout | EmptyLayout | AliasLayout | CollectionLayout;

export interface Place {
  readonly start: number;
  /** Before any comment, white space or line break that follows. */
  readonly end: number;
  /** Where the anchor or tag begins; `start` without these. */
  readonly outset: number;
  readonly anchor: string | undefined;
}

export interface ScalarLayout extends Place {
  readonly kind: 'scalar';
  readonly token: CST.FlowScalar | CST.BlockScalar;
}

/** The null of a key or dash with nothing behind it. */
export interface EmptyLayout extends Place {
  readonly kind: 'empty';
}

export interface AliasLayout extends Place {
  readonly kind: 'alias';
  readonly name: string;
}

export interface CollectionLayout extends Place {
  readonly kind: 'map' | 'list';
  readonly flow: boolean;
  readonly members: readonly Member[];
}

export interface Member {
  readonly step: string | number;
  readonly start: number;
  readonly end: number;
  /** After the colon or the dash; undefined if there is none. */
  readonly mark: number | undefined;
  readonly key: Layout | undefined;
  readonly value: Layout;
}

/** A place for a value: a member of a collection, a key, or the document. */
export interface Slot {
  readonly node: Layout;
  readonly member?: Member;
  readonly parent?: CollectionLayout;
}

/** Of each source the layout that was asked for last. */
const latest = new WeakMap<object, { document: TextDocument; root: Layout | undefined }>();

/** The layout of a document's value; undefined if it has none. */
export function layoutOf(document: TextDocument): Layout | undefined {
  const known = latest.get(document.source);
  if (known?.document === document) return known.root;
  const slice = document.source.text.slice(document.start, document.end);
  const root = readLayout(slice, document.start);
  latest.set(document.source, { document, root });
  return root;
}

/** `base` is where the text is in its source. */
export function readLayout(text: string, base: number): Layout | undefined {
  for (const token of new Parser().parse(text)) {
    if (token.type === 'document' && token.value !== undefined) {
      return layoutOfToken({ base, depth: 0 }, token.value, token.start, token.value.offset);
    }
  }
  return undefined;
}

/** The member that counts: of duplicate keys the last. */
export function memberAt(node: CollectionLayout, step: string | number): Member | undefined {
  if (node.kind === 'list') return typeof step === 'number' ? node.members[step] : undefined;
  return node.members.findLast((member) => member.step === step);
}

/** All places for values, keys among them, in the order of the text. */
export function* slotsOf(slot: Slot): Generator<Slot> {
  yield slot;
  const { node } = slot;
  if (!isCollection(node)) return;
  for (const member of node.members) {
    if (member.key !== undefined) yield* slotsOf({ node: member.key });
    yield* slotsOf({ node: member.value, member, parent: node });
  }
}

export function isCollection(node: Layout): node is CollectionLayout {
  return node.kind === 'map' || node.kind === 'list';
}
