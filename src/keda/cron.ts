import type { CronSchedule } from './schedule.ts';
import { isTimezone } from './timezone.ts';

export type ParsedCron =
  | { readonly ok: CronSchedule }
  | { readonly problem: string; readonly offset: number };

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
}

/** `star`: the field says nothing about the day, in the sense of `bothDays`. */
interface Values {
  readonly values: Set<number>;
  readonly star: boolean;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const fields: readonly Field[] = [
  { name: 'minute', min: 0, max: 59, names: [] },
  { name: 'hour', min: 0, max: 23, names: [] },
  { name: 'day of month', min: 1, max: 31, names: [] },
  { name: 'month', min: 1, max: 12, names: months },
  { name: 'day of week', min: 0, max: 6, names: weekdays },
];

/** What Go's strings.Fields takes for a word. */
const goWord = /(?:[^\s\u0085]|\ufeff)+/g;

/**
 * Reads a cron expression as KEDA does: robfig/cron v3 with the five standard fields, without
 * seconds and without descriptors like `@daily`. It takes what that parser takes, its oddities
 * (`1,,2`, `*-5`, `+5`) included.
 */
export function parseCron(text: string): ParsedCron {
  const zone = /^(?:CRON_)?TZ=([^ ]*)/.exec(text);
  const start = zone?.[0].length ?? 0;
  if (zone?.[1] !== undefined && !isTimezone(zone[1])) {
    return { problem: `there is no time zone ${zone[1]}`, offset: 0 };
  }
  const words = [...text.slice(start).matchAll(goWord)];
  if (words[0]?.[0].startsWith('@')) {
    return { problem: `KEDA does not read descriptors such as ${words[0][0]}`, offset: start };
  }
  if (words.length !== fields.length) {
    return { problem: `expected 5 fields, found ${words.length}`, offset: start };
  }
  const parsed: Values[] = [];
  for (const [index, field] of fields.entries()) {
    const word = words[index];
    if (word === undefined) break;
    const values = parseField(word[0], field);
    if (typeof values === 'string') {
      return { problem: `${field.name}: ${values}`, offset: start + word.index };
    }
    parsed.push(values);
  }
  return { ok: scheduleOf(parsed, zone?.[1]) };
}

function scheduleOf(parsed: readonly Values[], timezone: string | undefined): CronSchedule {
  const valuesAt = (index: number): Set<number> => parsed[index]?.values ?? new Set();
  return {
    minutes: valuesAt(0),
    hours: valuesAt(1),
    daysOfMonth: valuesAt(2),
    months: valuesAt(3),
    daysOfWeek: valuesAt(4),
    bothDays: parsed[2]?.star === true || parsed[4]?.star === true,
    timezone,
  };
}

function parseField(text: string, field: Field): Values | string {
  const values = new Set<number>();
  let star = false;
  for (const part of text.split(',').filter((part) => part !== '')) {
    const range = parseRange(part, field);
    if (typeof range === 'string') return range;
    for (const value of range.values) values.add(value);
    star ||= range.star;
  }
  return { values, star };
}

function parseRange(text: string, field: Field): Values | string {
  const [range = '', stepText, ...moreSteps] = text.split('/');
  const [low = '', high, ...moreHyphens] = range.split('-');
  const all = low === '*' || low === '?';
  if (!all && moreHyphens.length > 0) return `too many hyphens in "${text}"`;
  if (moreSteps.length > 0) return `too many slashes in "${text}"`;
  const first = all ? field.min : numberOf(low, field);
  const last = all ? field.max : high === undefined ? first : numberOf(high, field);
  const step = stepText === undefined ? 1 : numberOf(stepText);
  if (first === undefined || last === undefined || step === undefined) {
    return `"${text}" is not a number${field.names.length > 0 ? ' or a name' : ''}, a range or *`;
  }
  const end = stepText !== undefined && high === undefined ? field.max : last;
  if (first < field.min || end > field.max) {
    return `"${text}" is outside of ${field.min} to ${field.max}`;
  }
  if (first > end) return `"${text}" begins after its end`;
  if (step === 0) return `the step of "${text}" is 0`;
  const values = new Set<number>();
  for (let value = first; value <= end; value += step) values.add(value);
  return { values, star: all && step === 1 };
}

/** Go's Atoi, for numbers that are not negative. */
function numberOf(text: string, field?: Field): number | undefined {
  const named = field?.names.indexOf(text.toLowerCase()) ?? -1;
  if (field !== undefined && named >= 0) return named + field.min;
  if (!/^\+?[0-9]+$/.test(text) || BigInt(text.replace('+', '')) >= 2n ** 63n) return undefined;
  return Number(text);
}
