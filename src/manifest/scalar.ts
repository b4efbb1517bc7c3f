import type { Json } from '../json.ts';

const words: ReadonlyMap<string, Json> = new Map<string, Json>([
  ...meaning(null, '', '~', 'null', 'Null', 'NULL'),
  ...meaning(true, 'y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'),
  ...meaning(false, 'n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'),
  ...meaning(Number.NaN, '.nan', '.NaN', '.NAN'),
  ...meaning(Number.POSITIVE_INFINITY, '.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'),
  ...meaning(Number.NEGATIVE_INFINITY, '-.inf', '-.Inf', '-.INF'),
]);

const longestWord = 5;

/** Whatever starts with another character is a string. */
const special: readonly boolean[] = Array.from({ length: 128 }, (_, unit) =>
  '-+.0123456789yYnNtTfFoO~'.includes(String.fromCharCode(unit)),
);

const shortDecimal = /^[-+]?(?:0|[1-9][0-9]{0,14})$/;
const integer = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9][0-9]*)$/;
/** A slip of go-yaml's: `0b-11` is the number -3. */
const signedBinary = /^0b([-+])([01]+)$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/**
 * A plain YAML scalar as sigs.k8s.io/yaml reads it, and so kubectl, Argo CD and Flux: go-yaml v2's
 * version of YAML 1.1 (its `resolve.go`), where `y` and `n` are booleans, `012` is ten and `1_000`
 * a thousand, but neither `12:30` nor a date is anything but a string. `.inf` and `.nan` become
 * the numbers that JSON does not have, and integers beyond 2^53 lose digits: the caller checks.
 */
export function resolvePlain(source: string): Json {
  if (source !== '' && !special[source.charCodeAt(0)]) return source;
  if (source.length <= longestWord) {
    const word = words.get(source);
    if (word !== undefined) return word;
  }
  const first = source.charAt(0);
  if (first > '9') return source;
  // Behind a leading point, `_` may only stand between two digits; elsewhere it may stand anywhere.
  const digits = source.replaceAll(first === '.' ? /(?<=[0-9])_(?=[0-9])/g : '_', '');
  if (first === '.') return finite(digits) ?? source;
  return wholeNumber(digits) ?? finite(digits) ?? source;
}

/** A scalar with one of YAML's own tags, `int` for `!!int`; undefined if the tag does not fit. */
export function resolveTagged(tag: string, source: string): Json | undefined {
  const value = resolvePlain(source);
  switch (tag) {
    case 'bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'float':
      return typeof value === 'number' ? value : undefined;
    case 'int':
      return /^[-+0-9]/.test(source) ? wholeNumber(source.replaceAll('_', '')) : undefined;
    case 'null':
      return value === null ? null : undefined;
    case 'binary':
      return decodeBase64(source);
    case 'timestamp':
      return undefined;
    default:
      return source;
  }
}

/**
 * Can JSON hold the value, with all its digits? Beyond 2^53 that depends on the number as written:
 * floats are what they are, integers may have more digits than a double.
 */
export function isExact(value: Json, source = ''): boolean {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return true;
  if (!Number.isInteger(value)) return Number.isFinite(value);
  if (/^-?[0-9]+$/.test(source)) return BigInt(source) === BigInt(value);
  return /[.eE]/.test(source) && !/[xX]/.test(source);
}

/** What Go's strconv.ParseInt and ParseUint make of it with base 0: 64 bits, or nothing. */
function wholeNumber(digits: string): number | undefined {
  if (shortDecimal.test(digits)) return Number(digits) + 0;
  const [, sign, literal] = integer.exec(digits) ?? [];
  if (literal !== undefined) {
    return within64Bits(sign, /^0[0-9]/.test(literal) ? `0o${literal.slice(1)}` : literal);
  }
  const [, bitsSign, bits] = signedBinary.exec(digits) ?? [];
  return bits === undefined ? undefined : within64Bits(bitsSign, `0b${bits}`);
}

function within64Bits(sign: string | undefined, literal: string): number | undefined {
  // No number of 64 bits is that long, and a BigInt of millions of digits takes its time.
  if (literal.length > 1000) return undefined;
  const magnitude = BigInt(literal);
  const limit = { '-': 2n ** 63n, '+': 2n ** 63n - 1n }[sign ?? ''] ?? 2n ** 64n - 1n;
  if (magnitude > limit) return undefined;
  return Number(sign === '-' ? -magnitude : magnitude);
}

function finite(digits: string): number | undefined {
  if (!float.test(digits)) return undefined;
  const value = Number(digits);
  return Number.isFinite(value) ? value : undefined;
}

function decodeBase64(source: string): string | undefined {
  const characters = source.replaceAll('\n', '');
  if (characters.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(characters)) return undefined;
  const bytes = Uint8Array.from(atob(characters), (character) => character.charCodeAt(0));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function meaning(value: Json, ...spellings: string[]): [string, Json][] {
  return spellings.map((spelling) => [spelling, value]);
}
