import type { NamedTrigger, Samples } from './assign.ts';
import type { Period } from './signal.ts';
import type { SampleTime } from './time.ts';
import type { Series, Unreadable } from './types.ts';

export interface PeriodOptions {
  readonly from?: SampleTime;
  readonly until?: SampleTime;
}

export interface ChosenPeriod {
  /** In seconds since 1970, or since the samples' own start. */
  readonly period: Period;
  readonly isAbsolute: boolean;
}

/** From when until when is simulated: as long as there are samples, where nothing else is said. */
export function choosePeriod(
  samples: Samples,
  triggers: readonly NamedTrigger[],
  { from, until }: PeriodOptions,
): ChosenPeriod | Unreadable {
  const isAbsolute = samples.isAbsolute ?? from?.isAbsolute === true;
  const hasCron = triggers.some(({ trigger }) => trigger.type === 'cron');
  const all = [...samples.byTrigger.values()];
  const problems = [
    ...timeProblems('--from', from, isAbsolute),
    ...timeProblems('--until', until, isAbsolute),
    ...(hasCron && !isAbsolute && all.length > 0 ? [noTimeOfDay] : []),
    ...(all.length === 0 && (from === undefined || until === undefined) ? [noPeriod] : []),
  ];
  if (problems.length > 0) return { problems };
  const start = from?.seconds ?? Math.min(...all.map(firstOf));
  const end = until?.seconds ?? Math.max(...all.map(lastOf));
  if (end > start) return { period: { start, end }, isAbsolute };
  const what = from === undefined && until === undefined ? 'the samples are' : 'that is';
  return { problems: [`${what} of no duration: at least two times are needed, the second later`] };
}

const noTimeOfDay =
  'a cron trigger needs the time of day, and the times of the samples count from their own start: write them as RFC 3339, or in seconds since 1970';
const noPeriod = 'without samples, --from and --until say what time is simulated';

function timeProblems(flag: string, time: SampleTime | undefined, isAbsolute: boolean): string[] {
  if (time === undefined || time.isAbsolute === isAbsolute) return [];
  return [
    isAbsolute
      ? `${flag} counts from the start of the samples, whose times are those of the day: write it as they are`
      : `${flag} is a time of the day, and the times of the samples count from their own start: write it as they are`,
  ];
}

function firstOf({ points }: Series): number {
  return points[0]?.time ?? 0;
}

function lastOf({ points }: Series): number {
  return points.at(-1)?.time ?? 0;
}
