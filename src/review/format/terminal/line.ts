import type { Span, Style } from '../../../diagnostics/styled.ts';
import { visible } from '../../../diagnostics/words.ts';
import type { Charset } from '../../words/charset.ts';
import { columnsOf } from './columns.ts';

export type Line = readonly Span[];

/** Writes what may come from a manifest: harmless in a terminal, and in characters that it has. */
export type Write = (text: string, style?: Style) => Span;

export function writeIn(charset: Charset): Write {
  const readable = charset.unicode ? visible : (text: string) => asciiText(visible(text));
  return (text, style) => ({ text: readable(text), ...(style !== undefined && { style }) });
}

/** Of signs that messages have; what else is not ASCII is someone's text, and becomes an escape. */
const asciiSigns: Readonly<Record<string, string>> = {
  '…': '...',
  '–': '-',
  '→': '->',
  '≤': '<=',
  '≥': '>=',
  '×': 'x',
  '∞': 'no limit',
};

function asciiText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (character) => {
    const hex = character.charCodeAt(0).toString(16).padStart(4, '0');
    return asciiSigns[character] ?? `\\u${hex}`;
  });
}

export function lineColumns(line: Line): number {
  return line.reduce((sum, { text }) => sum + columnsOf(text), 0);
}

/** Spaces up to so many columns. */
export function padded(line: Line, columns: number): Line {
  const missing = columns - lineColumns(line);
  return missing > 0 ? [...line, { text: ' '.repeat(missing) }] : line;
}

/** How far what belongs to a line stands to the right of it. */
export const indent = 2;

export function indented(lines: readonly Line[]): Line[] {
  return lines.map((line) => [{ text: ' '.repeat(indent) }, ...line]);
}
