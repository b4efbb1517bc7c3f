/** Nanoseconds, as Go's `time.Duration` counts. */
export type Duration = bigint;

export const second: Duration = 1_000_000_000n;
export const hour: Duration = 3600n * second;

const units = new Map<string, Duration>([
  ['ns', 1n],
  ['us', 1000n],
  ['\u00b5s', 1000n],
  ['\u03bcs', 1000n],
  ['ms', 1_000_000n],
  ['s', second],
  ['m', 60n * second],
  ['h', hour],
]);

const overflow = 2n ** 63n;
const part = /([0-9]*)(?:\.([0-9]*))?([^.0-9]+)/y;

/** `time.ParseDuration`; undefined where it reports an error. */
export function parseDuration(text: string): Duration | undefined {
  const bare = text.replace(/^[+-]/, '');
  if (bare === '0') return 0n;
  if (bare === '') return undefined;
  let sum = 0n;
  part.lastIndex = 0;
  while (part.lastIndex < bare.length) {
    const match = part.exec(bare);
    const value = match === null ? undefined : partValue(match);
    if (value === undefined) return undefined;
    // Go adds in 64 bits.
    sum = BigInt.asUintN(64, sum + value);
    if (sum > overflow) return undefined;
  }
  if (text.startsWith('-')) return -sum;
  return sum === overflow ? undefined : sum;
}

function partValue([, whole = '', fraction = '', name = '']: RegExpExecArray): bigint | undefined {
  const unit = units.get(name);
  if (unit === undefined || whole + fraction === '') return undefined;
  const value = BigInt(whole) * unit;
  if (value > overflow) return undefined;
  const total = value + fractionValue(fraction, unit);
  return total > overflow ? undefined : total;
}

/** Go computes fractions in floating point, and drops the digits that 63 bits have no room for. */
function fractionValue(fraction: string, unit: bigint): bigint {
  let digits = 0n;
  let scale = 1;
  for (const digit of fraction) {
    const next = digits * 10n + BigInt(digit);
    if (digits > (overflow - 1n) / 10n || next > overflow) break;
    digits = next;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(digits) * (Number(unit) / scale)));
}
