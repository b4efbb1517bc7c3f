/** When a cron expression fires: the values of each field, as KEDA's parser reads them. */
export interface CronSchedule {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly daysOfMonth: ReadonlySet<number>;
  /** 1 is January. */
  readonly months: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly daysOfWeek: ReadonlySet<number>;
  /**
   * Whether a day must match both day fields. It is so when one of them is `*` or `?`; otherwise
   * either is enough.
   */
  readonly bothDays: boolean;
  /** Zone of a `TZ=` or `CRON_TZ=` prefix, which outranks the trigger's `timezone`. */
  readonly timezone: string | undefined;
}

const longestMonth: readonly number[] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether there is any day in any year on which the schedule fires. */
export function everComes(schedule: CronSchedule): boolean {
  const { minutes, hours, daysOfMonth, daysOfWeek, bothDays } = schedule;
  if (minutes.size === 0 || hours.size === 0) return false;
  const dayOfMonth = [...schedule.months].some((month) =>
    [...daysOfMonth].some((day) => day <= (longestMonth[month - 1] ?? 0)),
  );
  const dayOfWeek = schedule.months.size > 0 && daysOfWeek.size > 0;
  return bothDays ? dayOfMonth && dayOfWeek : dayOfMonth || dayOfWeek;
}

/** Whether two schedules fire at the same times, however they are written. */
export function sameTimes(a: CronSchedule, b: CronSchedule): boolean {
  return a.timezone === b.timezone && a.bothDays === b.bothDays && setsOf(a) === setsOf(b);
}

function setsOf({ minutes, hours, daysOfMonth, months, daysOfWeek }: CronSchedule): string {
  const sorted = (values: ReadonlySet<number>): number[] => [...values].sort((a, b) => a - b);
  return JSON.stringify([minutes, hours, daysOfMonth, months, daysOfWeek].map(sorted));
}
