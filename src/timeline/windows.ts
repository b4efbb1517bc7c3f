import { parseCron } from '../keda/cron.ts';
import type { CronWindow } from '../keda/scale.ts';
import type { CronSchedule } from '../keda/schedule.ts';
import { nextTime } from './next-time.ts';
import { zoneOf } from './zone.ts';

/** Milliseconds since the epoch; `end` is not part of it. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** Of a cron trigger. Undefined: never within five years. */
export interface NextTimes {
  readonly start: number | undefined;
  readonly end: number | undefined;
}

/** Whether KEDA can tell when the trigger is active, and so can the functions below. */
export function isReadable({ start, end, timezone }: CronWindow): boolean {
  return [start, end].every((text) => {
    const schedule = scheduleOf(text);
    return schedule !== undefined && zoneOf(schedule.timezone ?? timezone) !== undefined;
  });
}

/** Whether a cron trigger is active; one that can't be read never is. */
export function isActive(cron: CronWindow, at: number): boolean {
  return isReadable(cron) && isOpen(nextTimes(cron, at));
}

/** The times in which a cron trigger is active, from `from` to before `to`, one after another. */
export function windowsBetween(cron: CronWindow, from: number, to: number): Interval[] {
  if (!isReadable(cron)) return [];
  const windows: Interval[] = [];
  let at = from;
  let open: number | undefined;
  while (at < to) {
    const next = nextTimes(cron, at);
    const active = isOpen(next);
    if (active) open ??= at;
    if (!active && open !== undefined) {
      windows.push({ start: open, end: at });
      open = undefined;
    }
    at = Math.min(next.start ?? to, next.end ?? to);
  }
  if (open !== undefined) windows.push({ start: open, end: to });
  return windows;
}

function nextTimes({ start, end, timezone }: CronWindow, at: number): NextTimes {
  const [starts, ends] = [scheduleOf(start), scheduleOf(end)];
  return {
    start: starts && nextTime(starts, timezone, at),
    end: ends && nextTime(ends, timezone, at),
  };
}

/**
 * KEDA's rule (pkg/scalers/cron_scaler.go): it looks at the next start and the next end only, and is
 * in a window unless the start comes first. What never comes is Go's zero time to it, long past:
 * without a next start it is always active, with one and without an end it never is.
 */
function isOpen({ start, end }: NextTimes): boolean {
  if (start === undefined) return true;
  return end !== undefined && end <= start;
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
