import type { Json, JsonObject } from '../json.ts';
import { escapeUnprintable, fitsLiteral, quote } from './quote.ts';

/** How block collections are laid out. */
export interface BlockStyle {
  readonly eol: '\n' | '\r\n';
  /** How far a map is indented under its key. */
  readonly step: string;
  /** How far a list's dashes are indented under its key. */
  readonly listStep: string;
  /** Whether strings of several lines are literal blocks (`|`) where they can be. */
  readonly literals: boolean;
}

/** goyaml and libyaml look for a key's colon within 1024 characters. */
const longestKey = 1000;

/**
 * A value as a YAML document, laid out like kubectl's: two spaces, lists at their key's
 * indentation, the object's own key order. Long lines are not folded. Every string is read back
 * as the same string by every YAML 1.1 and 1.2 reader.
 */
export function emitYaml(value: Json, eol: '\n' | '\r\n' = '\n'): string {
  const style: BlockStyle = { eol, step: '  ', listStep: '', literals: true };
  const text = isFilled(value) ? collectionLines(value, '', style) : scalar(value, '', style);
  return text + eol;
}

/** A value as JSON that YAML readers read too. */
export function emitJson(value: Json): string {
  return `${escapeUnprintable(JSON.stringify(value, null, 2))}\n`;
}

/** What follows `key:` when the key is at `indent`. */
export function afterKey(value: Json, indent: string, style: BlockStyle): string {
  if (!isFilled(value)) return ` ${scalar(value, indent, style)}`;
  const deeper = indent + (Array.isArray(value) ? style.listStep : style.step);
  return style.eol + deeper + collectionLines(value, deeper, style);
}

/** What follows `-` when the dash is at `indent`. */
export function afterDash(value: Json, indent: string, style: BlockStyle): string {
  if (!isFilled(value)) return ` ${scalar(value, indent, style)}`;
  return ` ${collectionLines(value, `${indent}  `, style)}`;
}

/** `key: value`. The first line is not indented, the last one not ended. */
export function entryLines(key: string, value: Json, indent: string, style: BlockStyle): string {
  const quoted = quote(key);
  if (quoted.length <= longestKey) return `${quoted}:${afterKey(value, indent, style)}`;
  return `? ${quoted}${style.eol}${indent}:${afterDash(value, indent, style)}`;
}

/** The first line is not indented, the last one not ended. */
export function collectionLines(
  value: Json[] | JsonObject,
  indent: string,
  style: BlockStyle,
): string {
  const separator = style.eol + indent;
  let lines = '';
  if (Array.isArray(value)) {
    for (const item of value) {
      lines += `${lines && separator}-${afterDash(item, indent, style)}`;
    }
    return lines;
  }
  for (const key of Object.keys(value)) {
    lines += (lines && separator) + entryLines(key, value[key] ?? null, indent, style);
  }
  return lines;
}

/** Whether the value is a collection with something in it: one that needs lines of its own. */
export function isFilled(value: Json): value is Json[] | JsonObject {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) ? value.length > 0 : Object.keys(value).length > 0;
}

/** A scalar or an empty collection. Only a literal block has more than one line. */
export function scalar(value: Json, indent: string, style: BlockStyle): string {
  if (typeof value === 'string') {
    const isLiteral = style.literals && fitsLiteral(value);
    return isLiteral ? literal(value, indent + style.step, style.eol) : quote(value);
  }
  return typeof value === 'number' ? number(value) : JSON.stringify(value);
}

/** `fitsLiteral` is the caller's to check. */
export function literal(text: string, indent: string, eol: string): string {
  const isEnded = text.endsWith('\n');
  const lines = (isEnded ? text.slice(0, -1) : text).split('\n');
  const indented = lines.map((line) => (line === '' ? '' : indent + line));
  return [isEnded ? '|' : '|-', ...indented].join(eol);
}

/** With a point before the exponent, without which YAML 1.1 sees a string. */
export function number(value: number): string {
  return JSON.stringify(value).replace(/^(-?\d+)e/, '$1.0e');
}
