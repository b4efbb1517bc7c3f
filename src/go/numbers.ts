/** What Go's strconv makes of a text: like Go, the value nearest to it where it is out of range. */
export interface ParsedNumber {
  readonly value: number;
  readonly error?: 'syntax' | 'range';
}

const syntaxError: ParsedNumber = { value: 0, error: 'syntax' };

/** `strconv.ParseInt(text, 10, 32)`. */
export function parseInt32(text: string): ParsedNumber {
  return parseSigned(text, 32n);
}

/**
 * `strconv.ParseInt(text, 10, 64)`, and `strconv.Atoi`. Beyond 2**53 the value is the nearest
 * double.
 */
export function parseInt64(text: string): ParsedNumber {
  return parseSigned(text, 64n);
}

function parseSigned(text: string, bits: bigint): ParsedNumber {
  const match = /^([+-]?)([0-9]+)(.*)$/s.exec(text);
  if (match === null) return syntaxError;
  const [, sign, digits = '', rest] = match;
  const size = BigInt(digits);
  const negative = sign === '-';
  const limit = 2n ** (bits - 1n);
  // Go reads from the left and stops where the unsigned range ends, whatever follows.
  if (size >= 2n ** bits) return outOfRange(negative, limit);
  if (rest !== '') return syntaxError;
  if (negative ? size > limit : size >= limit) return outOfRange(negative, limit);
  return { value: size === 0n ? 0 : Number(negative ? -size : size) };
}

function outOfRange(negative: boolean, limit: bigint): ParsedNumber {
  return { value: Number(negative ? -limit : limit - 1n), error: 'range' };
}

const decimal = /^[+-]?(?=[.0-9_]*[0-9])[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9][0-9_]*)?$/;
const hexadecimal =
  /^([+-]?)0[xX](?=[.0-9a-fA-F_]*[0-9a-fA-F])([0-9a-fA-F_]*)(?:\.([0-9a-fA-F_]*))?[pP]([+-]?[0-9][0-9_]*)$/;

/** `strconv.ParseFloat(text, 64)`. */
export function parseFloat64(text: string): ParsedNumber {
  const special = /^(?:([+-]?)inf(?:inity)?|nan)$/i.exec(text);
  if (special !== null) return { value: specialValue(special) };
  const hex = hexadecimal.exec(text);
  if (hex === null && !decimal.test(text)) return syntaxError;
  if (text.includes('_') && !underscoresSeparateDigits(text)) return syntaxError;
  const value = hex === null ? Number(text.replaceAll('_', '')) : hexValue(hex);
  return Number.isFinite(value) ? { value } : { value, error: 'range' };
}

function specialValue([text, sign]: RegExpExecArray): number {
  if (/nan/i.test(text ?? '')) return Number.NaN;
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** Go's rule: between digits, or between a base prefix and a digit. */
function underscoresSeparateDigits(text: string): boolean {
  const bare = text.replace(/^[+-]/, '');
  const digits = /^0x/i.test(bare) ? '[0-9a-f]' : '[0-9]';
  const lone = new RegExp(`(?<!${digits}|^0x)_|_(?!${digits})`, 'i');
  return !lone.test(bare);
}

function hexValue([, sign, whole = '', fraction = '', power = '']: RegExpExecArray): number {
  const bare = (digits: string): string => digits.replaceAll('_', '');
  const mantissa = BigInt(`0x${bare(whole)}${bare(fraction)}`);
  const exponent = Number(bare(power)) - 4 * bare(fraction).length;
  const size = scaled(mantissa, exponent);
  return sign === '-' ? -size : size;
}

/** `mantissa * 2 ** exponent`, rounded once, to the nearest double and half to even. */
function scaled(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0;
  const bits = mantissa.toString(2).length;
  // The exponent of the last bit that a double has room for.
  const last = Math.max(bits + exponent - 53, -1074);
  if (last > 971) return Number.POSITIVE_INFINITY;
  // Less than half of the smallest double.
  if (last - exponent > bits) return 0;
  return Number(shiftHalfToEven(mantissa, last - exponent)) * 2 ** last;
}

function shiftHalfToEven(value: bigint, right: number): bigint {
  if (right <= 0) return value << BigInt(-right);
  const unit = 1n << BigInt(right);
  const quotient = value / unit;
  const rest = (value - quotient * unit) * 2n;
  const up = rest > unit || (rest === unit && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

const booleans = new Map<string, boolean>([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((text) => [text, false] as const),
]);

/** `strconv.ParseBool`; undefined where it reports an error. */
export function parseBool(text: string): boolean | undefined {
  return booleans.get(text);
}
