import {
  binarySuffixes,
  decimalSuffixes,
  formatQuantity,
  type Quantity,
  type QuantityFormat,
} from './quantity-format.ts';

export {
  formatQuantity,
  printInteger,
  printQuantity,
  type Quantity,
  type QuantityFormat,
} from './quantity-format.ts';

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
  return canonical ? { source, ...quantity } : quantity;
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
    return (value & 7n) === 0n ? quantity : { source, ...quantity };
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

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  const exponent = Math.min(a.exponent, b.exponent);
  const difference = unscaledAt(a, exponent) - unscaledAt(b, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function unscaledAt(quantity: Quantity, exponent: number): bigint {
  return quantity.unscaled * 10n ** BigInt(quantity.exponent - exponent);
}

/** The nearest double, or nearly so; Infinity beyond. */
export function quantityValue({ unscaled, exponent }: Quantity): number {
  // Powers of ten are exact up to 22 digits, and their inverses never.
  return exponent < 0 ? Number(unscaled) / 10 ** -exponent : Number(unscaled) * 10 ** exponent;
}
