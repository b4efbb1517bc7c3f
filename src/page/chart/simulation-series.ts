import type { SimulatedTrigger, Simulation } from '../../simulate/types.ts';
import { limitLines, probeSeries } from './axes.ts';
import type { Paper } from './draw.ts';

/** What runs, what is asked for in all, and the limits as far as they are in sight. */
export function replicaSeries(simulation: Simulation, most: number, { colors }: Paper): object[] {
  const { steps, duration, scale } = simulation;
  const line = { type: 'line', step: 'end', symbol: 'none', silent: true };
  const limits: (readonly [number, string])[] = [[scale.min, `min ${scale.min}`]];
  if (scale.max <= most) limits.push([scale.max, `max ${scale.max}`]);
  const asked = steps.map(({ time, desired }) => [time, desired ?? '-']);
  return [
    {
      ...line,
      data: [...asked, [duration, steps.at(-1)?.desired ?? '-']],
      lineStyle: { color: colors.series[0], width: 1.5, type: [2, 3] },
    },
    {
      ...line,
      data: [
        ...steps.map(({ time, replicas }) => [time, replicas]),
        [duration, steps.at(-1)?.replicas ?? 0],
      ],
      lineStyle: { color: colors.accent, width: 2 },
      areaStyle: { color: colors.soft },
      markLine: limitLines(limits, most, colors),
    },
    probeSeries(0, duration),
  ];
}

/** The samples of a trigger, in the grid below the ones before. */
export function metricSeries(
  { trigger, samples }: SimulatedTrigger,
  at: number,
  duration: number,
  { colors }: Paper,
): object {
  const last = samples.at(-1)?.[1];
  return {
    type: 'line',
    xAxisIndex: at + 1,
    yAxisIndex: at + 1,
    step: trigger.cron === undefined ? false : 'end',
    data: [...samples.map(([time, value]) => [time, value ?? '-']), [duration, last ?? '-']],
    symbol: 'none',
    silent: true,
    lineStyle: { color: colors.series[(at + 1) % colors.series.length], width: 1.5 },
  };
}
