import type { Span, Style } from '../../../diagnostics/styled.ts';
import { visible } from '../../../diagnostics/words.ts';
import { type Charset, signsOf } from '../../words/charset.ts';
import { columnsOf } from './columns.ts';

export type Line = readonly Span[];

/** Writes what may come from a manifest: harmless in a terminal, and in characters that it has. */
export type Write = (text: string, style?: Style) => Span;

export function writeIn(charset: Charset): Write {
  const readable = charset.unicode ? visible : (text: string) => asciiText(visible(text));
  return (text, style) => ({ text: readable(text), ...(style !== undefined && { style }) });
}

function asciiText(text: string): string {
  const [unicode, ascii] = [signsOf({ unicode: true }), signsOf({ unicode: false })];
  return text.replace(/[^\x20-\x7e]/g, (character) => {
    if (character === unicode.cut) return ascii.cut;
    if (character === unicode.to) return ascii.to;
    if (character === unicode.arrow) return ascii.arrow;
    if (character === unicode.atMost) return ascii.atMost;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
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
