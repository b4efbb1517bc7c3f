import type { Json } from '../json.ts';
import type { Draft } from './draft.ts';
import { inStyleOf } from './edit-scalar.ts';
import { isSpread } from './edit-style.ts';
import { flowEntry, flowText } from './emit-flow.ts';
import type { CollectionLayout, Member } from './layout.ts';
import { indentOf, lineEnd } from './text-line.ts';

/** Gives a member of a flow collection another value. `anchor` is `&name` or nothing. */
export function replaceInFlow(
  draft: Draft,
  parent: CollectionLayout,
  member: Member,
  value: Json,
  anchor = '',
): void {
  const { mark, value: node } = member;
  const body = (anchor && `${anchor} `) + bodyOf(draft, parent, member, value);
  const colon = mark === undefined ? ': ' : ' ';
  const text = node.kind === 'empty' ? colon + body : body;
  draft.splices.push({ start: node.outset, end: node.end, text });
}

/** Adds members at the end of a flow collection that has some. */
export function appendToFlow(
  { text, style: { flow }, splices }: Draft,
  collection: CollectionLayout,
  added: readonly (readonly [string | number, Json])[],
): void {
  const last = collection.members.at(-1);
  if (last === undefined) return;
  const indent = isSpread(text, collection) ? indentOf(text, last.start) : undefined;
  const members = added.map(([step, value]) =>
    collection.kind === 'list'
      ? flowText(value, flow, indent)
      : flowEntry(String(step), value, flow, indent),
  );
  if (indent === undefined) {
    const insertion = members.map((member) => `,${flow.space}${member}`).join('');
    splices.push({ start: last.end, end: last.end, text: insertion });
    return;
  }
  const comma = commaAfter(text, last.end);
  if (comma === undefined) splices.push({ start: last.end, end: last.end, text: ',' });
  const at = lineEnd(text, comma ?? last.end);
  const lines = members.map((member) => flow.eol + indent + member).join(',');
  splices.push({ start: at, end: at, text: comma === undefined ? lines : `${lines},` });
}

function bodyOf(
  { text, style: { flow } }: Draft,
  parent: CollectionLayout,
  { start, value: node }: Member,
  value: Json,
): string {
  if (typeof value === 'string' && node.kind === 'scalar') {
    const styled = inStyleOf(node, value, flow.eol);
    if (styled !== undefined) return styled;
  }
  return flowText(value, flow, isSpread(text, parent) ? indentOf(text, start) : undefined);
}

/** After the comma that YAML allows behind the last member, if there is one. */
function commaAfter(text: string, offset: number): number | undefined {
  const comma = /(?:\s|#[^\n]*\n)*,/y;
  comma.lastIndex = offset;
  return comma.test(text) ? comma.lastIndex : undefined;
}
