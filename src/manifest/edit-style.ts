import type { BlockStyle } from './emit.ts';
import type { FlowStyle } from './emit-flow.ts';
import { type CollectionLayout, isCollection, type Layout, slotsOf } from './layout.ts';
import { doubleQuote, quoteInFlow } from './quote.ts';
import { eolOf, indentOf, spacesTo } from './text-line.ts';
import type { TextDocument } from './types.ts';

/** A document's habits, told by its first collections; edits follow them. */
export interface Style {
  readonly block: BlockStyle;
  readonly flow: FlowStyle;
}

export function styleOf(document: TextDocument, root: Layout): Style {
  const { text } = document.source;
  const eol = eolOf(text, document.start);
  const nodes = [...slotsOf({ node: root })].map(({ node }) => node).filter(isCollection);
  const step = stepTo(text, nodes, 'map') ?? '  ';
  const listStep = stepTo(text, nodes, 'list') ?? '';
  const space = spaceIn(text, nodes);
  const quote = document.syntax === 'json' || space === '' ? doubleQuote : quoteInFlow;
  return {
    block: { eol, step, listStep, literals: true },
    flow: { eol, quote, space, step: flowStep(text, nodes) ?? step },
  };
}

/** Whether the members of a flow collection have lines of their own. */
export function isSpread(text: string, { flow, start, members }: CollectionLayout): boolean {
  const first = members[0];
  return flow && first !== undefined && text.slice(start, first.start).includes('\n');
}

/** How far block collections are indented under their keys. */
function stepTo(
  text: string,
  nodes: readonly CollectionLayout[],
  kind: 'map' | 'list',
): string | undefined {
  for (const { members } of nodes.filter((node) => node.kind === 'map' && !node.flow)) {
    const below = members.find(({ value }) => value.kind === kind && !value.flow);
    if (below !== undefined) {
      return spacesTo(text, below.value.start).slice(spacesTo(text, below.start).length);
    }
  }
  return undefined;
}

function flowStep(text: string, nodes: readonly CollectionLayout[]): string | undefined {
  const spread = nodes.find((node) => isSpread(text, node));
  if (spread === undefined) return undefined;
  const first = spread.members[0]?.start ?? spread.start;
  return indentOf(text, first).slice(indentOf(text, spread.start).length);
}

function spaceIn(text: string, nodes: readonly CollectionLayout[]): '' | ' ' {
  for (const { flow, members } of nodes) {
    const mark = flow ? members.find((member) => member.mark !== undefined)?.mark : undefined;
    if (mark !== undefined) return /\s/.test(text.charAt(mark)) ? ' ' : '';
  }
  return ' ';
}
