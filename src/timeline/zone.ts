import { isTimezone } from '../keda/timezone.ts';

/** How far a zone's clocks are ahead of UTC, in milliseconds, at a time since the epoch. */
export type Zone = (at: number) => number;

/** A time in which clocks don't change; they may not do so at its end either. */
export interface Period {
  readonly from: number;
  readonly until: number;
  /** How far the clocks are ahead of UTC, in milliseconds. */
  readonly offset: number;
}

const always: Period = { from: -Infinity, until: Infinity, offset: 0 };

/**
 * About 12 days: short enough that no zone changes its clocks twice within, the shortest being the
 * month of Ramadan in Morocco.
 */
const span = 2 ** 30;
const second = 1000;

/** What a KEDA in a container takes for UTC. */
const utc: ReadonlySet<string> = new Set(['', 'UTC', 'Local']);

/** Undefined where the runtime doesn't know the zone. */
export function zoneOf(name: string): Zone | undefined {
  return entryOf(name)?.zone;
}

/** The period that a time is in. */
export function periodsOf(name: string): ((at: number) => Period) | undefined {
  return entryOf(name)?.periods;
}

interface Entry {
  readonly zone: Zone;
  readonly periods: (at: number) => Period;
}

function entryOf(name: string): Entry | undefined {
  if (!entries.has(name)) {
    const periods = readPeriods(name);
    entries.set(name, periods && { periods, zone: (at) => periods(at).offset });
  }
  return entries.get(name);
}

/** Asking the runtime is slow, and streams name few zones. */
const entries = new Map<string, Entry | undefined>();

function readPeriods(timeZone: string): ((at: number) => Period) | undefined {
  if (utc.has(timeZone)) return () => always;
  const format = isTimezone(timeZone) ? offsetFormat(timeZone) : undefined;
  if (format === undefined) return undefined;
  const known = new Map<number, readonly Period[]>();
  let last: Period = { from: Infinity, until: -Infinity, offset: 0 };
  return (at) => {
    if (last.from <= at && at < last.until) return last;
    const index = Math.floor(at / span);
    const periods = known.get(index) ?? periodsIn(index * span, format);
    known.set(index, periods);
    last = periods.find(({ until }) => at < until) ?? last;
    return last;
  };
}

function periodsIn(start: number, format: Intl.DateTimeFormat): Period[] {
  const end = start + span;
  const [before, after] = [offsetAt(start, format), offsetAt(end, format)];
  if (before === after) return [{ from: start, until: end, offset: before }];
  let [low, high] = [start, end];
  while (high - low > second) {
    const middle = Math.floor((low + high) / 2 / second) * second;
    if (middle <= low) break;
    if (offsetAt(middle, format) === before) low = middle;
    else high = middle;
  }
  const change = Math.floor(high / second) * second;
  return [
    { from: start, until: change, offset: before },
    { from: change, until: end, offset: after },
  ];
}

function offsetFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    return undefined;
  }
}

/** The runtime tells `GMT`, `GMT+05:30` or, of times long ago, `GMT+00:53:28`. */
function offsetAt(at: number, format: Intl.DateTimeFormat): number {
  const [, sign, hours, minutes, seconds] =
    /GMT([+\-−])(\d+):(\d+)(?::(\d+))?/.exec(format.format(at)) ?? [];
  const size = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return (sign === '+' ? size : -size) * second;
}
