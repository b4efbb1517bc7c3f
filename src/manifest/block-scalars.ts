import type { Json } from '../json.ts';
import { readLiteral } from './block-literal.ts';
import { advance, doubt, isDash, isRest, type Lines, skipSpaces } from './lines.ts';
import { isExact, resolvePlain } from './scalar.ts';

const TAB = 0x09;
const SPACE = 0x20;
const DOUBLE = 0x22;
const SINGLE = 0x27;
const COLON = 0x3a;

/** Characters of a plain key; a key with others is left to the full reader. */
const keyUnits = unitsOf('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-');

/** Characters that start no plain scalar, or only before certain others. */
const indicators = unitsOf('?:,[]{}#&*!|>\'"%@`');

/** Far below the 1024 that YAML allows. */
const longestKey = 300;

/** So that matching it takes no deep stack. */
const longestFlow = 1000;

/** An escape that JSON does not have, or that go-yaml refuses: a slash or a surrogate. */
const otherEscape = /\\(?!["bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4})|\p{Cc}/u;

const flowItem = /"[^"\\\t\r\n]*"|'[^'\t\r\n]*'|[\w./][\w./-]*/g;
const flow = new RegExp(
  String.raw`\{ *\}|\[ *(?:(?:${flowItem.source})(?: *, *(?:${flowItem.source}))* *)?\]`,
  'y',
);

/** Where the colon of a key that starts at the current place is, or -1. */
export function keyEnd(lines: Lines): number {
  const { text, at, stop } = lines;
  let end = at;
  if (isQuote(text.charCodeAt(at))) end = quoteEnd(lines);
  else while (keyUnits[text.charCodeAt(end)]) end++;
  if (end <= at || end - at > longestKey || text.charCodeAt(end) !== COLON) return -1;
  return end + 1 === stop || text.charCodeAt(end + 1) === SPACE ? end : -1;
}

/**
 * Plain keys by a hash of their length and ends. Manifests repeat the same few, and a string that
 * was a key before need not be cut out, checked and looked up among all strings again.
 */
const seenKeys: (string | undefined)[] = Array(1024).fill(undefined);

/** Reads a key; reading goes on after its colon. */
export function readKey(lines: Lines): string {
  const { text, at } = lines;
  const end = keyEnd(lines);
  lines.at = end + 1;
  if (end < 0) return doubt(lines);
  const first = text.charCodeAt(at);
  const slot = ((end - at) * 13 + first * 31 + text.charCodeAt(end - 1) * 7) % seenKeys.length;
  const seen = seenKeys[slot];
  if (seen?.length === end - at && text.startsWith(seen, at)) return seen;
  const source = text.slice(at, end);
  if (isQuote(first)) return unquote(source) ?? doubt(lines);
  if (resolvePlain(source) !== source) return doubt(lines);
  seenKeys[slot] = source;
  return source;
}

/** The scalar at the current place, in a collection of this indentation. */
export function readScalar(lines: Lines, indent: number): Json {
  lines.at = skipSpaces(lines.text, lines.at);
  switch (lines.text.charCodeAt(lines.at)) {
    case DOUBLE:
    case SINGLE:
      return readQuoted(lines);
    case 0x7c /* | */:
      return readLiteral(lines, indent);
    case 0x5b /* [ */:
    case 0x7b /* { */:
      return readFlow(lines);
    default:
      return readPlain(lines);
  }
}

function readQuoted(lines: Lines): string {
  const end = quoteEnd(lines);
  if (end < 0 || !isRest(lines, end)) return doubt(lines);
  const source = lines.text.slice(lines.at, end);
  advance(lines);
  return unquote(source) ?? doubt(lines);
}

function readPlain(lines: Lines): Json {
  const { text, at, stop } = lines;
  if (indicators[text.charCodeAt(at)] || isDash(lines)) return doubt(lines);
  let end = at;
  for (; end < stop; end++) {
    const unit = text.charCodeAt(end);
    if (unit === TAB) return doubt(lines);
    if (unit === COLON && (end + 1 === stop || text.charCodeAt(end + 1) === SPACE)) {
      return doubt(lines);
    }
    if (unit === 0x23 /* # */ && text.charCodeAt(end - 1) === SPACE) break;
  }
  while (text.charCodeAt(end - 1) === SPACE) end--;
  const value = resolvePlain(text.slice(at, end));
  advance(lines);
  return isExact(value) ? value : doubt(lines);
}

/** `[]`, `{}` and one-line lists of simple scalars. */
function readFlow(lines: Lines): Json {
  if (lines.stop - lines.at > longestFlow) return doubt(lines);
  flow.lastIndex = lines.at;
  const source = flow.exec(lines.text)?.[0];
  if (source === undefined || !isRest(lines, flow.lastIndex)) return doubt(lines);
  advance(lines);
  if (source.startsWith('{')) return {};
  const items = (source.match(flowItem) ?? []).map((item) =>
    isQuote(item.charCodeAt(0)) ? item.slice(1, -1) : resolvePlain(item),
  );
  return items.every((item) => isExact(item)) ? items : doubt(lines);
}

/** Behind the closing quote of the scalar at the current place, or -1. */
function quoteEnd({ text, at, stop }: Lines): number {
  const quote = text.charCodeAt(at);
  for (let end = at + 1; end < stop; end++) {
    const unit = text.charCodeAt(end);
    if (unit === quote) {
      if (quote === DOUBLE || text.charCodeAt(end + 1) !== SINGLE) return end + 1;
      end++;
    } else if (unit === 0x5c /* \ */ && quote === DOUBLE) end++;
  }
  return -1;
}

function unquote(source: string): string | undefined {
  const inner = source.slice(1, -1);
  if (source.startsWith("'")) return inner.replaceAll("''", "'");
  if (!inner.includes('\\')) return inner;
  return otherEscape.test(inner.replaceAll('\\\\', '_')) ? undefined : JSON.parse(source);
}

function isQuote(unit: number): boolean {
  return unit === DOUBLE || unit === SINGLE;
}

function unitsOf(characters: string): readonly boolean[] {
  return Array.from({ length: 128 }, (_, unit) => characters.includes(String.fromCharCode(unit)));
}
