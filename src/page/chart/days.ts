import { zoneOf } from '../../timeline/zone.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** Part of the time, with the places of its labels. In milliseconds since the epoch. */
export interface Period {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

export type Length = 'day' | 'week';

/** The day that it is in a zone, or its week from Monday on, by the zone's own clocks. */
export function periodOf(length: Length, zone: string, now: number): Period {
  const ahead = zoneOf(zone) ?? (() => 0);
  /** Where the zone's clocks show this, counted as if they were those of UTC. */
  const timeOf = (clock: number): number => clock - ahead(clock - ahead(clock));
  const today = Math.floor((now + ahead(now)) / day);
  const first = length === 'day' ? today : today - ((today + 3) % 7);
  const days = length === 'day' ? 1 : 7;
  const step = length === 'day' ? 3 * hour : day;
  const count = (days * day) / step;
  const ticks = Array.from({ length: count + 1 }, (_, at) => timeOf(first * day + at * step));
  return { from: timeOf(first * day), to: timeOf((first + days) * day), ticks };
}

export function viewerZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** `06:40`, `Mon 06:40`. */
export function clockText(at: number, zone: string, length: Length): string {
  return format(at, zone, {
    hour: '2-digit',
    minute: '2-digit',
    ...(length === 'week' && { weekday: 'short' }),
  });
}

/** `Mon 23 Nov`. */
export function dayText(at: number, zone: string): string {
  return format(at, zone, { weekday: 'short', day: 'numeric', month: 'short' });
}

function format(at: number, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const known = zoneOf(timeZone) === undefined || timeZone === '' || timeZone === 'Local';
  const zone = known ? 'UTC' : timeZone;
  return new Intl.DateTimeFormat('en-GB', { hourCycle: 'h23', ...options, timeZone: zone }).format(
    at,
  );
}
