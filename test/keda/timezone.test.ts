import { expect, it } from 'vitest';
import { isTimezone, knownTimezones } from '../../src/keda/timezone.ts';

it.each([
  ...[
    'UTC',
    'Local',
    'Europe/Berlin',
    'America/Argentina/Buenos_Aires',
    'Asia/Calcutta',
    'Asia/Kolkata',
  ],
  ...['Etc/GMT+3', 'US/Pacific', 'EST5EDT', 'America/Coyhaique'],
])('%s is a time zone', (name) => {
  expect(isTimezone(name)).toBe(true);
});

it.each([
  'Europe/Berln',
  'europe/berlin',
  'utc',
  '+02:00',
  'GMT+2',
  'CEST',
  ' UTC',
  'Berlin',
  'Europe',
])('%s is none', (name) => {
  expect(isTimezone(name)).toBe(false);
});

it('all zones that the runtime lists are time zones', () => {
  expect(knownTimezones().filter((name) => !isTimezone(name))).toEqual([]);
});
