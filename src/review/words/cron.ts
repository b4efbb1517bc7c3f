import { parseCron } from '../../keda/cron.ts';
import type { CronWindow } from '../../keda/scale.ts';
import type { CronSchedule } from '../../keda/schedule.ts';
import type { Signs } from './charset.ts';

/** One time of the day, on some days of the week. */
interface Moment {
  /** After midnight. */
  readonly minute: number;
  /** 0 is Sunday. */
  readonly days: ReadonlySet<number>;
}

const everyDay: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 5, 6]);
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const fromMonday = [1, 2, 3, 4, 5, 6, 0];

/** `Mon–Fri 06:40–11:15 Europe/Berlin → 30`. What can't be said so is shown as it is written. */
export function cronText(window: CronWindow, signs: Signs): string {
  const { timezone, desiredReplicas } = window;
  const replicas = Number.isFinite(desiredReplicas) ? desiredReplicas : '?';
  return `${spanText(window, signs)} ${timezone} ${signs.arrow} ${replicas}`;
}

function spanText({ start, end }: CronWindow, signs: Signs): string {
  const [from, until] = [momentOf(start), momentOf(end)];
  if (from === undefined || until === undefined) return `"${start}"${signs.to}"${end}"`;
  const times = `${timeText(from)}${signs.to}${timeText(until)}`;
  const isDaily = isSame(from.days, everyDay) && isSame(until.days, everyDay);
  if (isDaily && from.minute !== until.minute) return times;
  const days = daysText(from.days, signs);
  if (from.minute < until.minute && isSame(from.days, until.days)) return `${days} ${times}`;
  if (from.minute > until.minute && isSame(dayAfter(from.days), until.days)) {
    return `${days} ${times} next day`;
  }
  return `${days} ${timeText(from)} to ${daysText(until.days, signs)} ${timeText(until)}`;
}

/** Absent where an expression fires more than once a day, or not by the week. */
function momentOf(expression: string): Moment | undefined {
  const parsed = parseCron(expression);
  if (!('ok' in parsed)) return undefined;
  const { minutes, hours, timezone } = parsed.ok;
  const [minute, ...otherMinutes] = minutes;
  const [hour, ...otherHours] = hours;
  const days = daysOf(parsed.ok);
  const isOnce = otherMinutes.length === 0 && otherHours.length === 0 && timezone === undefined;
  if (!isOnce || minute === undefined || hour === undefined || days === undefined) return undefined;
  return { minute: hour * 60 + minute, days };
}

/** Which days of the week, each week of the year; absent where it can't be said so. */
function daysOf(schedule: CronSchedule): ReadonlySet<number> | undefined {
  const { daysOfMonth, months, daysOfWeek, bothDays } = schedule;
  if (months.size !== 12 || daysOfWeek.size === 0) return undefined;
  const isAnyOfMonth = daysOfMonth.size === 31;
  if (!bothDays && (isAnyOfMonth || daysOfWeek.size === 7)) return everyDay;
  return bothDays && isAnyOfMonth ? daysOfWeek : undefined;
}

function isSame(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === b.size && [...a].every((day) => b.has(day));
}

function dayAfter(days: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([...days].map((day) => (day + 1) % 7));
}

function timeText({ minute }: Moment): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** `Mon–Wed,Fri`: as a week begins on Monday. */
function daysText(days: ReadonlySet<number>, { to }: Signs): string {
  if (days.size === 7) return 'daily';
  const runs: string[][] = [];
  let isOpen = false;
  for (const day of fromMonday) {
    const name = weekdays[day] ?? '';
    if (days.has(day) && isOpen) runs.at(-1)?.push(name);
    else if (days.has(day)) runs.push([name]);
    isOpen = days.has(day);
  }
  return runs
    .map((run) => (run.length > 2 ? `${run[0]}${to}${run.at(-1)}` : run.join(',')))
    .join(',');
}
