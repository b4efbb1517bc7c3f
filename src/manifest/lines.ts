export const END = -1;

/** The fast reader's place in a text: the current line that is neither blank nor a comment. */
export interface Lines {
  readonly text: string;
  readonly end: number;
  /** Where reading goes on in the current line. */
  at: number;
  /** Column of the node at `at`; END after the last line. */
  indent: number;
  /** Where the current line ends, its line break excluded. */
  stop: number;
  /** Where the next line starts. */
  next: number;
  depth: number;
  /** The text holds something that is left to the full reader. */
  doubtful: boolean;
}

export function linesOf(text: string, start: number, end: number): Lines {
  return { text, end, at: start, indent: END, stop: start, next: start, depth: 0, doubtful: false };
}

/** Gives up: for all loops the text ends here, and what they return is worthless. */
export function doubt(lines: Lines): '' {
  lines.doubtful = true;
  lines.next = lines.end;
  lines.at = lines.stop = lines.end;
  lines.indent = END;
  return '';
}

/** Goes to the next line that is neither blank nor a comment. */
export function advance(lines: Lines): void {
  const { text, end } = lines;
  while (lines.next < end) {
    const start = lines.next;
    const stop = lineEnd(lines, start);
    const at = skipSpaces(text, start);
    if (at < stop && text.charCodeAt(at) !== 0x23 /* # */) {
      lines.at = at;
      lines.stop = stop;
      lines.indent = at - start;
      return;
    }
  }
  lines.indent = END;
}

/** Where the line that starts at `start` ends; sets where the next one starts. */
export function lineEnd(lines: Lines, start: number): number {
  const { text, end } = lines;
  const found = text.indexOf('\n', start);
  const stop = found < 0 || found >= end ? end : found;
  lines.next = stop + 1;
  return stop > start && text.charCodeAt(stop - 1) === 0x0d ? stop - 1 : stop;
}

export function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 0x20) at++;
  return at;
}

/** Is the rest of the current line, from `at`, blank or a comment? */
export function isRest({ text, stop }: Lines, at: number): boolean {
  const found = skipSpaces(text, at);
  if (found >= stop) return true;
  return found > at && text.charCodeAt(found) === 0x23; /* # */
}

/** Does an item of a block sequence start at the current place? */
export function isDash({ text, at, stop }: Lines): boolean {
  if (text.charCodeAt(at) !== 0x2d /* - */) return false;
  return at + 1 === stop || text.charCodeAt(at + 1) === 0x20;
}
