import { advance, doubt, type Lines, lineEnd, skipSpaces } from './lines.ts';

/** A literal block, `|`, `|-` or `|+`, of at least one line, which gives its indentation. */
export function readLiteral(lines: Lines, outer: number): string {
  const { text, end } = lines;
  const header = /^\|([-+]?) *$/.exec(text.slice(lines.at, lines.stop));
  const content: string[] = [];
  /** 0 until the first line that is not blank. */
  let indent = 0;
  /** Lines up to the last that is not empty. */
  let filled = 0;
  while (lines.next < end) {
    const start = lines.next;
    const stop = lineEnd(lines, start);
    const first = skipSpaces(text, start);
    if (first < stop && first - start < Math.max(indent, outer + 1)) {
      lines.next = start;
      break;
    }
    if (indent === 0 && first < stop) {
      indent = first - start;
      if (text.charCodeAt(first) === 0x09 /* tab */) return doubt(lines);
    } else if (indent === 0 && first > start) {
      // Spaces in front of the first line must not be more than its own.
      return doubt(lines);
    }
    content.push(text.slice(Math.min(start + indent, stop), stop));
    if (content.at(-1) !== '') filled = content.length;
  }
  advance(lines);
  if (header === null || indent === 0) return doubt(lines);
  const breaks = header[1] === '+' ? content.length - filled + 1 : header[1] === '-' ? 0 : 1;
  return content.slice(0, filled).join('\n') + '\n'.repeat(breaks);
}
