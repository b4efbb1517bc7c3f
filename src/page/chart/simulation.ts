import { triggerText } from '../../review/words/trigger.ts';
import { clockOf } from '../../simulate/format/clock.ts';
import type { SimulatedTrigger, Simulation, Step } from '../../simulate/types.ts';
import { axisLook, headroom, pointerAt, probeSeries, tooltipLook } from './axes.ts';
import type { ChartOption, Paper } from './draw.ts';
import { metricSeries, replicaSeries } from './simulation-series.ts';
import { simulationTip } from './simulation-words.ts';
import { amountText } from './units.ts';

const replicasHeight = 190;
const metricHeight = 104;
const cronHeight = 40;
const between = 46;
const top = 26;

export function simulationHeight({ triggers }: Simulation): number {
  return topOf(triggers, triggers.length) - between + 34;
}

/** Of a cron trigger there is little to see. */
function heightOf({ trigger }: SimulatedTrigger): number {
  return trigger.cron === undefined ? metricHeight : cronHeight;
}

function topOf(triggers: readonly SimulatedTrigger[], at: number): number {
  const above = triggers.slice(0, at).map((one) => heightOf(one) + between);
  return above.reduce((sum, height) => sum + height, top + replicasHeight + between);
}

/** Replicas above, and below them each metric, all over the same time. */
export function simulationOption(simulation: Simulation, paper: Paper): ChartOption {
  const { triggers, duration } = simulation;
  const { colors, narrow } = paper;
  const side = { left: 52, right: 30, outerBoundsMode: 'none' };
  const clock = clockOf(simulation);
  const ticks = ticksOf(duration, narrow ? 4 : 9);
  const time = (gridIndex: number): object => ({
    ...axisLook(colors),
    gridIndex,
    min: 0,
    max: duration,
    axisTick: { customValues: ticks },
    splitLine: { show: false },
    axisLabel: {
      show: gridIndex === triggers.length,
      customValues: ticks,
      color: colors.muted,
      fontSize: 11,
      hideOverlap: true,
      formatter: clock,
    },
  });
  const title = (gridIndex: number, name: string): object => ({
    ...axisLook(colors),
    gridIndex,
    min: 0,
    name,
    nameTextStyle: { align: 'left', padding: [0, 0, 0, -40], color: colors.text, fontSize: 12 },
    nameTruncate: { maxWidth: narrow ? 300 : 900 },
    splitNumber: gridIndex === 0 ? 4 : 2,
    ...(gridIndex > 0 &&
      triggers[gridIndex - 1]?.trigger.cron && { minInterval: 1, splitNumber: 1 }),
  });
  const greatest = Math.max(1, ...simulation.steps.flatMap(levelsOf(simulation)));
  const most = headroom(greatest);
  return {
    grid: [
      { ...side, top, height: replicasHeight },
      ...triggers.map((one, at) => ({ ...side, top: topOf(triggers, at), height: heightOf(one) })),
    ],
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    xAxis: [time(0), ...triggers.map((_, at) => time(at + 1))],
    yAxis: [
      { ...title(0, 'replicas; dotted: what the metrics ask for'), max: most, minInterval: 1 },
      ...triggers.map(({ trigger }, at) => ({
        ...title(at + 1, triggerText(trigger)),
        axisLabel: {
          color: colors.muted,
          fontSize: 11,
          formatter: (value: number) =>
            amountText(
              value,
              trigger.type === 'memory' && trigger.metricType !== 'Utilization' ? 'bytes' : 'count',
            ),
        },
      })),
    ],
    tooltip: {
      ...tooltipLook(colors),
      formatter: (params: unknown) => simulationTip(pointerAt(params), simulation),
    },
    series: [
      ...replicaSeries(simulation, most, paper),
      ...triggers.map((one, at) => metricSeries(one, at, duration, paper)),
      ...triggers.map((_, at) => ({
        ...probeSeries(0, duration),
        xAxisIndex: at + 1,
        yAxisIndex: at + 1,
      })),
    ],
  } as ChartOption;
}

function levelsOf({ scale }: Simulation): (step: Step) => number[] {
  const limit = scale.max;
  return ({ replicas, from, desired = 0 }) => [replicas, from, Math.min(desired, limit * 2)];
}

/** Round numbers of seconds, about so many. */
function ticksOf(duration: number, count: number): number[] {
  const steps = [
    1, 5, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400,
  ];
  const step =
    steps.find((one) => duration / one <= count) ?? Math.ceil(duration / count / 86400) * 86400;
  return Array.from({ length: Math.floor(duration / step) + 1 }, (_, at) => at * step);
}
