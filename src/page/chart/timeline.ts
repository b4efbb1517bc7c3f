import type { Scale } from '../../keda/scale.ts';
import { replicasText } from '../../review/words/scale.ts';
import { triggerText } from '../../review/words/trigger.ts';
import { mostReplicas } from '../../timeline/recommend.ts';
import { type ReplicaRange, replicaRange, type Segment } from '../../timeline/replica-range.ts';
import {
  axisLook,
  headroom,
  limitLines,
  pointerAt,
  probeSeries,
  tooltip,
  tooltipLook,
} from './axes.ts';
import { clockText, dayText, type Length, type Period } from './days.ts';
import type { ChartOption, Paper } from './draw.ts';

/** What a timeline is of, and over what. */
export interface Timeline {
  readonly scale: Scale;
  readonly before?: Scale;
  readonly period: Period;
  readonly length: Length;
  readonly zone: string;
}

const rowHeight = 32;
const plotHeight = 170;

export function timelineHeight({ scale }: Timeline): number {
  return plotHeight + 52 + cronsOf(scale).length * rowHeight;
}

/** Above, between how many replicas there are; below, when each cron trigger is active. */
export function timelineOption(timeline: Timeline, paper: Paper): ChartOption {
  const { scale, before, period, length, zone } = timeline;
  const { colors, narrow } = paper;
  const range = replicaRange(scale, period.from, period.to);
  const old = before && replicaRange(before, period.from, period.to);
  const isOld = old !== undefined && levelsText(old) !== levelsText(range);
  const top = topOf([range, ...(isOld ? [old] : [])], scale);
  const crons = cronsOf(scale);
  const side = { left: 44, right: 20, outerBoundsMode: 'none' };
  const ticks = narrow ? period.ticks.filter((_, at) => at % 2 === 0) : period.ticks;
  const time = {
    ...axisLook(colors),
    min: period.from,
    max: period.to,
    axisTick: { customValues: period.ticks },
    splitLine: { show: false },
  };
  const labels = {
    customValues: ticks,
    color: colors.muted,
    fontSize: 11,
    formatter: (at: number) =>
      length === 'day' ? clockText(at, zone, 'day') : at === period.to ? '' : dayText(at, zone),
    align: length === 'week' ? 'left' : 'center',
    hideOverlap: true,
  };
  const lanes = crons.map(({ text, index }, row) => {
    const bars = range.segments.flatMap(({ start, end, active }) =>
      active.includes(index)
        ? [
            [start, row],
            [end, row],
            ['-', row],
          ]
        : [],
    );
    return lane(text, row, [[period.from, row], ['-', row], ...bars], paper);
  });
  return {
    grid: [
      { ...side, top: 14, height: plotHeight },
      { ...side, top: plotHeight + 46, height: crons.length * rowHeight },
    ],
    xAxis: [
      { ...time, axisLabel: labels },
      { ...time, gridIndex: 1, show: false, axisPointer: { show: false } },
    ],
    yAxis: [
      { ...axisLook(colors), min: 0, max: top, minInterval: 1, name: '' },
      {
        type: 'value',
        gridIndex: 1,
        min: -0.5,
        max: crons.length - 0.5,
        inverse: true,
        show: false,
      },
    ],
    tooltip: {
      ...tooltipLook(colors),
      formatter: (params: unknown) =>
        tipOf(pointerAt(params), timeline, range, isOld ? old : undefined),
    },
    series: [
      ...(isOld
        ? bandSeries('before', old, top, { line: colors.before, area: 'transparent' })
        : []),
      ...bandSeries('now', range, top, { line: colors.accent, area: colors.soft }),
      {
        type: 'line',
        data: [],
        markLine: limitLines(limits(scale, top), top, colors),
      },
      ...lanes,
      probeSeries(period.from, period.to),
    ],
  } as ChartOption;
}

function limits({ min, max, pausedReplicas }: Scale, top: number): [number, string][] {
  if (pausedReplicas !== undefined) return [[pausedReplicas, `paused at ${pausedReplicas}`]];
  const upper: [number, string] =
    max >= mostReplicas ? [top, 'no upper limit'] : [max, `max ${max}`];
  return [upper, [min, `min ${min}`]];
}

interface Look {
  readonly line: string;
  readonly area: string;
}

/** Two lines in steps, and what is between them: stacked, the second is how much is on the first. */
function bandSeries(stack: string, { segments }: ReplicaRange, top: number, look: Look): object[] {
  const isBefore = stack === 'before';
  const lineStyle = {
    color: look.line,
    width: isBefore ? 1.5 : 2,
    type: isBefore ? [4, 3] : 'solid',
  };
  const shared = { type: 'line', step: 'end', symbol: 'none', silent: true, stack, lineStyle };
  const points = (of: (segment: Segment) => number): number[][] => {
    const last = segments.at(-1);
    const data = segments.map((segment) => [segment.start, of(segment)]);
    return last === undefined ? data : [...data, [last.end, of(last)]];
  };
  return [
    { ...shared, data: points(({ low }) => Math.min(low, top)) },
    {
      ...shared,
      data: points(({ low, high }) => Math.min(high, top) - Math.min(low, top)),
      areaStyle: { color: look.area },
    },
  ];
}

/** A bar for each time in which a cron trigger is active, with its words above. */
function lane(
  text: string,
  row: number,
  data: readonly unknown[],
  { colors, narrow }: Paper,
): object {
  return {
    type: 'line',
    xAxisIndex: 1,
    yAxisIndex: 1,
    data: data.map((value, at) => (at === 0 ? { value, label: { show: true } } : value)),
    symbol: 'circle',
    symbolSize: 0.01,
    showAllSymbol: true,
    silent: true,
    lineStyle: { width: 7, color: colors.series[row % colors.series.length], cap: 'butt' },
    label: {
      formatter: () => text,
      position: 'right',
      distance: 0,
      offset: [0, -13],
      color: colors.muted,
      fontSize: 11,
      width: narrow ? 280 : 700,
      overflow: 'truncate',
    },
  };
}

function tipOf(
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

function levelsText({ segments }: ReplicaRange): string {
  return JSON.stringify(segments.map(({ start, low, high }) => [start, low, high]));
}

function cronsOf({ triggers }: Scale): { text: string; index: number }[] {
  return triggers.flatMap((trigger, index) =>
    trigger.cron === undefined ? [] : [{ text: triggerText(trigger), index }],
  );
}

/** Where nothing limits there is room above whatever is sure to be reached. */
function topOf(ranges: readonly ReplicaRange[], { min }: Scale): number {
  const levels = ranges.flatMap(({ segments }) => segments.flatMap(({ low, high }) => [low, high]));
  const finite = levels.filter((level) => level < mostReplicas);
  const greatest = Math.max(1, min, ...finite);
  return headroom(finite.length < levels.length ? Math.max(10, greatest * 2) : greatest);
}
