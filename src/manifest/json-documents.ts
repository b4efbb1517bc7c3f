import type { TextDocument } from './types.ts';

/** A JSON object starts with a key or ends at once; `{{` of a template or `{a: 1}` does not. */
const objectStart = /[ \t\r\n]*(?=\{[ \t\r\n]*["}])/y;

const space = /[ \t\r\n]*/y;

/** Outside of strings: white space, punctuation, and what numbers and literals are made of. */
const allowed: readonly boolean[] = Array.from({ length: 128 }, (_, unit) =>
  ' \t\r\n{}[],:+-.0123456789Eaeflnrstu'.includes(String.fromCharCode(unit)),
);

/**
 * Where one JSON object ends, with the white space behind it, and the next begins in
 * `text.slice(start, end)`; undefined if that is no JSON. Readers in Go take a text that starts
 * with a brace for JSON, and for a YAML flow mapping if it does not parse. Here the characters
 * tell: a flow mapping that is no JSON has comments, single quotes, tags or plain strings.
 */
export function jsonBreaks(text: string, start: number, end: number): number[] | undefined {
  const breaks: number[] = [];
  let at = text.charCodeAt(start) === 0xfeff /* byte order mark */ ? start + 1 : start;
  for (;;) {
    const open = skip(objectStart, text, at);
    const close = open < 0 ? -1 : objectEnd(text, open, end);
    if (close < 0) return undefined;
    at = skip(space, text, close);
    if (at >= end) return breaks;
    breaks.push(at);
  }
}

/** Where the object is inside the source of a document whose syntax is JSON. */
export function jsonRange(document: TextDocument): { start: number; end: number } {
  const slice = document.source.text.slice(document.start, document.end);
  const marker = /(?:^|\n)\uFEFF?---[^\n]*\n/.exec(slice);
  const start = slice.indexOf('{', marker === null ? 0 : marker.index + marker[0].length);
  const suffix = slice.lastIndexOf('\n...');
  const end = suffix > start ? suffix + 1 : slice.length;
  return { start: document.start + start, end: document.start + end };
}

/** After the brace that closes the one at `open`; `end` if it is cut off, -1 if it is no JSON. */
function objectEnd(text: string, open: number, end: number): number {
  let depth = 0;
  for (let at = open; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22 /* " */) {
      at = stringEnd(text, at, end);
      if (at < 0) return -1;
    } else if (unit === 0x7b /* { */ || unit === 0x5b /* [ */) {
      depth++;
    } else if (unit === 0x7d /* } */ || unit === 0x5d /* ] */) {
      depth--;
      if (depth === 0) return at + 1;
    } else if (!allowed[unit]) {
      return -1;
    }
  }
  return end;
}

/** The closing quote; -1 if the line ends first, as in strings of YAML. */
function stringEnd(text: string, open: number, end: number): number {
  for (let at = open + 1; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22 /* " */) return at;
    if (unit === 0x5c /* \ */) at++;
    else if (unit === 0x0a) return -1;
  }
  return end;
}

/** Where a sticky pattern ends, or -1. */
function skip(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : -1;
}
