/** Days and dates of the Gregorian calendar, which the core has to count without `Date`. */
export interface CivilDate {
  readonly year: number;
  /** 1 is January. */
  readonly month: number;
  readonly day: number;
}

/** Of the era of 400 years after which the calendar repeats. */
const daysPerEra = 146097;
/** From the first of March of the year 0 to the first of January 1970. */
const epoch = 719468;

/** Days since 1970-01-01. Months and days outside of their year or month run over, as Go's do. */
export function daysOf({ year, month, day }: CivilDate): number {
  // Years that begin in March have their leap day at the end.
  const months = year * 12 + month - 3;
  const [marchYear, marchMonth] = [Math.floor(months / 12), modulo(months, 12)];
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5);
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * daysPerEra + yearOfEra * 365 + leapDays + dayOfYear + day - 1 - epoch;
}

export function dateOf(days: number): CivilDate {
  const shifted = days + epoch;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36524) + Math.floor(dayOfEra / 146096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const firstOfMarch = 365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - firstOfMarch;
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

/** 0 is Sunday. */
export function weekdayOf(days: number): number {
  return modulo(days + 4, 7);
}

function modulo(value: number, divisor: number): number {
  return value - Math.floor(value / divisor) * divisor;
}
