import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCron } from '../../src/keda/cron.ts';
import type { CronSchedule } from '../../src/keda/schedule.ts';
import { nextTime } from '../../src/timeline/next-time.ts';
import { isActive, isReadable, windowsBetween } from '../../src/timeline/windows.ts';

interface Recorded {
  readonly start: string;
  readonly end: string;
  readonly zone: string;
  readonly at: number;
  /** The next start. */
  readonly next: number | null;
  /** The next end. */
  readonly until: number | null;
  readonly active: boolean;
}

/** Answers of robfig/cron v3 and of KEDA 2.21's cron scaler, changes of clocks among them. */
const recorded = readFileSync('test/timeline/recorded/cron.jsonl', 'utf8')
  .trimEnd()
  .split('\n')
  .map((line): Recorded => JSON.parse(line));

function scheduleOf(text: string): CronSchedule {
  const parsed = parseCron(text);
  if (!('ok' in parsed)) throw new Error(`${text} can't be read`);
  return parsed.ok;
}

function windowOf({ start, end, zone }: Pick<Recorded, 'start' | 'end' | 'zone'>): {
  start: string;
  end: string;
  timezone: string;
  desiredReplicas: number;
} {
  return { start, end, timezone: zone, desiredReplicas: 1 };
}

describe('cron triggers', () => {
  test('start and end next when the cron library of KEDA says', () => {
    expect(recorded.length).toBeGreaterThan(500);
    for (const { start, end, zone, at, next, until } of recorded) {
      const answers = [start, end].map((text) => nextTime(scheduleOf(text), zone, at) ?? null);
      expect({ start, end, zone, at, answers }).toEqual({
        start,
        end,
        zone,
        at,
        answers: [next, until],
      });
    }
  });

  test('are active when KEDA says', () => {
    for (const each of recorded) {
      expect({ ...each, active: isActive(windowOf(each), each.at) }).toEqual(each);
    }
  });

  test('are active between the ends of their windows, and nowhere else', () => {
    for (const each of recorded.filter((_, index) => index % 10 === 0)) {
      const window = windowOf(each);
      const [from, to] = [each.at, each.at + 86_400_000];
      const windows = windowsBetween(window, from, to);
      for (let at = from; at < to; at += 450_000) {
        const inside = windows.some(({ start, end }) => start <= at && at < end);
        expect({ ...each, at, active: inside }).toEqual({
          ...each,
          at,
          active: isActive(window, at),
        });
      }
    }
  });

  test('end also where the next time that is named is past already', () => {
    const window = windowOf({
      start: '*/39 1 * * *',
      end: '* * */18 * *',
      zone: 'America/St_Johns',
    });
    const change = Date.UTC(2009, 10, 1, 2, 31);
    expect(nextTime(scheduleOf(window.end), window.timezone, change)).toBe(change - 60_000);
    expect(windowsBetween(window, change - 43_200_000, change + 43_200_000).length).toBeLessThan(9);
  });

  test('of a working day in Berlin follow its clocks', () => {
    const window = windowOf({ start: '0 8 * * *', end: '0 18 * * *', zone: 'Europe/Berlin' });
    const [from, to] = [Date.UTC(2026, 2, 28), Date.UTC(2026, 2, 30)];
    expect(windowsBetween(window, from, to)).toEqual([
      { start: Date.UTC(2026, 2, 28, 7), end: Date.UTC(2026, 2, 28, 17) },
      { start: Date.UTC(2026, 2, 29, 6), end: Date.UTC(2026, 2, 29, 16) },
    ]);
  });

  test('that cannot be read are never active', () => {
    const window = windowOf({ start: 'soon', end: '0 18 * * *', zone: 'UTC' });
    expect(isReadable(window)).toBe(false);
    expect(windowsBetween(window, 0, 86_400_000)).toEqual([]);
  });
});
