import { parseCron } from '../keda/cron.ts';
import type { CronWindow } from '../keda/scale.ts';
import type { CronSchedule } from '../keda/schedule.ts';
import { nextTime, scheduleZone } from './next-time.ts';
import { type Period, periodsOf } from './zone.ts';

/** Milliseconds since the epoch; `end` is not part of it. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** Whether KEDA can tell when the trigger is active, and so can the functions below. */
export function isReadable(cron: CronWindow): boolean {
  return clockOf(cron) !== undefined;
}

/** Whether a cron trigger is active; one that can't be read never is. */
export function isActive(cron: CronWindow, at: number): boolean {
  return clockOf(cron)?.look(at).isActive ?? false;
}

/** The times in which a cron trigger is active, from `from` to before `to`, one after another. */
export function windowsBetween(cron: CronWindow, from: number, to: number): Interval[] {
  const clock = clockOf(cron);
  const windows: Interval[] = [];
  let open: number | undefined;
  for (let at = from; clock !== undefined && at < to; ) {
    const { isActive, until } = clock.look(at);
    if (isActive) open ??= at;
    else if (open !== undefined) {
      windows.push({ start: open, end: at });
      open = undefined;
    }
    at = until;
  }
  return open === undefined ? windows : [...windows, { start: open, end: to }];
}

interface Look {
  readonly isActive: boolean;
  /** Until then the answer is the same. */
  readonly until: number;
}

interface Clock {
  readonly look: (at: number) => Look;
}

function clockOf({ start, end, timezone }: CronWindow): Clock | undefined {
  const [starts, ends] = [scheduleOf(start), scheduleOf(end)];
  if (starts === undefined || ends === undefined) return undefined;
  const zones = [starts, ends].map((schedule) => periodsOf(scheduleZone(schedule, timezone)));
  const known = zones.filter((zone) => zone !== undefined);
  if (known.length < zones.length) return undefined;
  return {
    look: (at) => {
      const start = nextTime(starts, timezone, at) ?? -Infinity;
      const end = nextTime(ends, timezone, at) ?? -Infinity;
      const looks = known.map((periods) => nextLook(periods(at), at));
      const until = Math.min(...[start, end, ...looks].filter((time) => time > at));
      return { isActive: isWithin(at, start, end), until };
    },
  };
}

const minute = 60_000;

/**
 * When clocks have changed, the next time may become another one before it has come: then, and at
 * the quarters of an hour that follow, on which all clocks of our days begin an hour.
 */
function nextLook({ from, until }: Period, at: number): number {
  const quarter = 15 * minute;
  const isSettled = at >= from + 120 * minute;
  return isSettled ? until : Math.min(until, Math.floor(at / quarter + 1) * quarter);
}

/**
 * KEDA's rule (GetMetricsAndActivity of pkg/scalers/cron_scaler.go), of the next start and the next
 * end alone: it is in a window unless the start comes first. What never comes is Go's zero time to
 * it, long past: without a next start it is always active, with one and without an end it never is.
 * Where clocks are set back, robfig/cron may name a time that is past already.
 */
function isWithin(at: number, start: number, end: number): boolean {
  return start < end ? start < at && at < end : start < at || at < end;
}

function scheduleOf(text: string): CronSchedule | undefined {
  if (!schedules.has(text)) {
    const parsed = parseCron(text);
    schedules.set(text, 'ok' in parsed ? parsed.ok : undefined);
  }
  return schedules.get(text);
}

/** Whoever simulates asks for the same ones again and again. */
const schedules = new Map<string, CronSchedule | undefined>();
