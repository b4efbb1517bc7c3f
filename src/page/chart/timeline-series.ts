import { mostReplicas } from '../../timeline/recommend.ts';
import type { ReplicaRange, Segment } from '../../timeline/replica-range.ts';
import type { Paper } from './draw.ts';

interface Look {
  readonly line: string;
  readonly area: string;
}

/** Two lines in steps, and what is between them: stacked, the second is how much is on the first. */
export function bandSeries(
  stack: string,
  { segments }: ReplicaRange,
  top: number,
  look: Look,
): object[] {
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
  const isUnlimited = segments.every(({ high }) => high >= mostReplicas);
  return [
    { ...shared, data: points(({ low }) => Math.min(low, top)) },
    {
      ...shared,
      data: points(({ low, high }) => Math.min(high, top) - Math.min(low, top)),
      areaStyle: { color: look.area },
      ...(isUnlimited && { lineStyle: { width: 0 } }),
    },
  ];
}

/** A bar for each time in which a cron trigger is active, with its words above. */
export function laneSeries(
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
