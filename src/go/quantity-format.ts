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

export const decimalSuffixes: ReadonlyMap<number, string> = new Map([
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
export const binarySuffixes: readonly string[] = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

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

/** What Go's `NewQuantity` prints: `1000` is `1k` or `1000`, by format. Up to 64 bits. */
export function printInteger(value: bigint, format: 'DecimalSI' | 'BinarySI'): string {
  return formatQuantity({ unscaled: value, exponent: 0, format }) ?? String(value);
}
