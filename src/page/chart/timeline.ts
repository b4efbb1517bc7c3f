import type { Scale } from '../../keda/scale.ts';
import { triggerText } from '../../review/words/trigger.ts';
import { mostReplicas } from '../../timeline/recommend.ts';
import { type ReplicaRange, replicaRange } from '../../timeline/replica-range.ts';
import { axisLook, headroom, limitLines, pointerAt, probeSeries, tooltipLook } from './axes.ts';
import { clockText, dayText } from './days.ts';
import type { ChartOption, Paper } from './draw.ts';
import { bandSeries, laneSeries } from './timeline-series.ts';
import { type Timeline, timelineTip } from './timeline-words.ts';

const rowHeight = 32;
const plotHeight = 170;

export function timelineHeight({ scale }: Timeline): number {
  return plotHeight + 52 + cronsOf(scale).length * rowHeight;
}

/** Above, between how many replicas there are; below, when each cron trigger is active. */
export function timelineOption(timeline: Timeline, paper: Paper): ChartOption {
  const { scale, before, period } = timeline;
  const { colors } = paper;
  const range = replicaRange(scale, period.from, period.to);
  const old = before && replicaRange(before, period.from, period.to);
  const isOld = old !== undefined && levelsText(old) !== levelsText(range);
  const top = topOf([range, ...(isOld ? [old] : [])], scale);
  const crons = cronsOf(scale);
  const side = { left: 44, right: 20, outerBoundsMode: 'none' };
  const time = timeAxis(timeline, paper);
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
    return laneSeries(text, row, [[period.from, row], ['-', row], ...bars], paper);
  });
  return {
    grid: [
      { ...side, top: 14, height: plotHeight },
      { ...side, top: plotHeight + 46, height: crons.length * rowHeight },
    ],
    xAxis: [time, { ...time, gridIndex: 1, show: false, axisPointer: { show: false } }],
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
        timelineTip(pointerAt(params), timeline, range, isOld ? old : undefined),
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

/** By the zone's clocks: hours of a day, or days of a week. */
function timeAxis({ period, length, zone }: Timeline, { colors, narrow }: Paper): object {
  const { from, to, ticks } = period;
  const isDay = length === 'day';
  return {
    ...axisLook(colors),
    min: from,
    max: to,
    axisTick: { customValues: ticks },
    splitLine: { show: false },
    axisLabel: {
      customValues: narrow ? ticks.filter((_, at) => at % 2 === 0) : ticks,
      color: colors.muted,
      fontSize: 11,
      formatter: (at: number) =>
        isDay ? clockText(at, zone, 'day') : at === to ? '' : dayText(at, zone),
      align: isDay ? 'center' : 'left',
      hideOverlap: true,
    },
  };
}

function limits({ min, max, pausedReplicas }: Scale, top: number): [number, string][] {
  if (pausedReplicas !== undefined) return [[pausedReplicas, `paused at ${pausedReplicas}`]];
  const upper: [number, string] =
    max >= mostReplicas ? [top, 'no upper limit'] : [max, `max ${max}`];
  return [upper, [min, `min ${min}`]];
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
