import { describe, expect, it } from 'vitest';
import { parseCron } from '../../src/keda/cron.ts';
import { type CronSchedule, everComes, sameTimes } from '../../src/keda/schedule.ts';
import { readRecorded } from './recorded/read.ts';

type Recorded = [text: string, fields: string | null, zone?: string];

const star = 1n << 63n;

function bits(values: Iterable<number>): bigint {
  let sum = 0n;
  for (const value of values) sum |= 1n << BigInt(value);
  return sum;
}

describe("robfig's parser, as KEDA sets it up", () => {
  it.each(readRecorded<Recorded>('cron'))('reads %j as revcast does', (text, recorded, zone) => {
    const parsed = parseCron(text);
    if (recorded === null) {
      expect(parsed).toHaveProperty('problem');
      return;
    }
    const { ok } = parsed as { ok: CronSchedule };
    const fields = recorded.split(' ').map(BigInt);
    const [, , day = 0n, , weekday = 0n] = fields;
    expect([ok.minutes, ok.hours, ok.daysOfMonth, ok.months, ok.daysOfWeek].map(bits)).toEqual(
      fields.map((field) => field & ~star),
    );
    expect(ok.bothDays).toBe(((day | weekday) & star) !== 0n);
    expect(ok.timezone || 'UTC').toBe(zone ?? 'UTC');
  });
});

describe('what is wrong with a cron expression', () => {
  it.each([
    ['0 8 * *', 'expected 5 fields, found 4', 0],
    ['@daily', 'KEDA does not read descriptors such as @daily', 0],
    ['60 8 * * *', 'minute: "60" is outside of 0 to 59', 0],
    ['0 8 * * 7', 'day of week: "7" is outside of 0 to 6', 8],
    ['0 8 * SEPT *', 'month: "SEPT" is not a number or a name, a range or *', 6],
    ['0 18-8 * * *', 'hour: "18-8" begins after its end', 2],
    ['*/0 * * * *', 'minute: the step of "*/0" is 0', 0],
    ['1/2/3 * * * *', 'minute: too many slashes in "1/2/3"', 0],
    ['1-2-3 * * * *', 'minute: too many hyphens in "1-2-3"', 0],
    ['TZ=Europe/Atlantis 0 8 * * *', 'there is no time zone Europe/Atlantis', 0],
  ])('%s: %s', (text, problem, offset) => {
    expect(parseCron(text)).toEqual({ problem, offset });
  });
});

function schedule(text: string): CronSchedule {
  const parsed = parseCron(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.ok;
}

describe('a day', () => {
  it.each([
    ['0 0 30 2 *', false],
    ['0 0 31 4,6,9,11 *', false],
    ['0 0 29 2 *', true],
    ['0 0 30 2 MON', true],
    ['0 0 30 2 ?', false],
    [', * * * *', false],
    ['* * , * *', false],
    ['* * , * 1', true],
    ['* * * * ,', false],
    ['* * * , *', false],
  ])('of %s comes: %j', (text, comes) => {
    expect(everComes(schedule(text))).toBe(comes);
  });
});

describe('two expressions', () => {
  it.each([
    ['0 8 * * 1-5', '00 08 * * MON-FRI', true],
    ['0 8 * * *', '0 8 ? * ?', true],
    ['0 8 * * *', '0 9 * * *', false],
    ['0 8 1 * *', '0 8 1 * 0-6', false],
    ['0 8 * * *', 'TZ=Asia/Tokyo 0 8 * * *', false],
  ])('%s and %s mean the same times: %j', (a, b, same) => {
    expect(sameTimes(schedule(a), schedule(b))).toBe(same);
  });
});
