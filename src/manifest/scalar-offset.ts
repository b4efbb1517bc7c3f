import type { CST } from 'yaml';
import type { ScalarLayout } from './layout.ts';
import { blockHeader, blockIndent, blockStart } from './layout-scalar.ts';

/** What stands for a character or a few in a flow scalar; line breaks are folded. */
const units: Readonly<Record<CST.FlowScalar['type'], RegExp>> = {
  alias: /[\s\S]/y,
  scalar: /[ \t]*(?:\r?\n[ \t]*)+|[\s\S]/y,
  'single-quoted-scalar': /[ \t]*(?:\r?\n[ \t]*)+|''|[\s\S]/y,
  'double-quoted-scalar':
    /[ \t]*(?:\r?\n[ \t]*)+|\\(?:x[\s\S]{2}|u[\s\S]{4}|U[\s\S]{8}|\r?\n[ \t]*|[\s\S])|[\s\S]/y,
};

/** Where a character of a scalar's text is; the start of the scalar if it is folded (`>`). */
export function offsetInScalar({ token, start }: ScalarLayout, character: number): number {
  if (token.type !== 'block-scalar') return start + offsetInFlow(token, character);
  if (blockHeader(token).startsWith('>')) return start;
  return start + blockStart(token) - token.offset + offsetInLines(token, character);
}

function offsetInFlow({ type, source }: CST.FlowScalar, character: number): number {
  const unit = units[type];
  unit.lastIndex = type === 'scalar' ? 0 : 1;
  const limit = source.length - unit.lastIndex;
  let seen = 0;
  for (;;) {
    const at = unit.lastIndex;
    const found = unit.exec(source)?.[0];
    if (at >= limit || found === undefined) return limit;
    seen += lengthOf(found);
    if (seen > character) return at;
  }
}

function lengthOf(unit: string): number {
  if (unit.startsWith('\\U')) return /^\\U0000/.test(unit) ? 1 : 2;
  const breaks = unit.split('\n').length - 1;
  if (breaks === 0) return 1;
  return unit.startsWith('\\') ? 0 : Math.max(1, breaks - 1);
}

function offsetInLines(token: CST.BlockScalar, character: number): number {
  const indent = blockIndent(token);
  let left = character;
  let start = 0;
  for (const line of token.source.split('\n')) {
    const blank = /^ */.exec(line)?.[0].length ?? 0;
    const content = start + Math.min(blank, indent);
    const length = start + line.replace(/\r$/, '').length - content;
    if (left <= length) return content + left;
    left -= length + 1;
    start += line.length + 1;
  }
  return token.source.length;
}
