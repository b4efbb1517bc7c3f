import { daysOf } from '../../timeline/civil.ts';

/** A time of a sample: seconds since 1970, or since whatever the samples start at. */
export interface SampleTime {
  readonly seconds: number;
  readonly isAbsolute: boolean;
}

const rfc3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(\.\d+)? ?(?:([Zz])|([+-])(\d{2}):?(\d{2}))$/;

/** Numbers below count from the start of the samples: three years of seconds. */
const leastEpoch = 1e8;
/** Numbers from here on are milliseconds: as seconds they would be in the year 5138. */
const leastMilliseconds = 1e11;

/** What a sample's time may look like, for messages. */
export const timeForms =
  'RFC 3339 such as 2026-03-02T06:40:00Z, seconds or milliseconds since 1970, or seconds from the start';

export function parseTime(text: string): SampleTime | undefined {
  const trimmed = text.trim();
  if (/^\d+(\.\d+)?$/.test(trimmed)) {
    const number = Number(trimmed);
    if (number < leastEpoch) return { seconds: number, isAbsolute: false };
    return { seconds: number < leastMilliseconds ? number : number / 1000, isAbsolute: true };
  }
  const match = rfc3339.exec(trimmed);
  return match === null ? undefined : absolute(match);
}

function absolute(match: RegExpExecArray): SampleTime | undefined {
  const at = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day, hour, minute] = [at(1), at(2), at(3), at(4), at(5)];
  const isReal =
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= lastDay(year, month) &&
    hour < 24 &&
    minute < 60;
  if (!isReal || at(6) > 60) return undefined;
  const offset = (match[9] === '-' ? -1 : 1) * (at(10) * 60 + at(11));
  const minutes = daysOf({ year, month, day }) * 1440 + hour * 60 + minute - offset;
  return { seconds: minutes * 60 + at(6) + at(7), isAbsolute: true };
}

function lastDay(year: number, month: number): number {
  const next = month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 };
  return daysOf({ ...next, day: 1 }) - daysOf({ year, month, day: 1 });
}
