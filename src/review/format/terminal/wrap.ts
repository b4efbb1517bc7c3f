import { columnsOfCharacter } from './columns.ts';
import { type Line, lineColumns } from './line.ts';

/** Where a word may be broken that is longer than the line: after one of these. */
const joint = /[-/.,:;=&?_]/;

/**
 * The line in as many as it needs for the width, broken between words where that is possible; all
 * but the first begin after `hang` spaces.
 */
export function wrapped(line: Line, width: number | undefined, hang = 0): readonly Line[] {
  if (width === undefined || lineColumns(line) <= width) return [line];
  const text = line.map((span) => span.text).join('');
  const deep = Math.min(hang, Math.floor(width / 2));
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const margin = start === 0 ? 0 : deep;
    const end = endOfLine(text, start, width - margin);
    const part = partOf(line, start, start + text.slice(start, end).trimEnd().length);
    lines.push(margin === 0 ? part : [{ text: ' '.repeat(margin) }, ...part]);
    start = end;
    while (text[start] === ' ') start++;
  }
  return lines;
}

/** Where the next line begins. It takes at least one character, however narrow the width. */
function endOfLine(text: string, start: number, width: number): number {
  let end = start;
  let columns = 0;
  let afterSpace = 0;
  let afterJoint = 0;
  for (const character of text.slice(start)) {
    columns += columnsOfCharacter(character);
    // A space may stand beyond the edge: it is not shown.
    if (columns > width && character !== ' ' && end > start) {
      return afterSpace || afterJoint || end;
    }
    end += character.length;
    if (character === ' ' && isBreak(text, start, end)) afterSpace = end;
    if (joint.test(character) && columns > width / 2 && columns <= width) afterJoint = end;
  }
  return end;
}

/** Whether a line may end at the space before `at`: not within `≤ 5` or `60 s`, nor before its text. */
function isBreak(text: string, start: number, at: number): boolean {
  const [before, after] = [text.slice(start, at), text.slice(at, at + 2)];
  return !/^ *$|[≤=] $/.test(before) && !/^[s%](?!\w)/.test(after);
}

/** The spans of a part of the line's text. */
function partOf(line: Line, start: number, end: number): Line {
  let at = 0;
  return line.flatMap((span) => {
    const [from, to] = [Math.max(start - at, 0), end - at];
    at += span.text.length;
    const text = to > from ? span.text.slice(from, to) : '';
    return text === '' ? [] : [{ ...span, text }];
  });
}
