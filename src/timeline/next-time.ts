import { type CronSchedule, everComes } from '../keda/schedule.ts';
import { type CivilDate, dateOf, daysOf, weekdayOf } from './civil.ts';
import { type Zone, zoneOf } from './zone.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** After which robfig/cron gives up. */
const years = 5;

/** A time that is on its way to the next that matches. */
interface Cursor {
  /** Milliseconds since the epoch. */
  at: number;
  /** Whether its smaller fields were set to their first values, which happens once. */
  cut: boolean;
  readonly schedule: CronSchedule;
  readonly zone: Zone;
}

/**
 * When a schedule fires next after a time, both in milliseconds since the epoch: what
 * SpecSchedule.Next of robfig/cron v3 answers, which KEDA asks, where clocks change too. There a
 * time that clocks skip is left out, and one that comes twice fires twice. Undefined when it doesn't
 * fire within five years, or when the runtime doesn't know the zone.
 */
export function nextTime(
  schedule: CronSchedule,
  timezone: string,
  after: number,
): number | undefined {
  const zone = zoneOf(scheduleZone(schedule, timezone));
  if (zone === undefined || !everComes(schedule)) return undefined;
  const at = Math.floor(after / second) * second + second;
  const cursor: Cursor = { at, cut: false, schedule, zone };
  const lastYear = dateAt(cursor).year + years;
  while (dateAt(cursor).year <= lastYear) {
    if (fields.every((reach) => reach(cursor))) return cursor.at;
  }
  return undefined;
}

/** The name of the zone that counts: a prefix of the expression outranks the trigger's. */
export function scheduleZone({ timezone: own }: CronSchedule, timezone: string): string {
  return own === undefined || own === 'Local' ? timezone : own;
}

/**
 * Each moves the cursor on until its field matches. False says that a larger field may have changed,
 * so that all of them are to be looked at again. They know that by the field's own first value, as
 * robfig/cron does: where clocks skip that value, nobody looks again.
 */
const fields: readonly ((cursor: Cursor) => boolean)[] = [
  reachMonth,
  reachDay,
  reachHour,
  reachMinute,
  reachSecond,
];

function reachMonth(cursor: Cursor): boolean {
  for (let date = dateAt(cursor); !cursor.schedule.months.has(date.month); ) {
    cutTo(cursor, () => daysOf({ ...date, day: 1 }) * day);
    date = dateAt(cursor);
    cursor.at = instantOf(
      daysOf({ ...date, month: date.month + 1 }) * day + timeOfDay(cursor),
      cursor,
    );
    date = dateAt(cursor);
    if (date.month === 1) return false;
  }
  return true;
}

function reachDay(cursor: Cursor): boolean {
  while (!isDay(cursor)) {
    cutTo(cursor, (wall) => floorTo(wall, day));
    const tomorrow = instantOf(wallOf(cursor) + day, cursor);
    // Where clocks skip a whole day, as in Apia in 2011, robfig/cron goes round and round.
    cursor.at = tomorrow > cursor.at ? tomorrow : cursor.at + day;
    // Midnight may be skipped: the nearest hour is taken, which need not be of the day meant.
    const hours = hourAt(cursor);
    if (hours !== 0) cursor.at += (hours > 12 ? 24 - hours : -hours) * hour;
    if (dateAt(cursor).day === 1) return false;
  }
  return true;
}

function reachHour(cursor: Cursor): boolean {
  while (!cursor.schedule.hours.has(hourAt(cursor))) {
    cutTo(cursor, (wall) => floorTo(wall, hour));
    cursor.at += hour;
    if (hourAt(cursor) === 0) return false;
  }
  return true;
}

function reachMinute(cursor: Cursor): boolean {
  while (!cursor.schedule.minutes.has(minuteAt(cursor))) {
    if (!cursor.cut) cursor.at = floorTo(cursor.at, minute);
    cursor.cut = true;
    cursor.at += minute;
    if (minuteAt(cursor) === 0) return false;
  }
  return true;
}

/** Schedules of five fields fire at the full minute. */
function reachSecond(cursor: Cursor): boolean {
  const past = wallOf(cursor) - floorTo(wallOf(cursor), minute);
  if (past === 0) return true;
  cursor.cut = true;
  cursor.at += minute - past;
  return false;
}

function isDay(cursor: Cursor): boolean {
  const { daysOfMonth, daysOfWeek, bothDays } = cursor.schedule;
  const days = Math.floor(wallOf(cursor) / day);
  const [ofMonth, ofWeek] = [daysOfMonth.has(dateOf(days).day), daysOfWeek.has(weekdayOf(days))];
  return bothDays ? ofMonth && ofWeek : ofMonth || ofWeek;
}

function cutTo(cursor: Cursor, cut: (wall: number) => number): void {
  if (!cursor.cut) cursor.at = instantOf(cut(wallOf(cursor)), cursor);
  cursor.cut = true;
}

/** What clocks show: the milliseconds since the epoch at which those of UTC show the same. */
function wallOf({ at, zone }: Cursor): number {
  return at + zone(at);
}

/**
 * When clocks show it, as Go's time.Date decides where they do so twice or never: by the offset that
 * holds when UTC's clocks show it, unless another holds at the time which that gives.
 */
function instantOf(wall: number, { zone }: Cursor): number {
  return wall - zone(wall - zone(wall));
}

function dateAt(cursor: Cursor): CivilDate {
  return dateOf(Math.floor(wallOf(cursor) / day));
}

function timeOfDay(cursor: Cursor): number {
  return wallOf(cursor) - floorTo(wallOf(cursor), day);
}

function hourAt(cursor: Cursor): number {
  return Math.floor(timeOfDay(cursor) / hour);
}

function minuteAt(cursor: Cursor): number {
  return Math.floor(timeOfDay(cursor) / minute) % 60;
}

function floorTo(value: number, unit: number): number {
  return Math.floor(value / unit) * unit;
}
