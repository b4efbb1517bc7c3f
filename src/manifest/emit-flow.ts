import type { Json } from '../json.ts';
import { number } from './emit.ts';

/** How `{}` and `[]` are laid out, JSON's included. */
export interface FlowStyle {
  readonly eol: '\n' | '\r\n';
  readonly quote: (text: string) => string;
  /** After a colon, and after a comma within a line. */
  readonly space: '' | ' ';
  /** How far members on lines of their own are indented. */
  readonly step: string;
}

/** On one line, or with a line for each member, then inside a line that starts with `indent`. */
export function flowText(value: Json, style: FlowStyle, indent?: string): string {
  if (typeof value === 'string') return style.quote(value);
  if (typeof value === 'number') return number(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const deeper = indent === undefined ? undefined : indent + style.step;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const members = Array.isArray(value)
    ? value.map((item) => flowText(item, style, deeper))
    : Object.entries(value).map(([key, item]) => flowEntry(key, item, style, deeper));
  if (members.length === 0) return `${open}${close}`;
  if (deeper === undefined) return open + members.join(`,${style.space}`) + close;
  const line = style.eol + deeper;
  return open + line + members.join(`,${line}`) + style.eol + indent + close;
}

export function flowEntry(key: string, value: Json, style: FlowStyle, indent?: string): string {
  return `${style.quote(key)}:${style.space}${flowText(value, style, indent)}`;
}
