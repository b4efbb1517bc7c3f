import { dateOf } from '../../timeline/civil.ts';
import { parseTime } from '../samples/time.ts';
import type { Simulation } from '../types.ts';

/** How times are written: as short as the whole of the simulation allows. */
export type Clock = (time: number) => string;

const day = 86400;

/** `06:40:15` in UTC, with the date where there are several; `0:15:00` from a start that is not known. */
export function clockOf({ start, duration }: Pick<Simulation, 'start' | 'duration'>): Clock {
  const origin = start === undefined ? undefined : parseTime(start)?.seconds;
  if (origin === undefined) {
    return (time) => `${Math.floor(time / 3600)}:${two((time % 3600) / 60)}:${two(time % 60)}`;
  }
  const hasDates = Math.floor(origin / day) !== Math.floor((origin + duration) / day);
  return (time) => {
    const ofDay = (origin + time) % day;
    const clock = `${two(ofDay / 3600)}:${two((ofDay % 3600) / 60)}:${two(ofDay % 60)}`;
    if (!hasDates) return clock;
    const { month, day: date } = dateOf(Math.floor((origin + time) / day));
    return `${two(month)}-${two(date)} ${clock}`;
  };
}

function two(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}

/** `2 h 5 min`, `45 s`: what people can compare. */
export function durationText(seconds: number): string {
  const parts = [
    [Math.floor(seconds / day), 'd'],
    [Math.floor((seconds % day) / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [Math.round(seconds % 60), 's'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).slice(0, 2);
  return told.length === 0 ? '0 s' : told.map(([count, unit]) => `${count} ${unit}`).join(' ');
}
