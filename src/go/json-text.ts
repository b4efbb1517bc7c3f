import type { JsonMember, JsonNode } from './json-node.ts';

export interface JsonFailure {
  readonly message: string;
  readonly offset: number;
}

/** Go goes to 10000; no annotation does. */
const maxDepth = 500;

interface Cursor {
  readonly text: string;
  at: number;
  depth: number;
  failure: JsonFailure | undefined;
}

/** JSON as Go's encoding/json takes it: no byte order mark, nothing after the value. */
export function parseJson(text: string): JsonNode | { readonly failure: JsonFailure } {
  const cursor: Cursor = { text, at: 0, depth: 0, failure: undefined };
  const node = parseValue(cursor);
  if (node !== undefined && nextCharacter(cursor) !== '') fail(cursor, 'the end');
  if (node !== undefined && cursor.failure === undefined) return node;
  return { failure: cursor.failure ?? { message: 'no JSON', offset: 0 } };
}

/** The first character after white space; empty at the end. */
function nextCharacter(cursor: Cursor): string {
  for (;;) {
    const character = cursor.text.charAt(cursor.at);
    const space =
      character === ' ' || character === '\n' || character === '\t' || character === '\r';
    if (!space) return character;
    cursor.at += 1;
  }
}

function fail(cursor: Cursor, expected: string): undefined {
  const found = String.fromCodePoint(cursor.text.codePointAt(cursor.at) ?? 0);
  const what = cursor.at >= cursor.text.length ? 'the end' : JSON.stringify(found);
  cursor.failure ??= { message: `expected ${expected}, found ${what}`, offset: cursor.at };
}

function parseValue(cursor: Cursor): JsonNode | undefined {
  const character = nextCharacter(cursor);
  const start = cursor.at;
  if (character === '{') return nested(cursor, parseObject);
  if (character === '[') return nested(cursor, parseArray);
  if (character === '"') {
    const string = parseString(cursor);
    return string && { type: 'string', start, ...string };
  }
  return parseLiteral(cursor);
}

function nested(
  cursor: Cursor,
  parse: (cursor: Cursor) => JsonNode | undefined,
): JsonNode | undefined {
  if (cursor.depth === maxDepth) return fail(cursor, `at most ${maxDepth} levels`);
  cursor.depth += 1;
  const node = parse(cursor);
  cursor.depth -= 1;
  return node;
}

function parseObject(cursor: Cursor): JsonNode | undefined {
  const start = cursor.at;
  const members = parseSequence(cursor, '}', parseMember);
  return members && { type: 'object', start, members };
}

function parseMember(cursor: Cursor): JsonMember | undefined {
  if (nextCharacter(cursor) !== '"') return fail(cursor, 'a field name in double quotes');
  const start = cursor.at;
  const name = parseString(cursor);
  if (name === undefined) return undefined;
  if (nextCharacter(cursor) !== ':') return fail(cursor, '":" after the field name');
  cursor.at += 1;
  const value = parseValue(cursor);
  return value && { key: name.value, start, value };
}

function parseArray(cursor: Cursor): JsonNode | undefined {
  const start = cursor.at;
  const items = parseSequence(cursor, ']', parseValue);
  return items && { type: 'array', start, items };
}

/** What stands between an opening bracket and the closing one, with commas between. */
function parseSequence<Item>(
  cursor: Cursor,
  close: string,
  parseItem: (cursor: Cursor) => Item | undefined,
): Item[] | undefined {
  const items: Item[] = [];
  cursor.at += 1;
  let separator = nextCharacter(cursor);
  while (separator !== close) {
    if (items.length > 0) {
      if (separator !== ',') return fail(cursor, `"," or "${close}"`);
      cursor.at += 1;
    }
    const item = parseItem(cursor);
    if (item === undefined) return undefined;
    items.push(item);
    separator = nextCharacter(cursor);
  }
  cursor.at += 1;
  return items;
}

const literal = /(null)|(true|false)|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;

function parseLiteral(cursor: Cursor): JsonNode | undefined {
  const start = cursor.at;
  literal.lastIndex = start;
  const match = literal.exec(cursor.text);
  if (match === null) return fail(cursor, 'a value');
  const [raw, isNull, bool] = match;
  cursor.at += raw.length;
  if (isNull !== undefined) return { type: 'null', start };
  if (bool !== undefined) return { type: 'bool', start, value: bool === 'true' };
  return { type: 'number', start, raw };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON refuses them inside of strings.
const plain = /[^"\\\u0000-\u001f]*/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function advance(cursor: Cursor, pattern: RegExp): boolean {
  pattern.lastIndex = cursor.at;
  const found = pattern.test(cursor.text);
  if (found) cursor.at = pattern.lastIndex;
  return found;
}

function parseString(cursor: Cursor): { raw: string; value: string } | undefined {
  const start = cursor.at;
  cursor.at += 1;
  do advance(cursor, plain);
  while (advance(cursor, escapeSequence));
  const end = cursor.text.charAt(cursor.at);
  if (end !== '"') {
    const expected = end === '\\' ? 'a JSON escape sequence' : 'a closing double quote';
    return fail(cursor, end < ' ' && end !== '' ? 'control characters as escapes' : expected);
  }
  cursor.at += 1;
  const raw = cursor.text.slice(start, cursor.at);
  return { raw, value: unquote(raw) };
}

/** Half of a surrogate pair, written as an escape, becomes U+FFFD, as in Go. */
function unquote(raw: string): string {
  if (!raw.includes('\\')) return raw.slice(1, -1);
  const value: string = JSON.parse(raw);
  return value.replace(/\p{Surrogate}/gu, '\ufffd');
}
