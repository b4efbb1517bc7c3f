import type { Scale } from '../../keda/scale.ts';
import { replicasText } from '../../review/words/scale.ts';
import { triggerText } from '../../review/words/trigger.ts';
import { mostReplicas } from '../../timeline/recommend.ts';
import { type ReplicaRange, replicaRange, type Segment } from '../../timeline/replica-range.ts';
import { tooltip } from './axes.ts';
import { clockText, type Length, type Period } from './days.ts';

/** What a timeline is of, and over what. */
export interface Timeline {
  readonly scale: Scale;
  readonly before?: Scale;
  readonly period: Period;
  readonly length: Length;
  readonly zone: string;
}

/** What holds where the pointer is. */
export function timelineTip(
  at: number | undefined,
  { scale, period, length, zone }: Timeline,
  range: ReplicaRange,
  old: ReplicaRange | undefined,
): HTMLElement | string {
  const segment = at === undefined ? undefined : segmentAt(range, at);
  if (at === undefined || segment === undefined) return '';
  const { low, high, start, end, active } = segment;
  const times = [start, end].map((edge) => clockText(edge, zone, length));
  const isAllDay = start === period.from && end === period.to;
  const past = old && segmentAt(old, at);
  return tooltip(`${levelText(low, high)} replicas`, [
    isAllDay ? `the whole ${length}` : `${times.join('–')} ${zone}`,
    ...active.flatMap((index) =>
      scale.triggers[index] ? [triggerText(scale.triggers[index])] : [],
    ),
    ...(past === undefined ? [] : [`before: ${levelText(past.low, past.high)}`]),
  ]);
}

function segmentAt({ segments }: ReplicaRange, at: number): Segment | undefined {
  return segments.find(({ start, end }) => start <= at && at < end) ?? segments.at(-1);
}

/** What the chart shows, in words: a line for each level that is reached. */
export function timelineText({ scale, period, length, zone }: Timeline): string {
  const { segments } = replicaRange(scale, period.from, period.to);
  const parts = segments.map(({ start, end, low, high }) =>
    segments.length === 1
      ? `${levelText(low, high)} all the time`
      : `${clockText(start, zone, length)} to ${clockText(end, zone, length)}: ${levelText(low, high)}`,
  );
  return `Replicas over a ${length} in ${zone}, limits ${replicasText(scale)}. ${parts.join('; ')}.`;
}

export function levelText(low: number, high: number): string {
  if (high >= mostReplicas) return `${low}–∞`;
  return low === high ? String(low) : `${low}–${high}`;
}
