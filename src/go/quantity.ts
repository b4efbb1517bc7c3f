/**
 * Kubernetes quantities (k8s.io/apimachinery `pkg/api/resource`), exact and without floats.
 * The value is `unscaled * 10 ** exponent`.
 */
export interface Quantity {
  readonly unscaled: bigint;
  readonly exponent: number;
  readonly format: QuantityFormat;
  /** The text it came from, where Go takes that for canonical and prints it as it was. */
  readonly source?: string;
}

export type QuantityFormat = 'DecimalSI' | 'DecimalExponent' | 'BinarySI';

const decimalSuffixes = new Map([
  [-9, 'n'],
  [-6, 'u'],
  [-3, 'm'],
  [0, ''],
  [3, 'k'],
  [6, 'M'],
  [9, 'G'],
  [12, 'T'],
  [15, 'P'],
  [18, 'E'],
]);
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

const maxInt64 = 2n ** 63n - 1n;
/** Finer fractions are rounded away from zero. */
const nano = -9;
/** Go takes exponents of any size, and then any amount of memory. */
const maxExponent = 1000;

/** With at least one digit, which Go does not ask for: it takes `m` and `.` for zero. */
const grammar = /^([+-]?)(?=\.?\d)0*(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/;

interface Suffix {
  readonly format: QuantityFormat;
  /** Of 10, or of 2 for BinarySI. */
  readonly exponent: number;
}

/** The quantity a text stands for; undefined where Kubernetes refuses it or it has no spelling. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = grammar.exec(text);
  const suffix = parseSuffix(match?.[4] ?? '');
  if (text === '' || match === null || suffix === undefined) return undefined;
  const sign = match[1] === '-' ? -1n : 1n;
  const whole = match[2] === '' ? '0' : (match[2] ?? '0');
  const fraction = match[3] ?? '';
  const quantity =
    suffix.format === 'BinarySI'
      ? binary(sign, whole, fraction, suffix.exponent, text)
      : decimal(sign, whole, fraction, suffix, text);
  return formatQuantity(quantity) === undefined ? undefined : quantity;
}

function parseSuffix(suffix: string): Suffix | undefined {
  for (const [exponent, name] of decimalSuffixes) {
    if (name === suffix) return { format: 'DecimalSI', exponent };
  }
  const power = binarySuffixes.indexOf(suffix);
  if (power > 0) return { format: 'BinarySI', exponent: power * 10 };
  if (!/^[eE][-+]?\d+$/.test(suffix)) return undefined;
  const exponent = Number(suffix.slice(1));
  return Math.abs(exponent) > maxExponent ? undefined : { format: 'DecimalExponent', exponent };
}

function decimal(
  sign: bigint,
  whole: string,
  fraction: string,
  { format, exponent: suffixExponent }: Suffix,
  source: string,
): Quantity {
  const digits = whole + fraction;
  const exponent = suffixExponent - fraction.length;
  const quantity = roundUpToNano({ unscaled: sign * BigInt(digits), exponent, format });
  const canonical =
    digits.length <= 18 && exponent >= nano && exponent % 3 === 0 && !/^0|000$/.test(digits);
  return canonical ? { ...quantity, source } : quantity;
}

function binary(
  sign: bigint,
  whole: string,
  fraction: string,
  bits: number,
  source: string,
): Quantity {
  const factor = 2n ** BigInt(bits);
  const value = BigInt(whole);
  const int64 = 14 - whole.length - Math.trunc((bits * 3) / 10) >= 0 && value * factor <= maxInt64;
  if (fraction === '' && int64) {
    const quantity = { unscaled: sign * value * factor, exponent: 0, format: 'BinarySI' } as const;
    return (value & 7n) === 0n ? quantity : { ...quantity, source };
  }
  const unscaled = BigInt(whole + fraction) * factor;
  const size = roundUpToNano({ unscaled, exponent: -fraction.length, format: 'BinarySI' });
  const tooBig = compareQuantities(size, { unscaled: maxInt64, exponent: 0, format: 'BinarySI' });
  if (tooBig > 0) return { unscaled: sign * maxInt64, exponent: 0, format: 'BinarySI' };
  const belowOne = compareQuantities(size, { unscaled: 1n, exponent: 0, format: 'BinarySI' }) < 0;
  const format = belowOne && unscaled !== 0n ? 'DecimalSI' : 'BinarySI';
  return { unscaled: sign * size.unscaled, exponent: size.exponent, format };
}

function roundUpToNano(quantity: Quantity): Quantity {
  if (quantity.exponent >= nano) return quantity;
  const divisor = 10n ** BigInt(nano - quantity.exponent);
  const quotient = quantity.unscaled / divisor;
  const away = quantity.unscaled < 0n ? -1n : 1n;
  const exact = quotient * divisor === quantity.unscaled;
  return { ...quantity, unscaled: exact ? quotient : quotient + away, exponent: nano };
}

/** What Go's `NewQuantity` prints: `1000` is `1k` or `1000`, by format. Up to 64 bits. */
export function printInteger(value: bigint, format: 'DecimalSI' | 'BinarySI'): string {
  return formatQuantity({ unscaled: value, exponent: 0, format }) ?? String(value);
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  const exponent = Math.min(a.exponent, b.exponent);
  const difference = unscaledAt(a, exponent) - unscaledAt(b, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function unscaledAt(quantity: Quantity, exponent: number): bigint {
  return quantity.unscaled * 10n ** BigInt(quantity.exponent - exponent);
}

/** As Go's `String` and JSON encoding print it: mostly, but not always, the canonical form. */
export function printQuantity(quantity: Quantity): string {
  return quantity.source ?? formatQuantity(quantity) ?? '';
}

/** The canonical form; undefined where no suffix is large enough. */
export function formatQuantity(quantity: Quantity): string | undefined {
  if (quantity.unscaled === 0n) return '0';
  if (quantity.format === 'BinarySI') {
    const whole = wholePart(quantity);
    if (whole !== undefined && (whole <= -1024n || whole >= 1024n)) return formatBinary(whole);
    return formatDecimal({ ...quantity, format: 'DecimalSI' });
  }
  return formatDecimal(quantity);
}

/** The value as an integer; undefined when it has a fraction. */
function wholePart({ unscaled, exponent }: Quantity): bigint | undefined {
  if (exponent >= 0) return unscaled * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  return unscaled % divisor === 0n ? unscaled / divisor : undefined;
}

function formatBinary(value: bigint): string {
  const [mantissa, power] = withoutFactors(value, 1024n);
  return `${mantissa}${binarySuffixes[power] ?? ''}`;
}

function formatDecimal(quantity: Quantity): string | undefined {
  const [bare, removed] = withoutFactors(quantity.unscaled, 10n);
  const full = quantity.exponent + removed;
  const exponent = Math.floor(full / 3) * 3;
  const mantissa = bare * 10n ** BigInt(full - exponent);
  if (quantity.format === 'DecimalExponent') {
    return exponent === 0 ? `${mantissa}` : `${mantissa}e${exponent}`;
  }
  const suffix = decimalSuffixes.get(exponent);
  return suffix === undefined ? undefined : `${mantissa}${suffix}`;
}

function withoutFactors(value: bigint, factor: bigint): [rest: bigint, times: number] {
  let rest = value;
  let times = 0;
  while (rest % factor === 0n) {
    rest /= factor;
    times += 1;
  }
  return [rest, times];
}
