import type { Scale } from '../../keda/scale.ts';
import { modifiersText } from '../../review/words/scale.ts';
import { triggerText } from '../../review/words/trigger.ts';
import type { CurveStep, StepCurve } from '../../timeline/step-curve.ts';
import {
  axisLook,
  headroom,
  limitLines,
  pointerAt,
  probeSeries,
  tooltip,
  tooltipLook,
} from './axes.ts';
import type { ChartOption, Paper } from './draw.ts';
import { amountText } from './units.ts';

/** A curve, and the one of the same metric before the change. */
export interface Steps {
  readonly scale: Scale;
  readonly curve: StepCurve;
  readonly before?: StepCurve;
}

type Point = readonly [at: number, replicas: number];

export function stepsTitle({ scale, curve }: Pick<Steps, 'scale' | 'curve'>): string {
  const trigger = curve.trigger === undefined ? undefined : scale.triggers[curve.trigger];
  if (trigger !== undefined) return triggerText(trigger);
  return scale.modifiers === undefined ? 'formula' : modifiersText(scale.modifiers);
}

/** What is on the horizontal axis. */
export function axisText({ axis, current }: StepCurve): string {
  if (axis.of === 'value') return `metric, while ${current} run`;
  if (axis.unit === 'percent') return 'percent of one pod’s request, all pods together';
  return axis.unit === 'count' ? 'metric, all pods together' : `${axis.unit}, all pods together`;
}

/** Replicas against the metric: one line where it rises, one where it falls, between them the tolerance. */
export function stepsOption(steps: Steps, { colors, narrow }: Paper): ChartOption {
  const { curve, before, scale } = steps;
  const { axis, rising, falling } = curve;
  const to = axis.to;
  const greatest = Math.max(...rising.map(({ replicas }) => replicas), 1);
  const old = before && clipped(risingPoints(before.rising, to), to);
  const top = headroom(Math.max(greatest, ...(old ?? []).map(([, replicas]) => replicas)));
  const up = risingPoints(rising, to);
  const down = falling.length === 0 ? [] : fallingPoints(falling, rising.at(-1)?.replicas ?? 0, to);
  const line = { type: 'line', step: 'end', symbol: 'none', silent: true };
  return {
    grid: { left: 44, right: 18, top: 14, bottom: 44, outerBoundsMode: 'none' },
    xAxis: {
      ...axisLook(colors),
      min: 0,
      max: to,
      name: axisText(curve),
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: colors.muted, fontSize: 11 },
      splitNumber: narrow ? 3 : 6,
      axisLabel: {
        color: colors.muted,
        fontSize: 11,
        hideOverlap: true,
        showMaxLabel: false,
        formatter: (value: number) => amountText(value, axis.unit),
      },
      splitLine: { show: false },
    },
    yAxis: { ...axisLook(colors), min: 0, max: top, minInterval: 1 },
    tooltip: {
      ...tooltipLook(colors),
      formatter: (params: unknown) => tipOf(pointerAt(params), curve),
    },
    series: [
      ...bandOf(up, down, to, colors.band),
      ...(old === undefined || JSON.stringify(old) === JSON.stringify(up)
        ? []
        : [{ ...line, data: old, lineStyle: { color: colors.before, width: 1.5, type: [4, 3] } }]),
      { ...line, data: down, lineStyle: { color: colors.accent, width: 1.5, type: [2, 3] } },
      {
        ...line,
        data: up,
        lineStyle: { color: colors.accent, width: 2 },
        markLine: limitLines(limitsOf(scale, top), top, colors),
      },
      probeSeries(0, to),
    ],
  } as ChartOption;
}

function limitsOf({ min, max }: Scale, top: number): [number, string][] {
  const lower: [number, string] = [min, `min ${min}`];
  return max <= top ? [[max, `max ${max}`], lower] : [lower];
}

function risingPoints(rising: readonly CurveStep[], to: number): Point[] {
  const points = rising.map(({ at, replicas }): Point => [at, replicas]);
  return [...points, [to, rising.at(-1)?.replicas ?? 0]];
}

/** From left to right, as the axis goes: what holds up to each step stands before it. */
function fallingPoints(falling: readonly CurveStep[], most: number, to: number): Point[] {
  const up = falling.toReversed();
  const points = up.map(({ at }, index): Point => [at, up[index - 1]?.replicas ?? most]);
  const levels = up.map(({ replicas }) => replicas);
  const starts: Point[] = up.map(
    (_, index): Point => [index === 0 ? 0 : (points[index - 1]?.[0] ?? 0), levels[index] ?? 0],
  );
  return [...starts, [points.at(-1)?.[0] ?? 0, most], [to, most]];
}

function clipped(points: readonly Point[], to: number): Point[] {
  const inside = points.filter(([at]) => at <= to);
  return [...inside, [to, inside.at(-1)?.[1] ?? 0]];
}

/** Fills what is between the two lines: where the replicas stay as they are. */
function bandOf(up: readonly Point[], down: readonly Point[], to: number, color: string): object[] {
  if (down.length === 0) return [];
  const ats = [...new Set([...up, ...down].map(([at]) => at))].sort((a, b) => a - b);
  const edges = ats.filter((at) => at <= to);
  const shared = {
    type: 'line',
    step: 'end',
    symbol: 'none',
    silent: true,
    stack: 'band',
    lineStyle: { width: 0 },
  };
  const low = edges.map((at): Point => [at, levelAt(up, at)]);
  const height = edges.map((at): Point => [at, Math.max(0, levelAt(down, at) - levelAt(up, at))]);
  return [
    { ...shared, data: low },
    { ...shared, data: height, areaStyle: { color } },
  ];
}

export function levelAt(points: readonly Point[], at: number): number {
  return points.findLast(([start]) => start <= at)?.[1] ?? 0;
}

function tipOf(at: number | undefined, { axis, rising, falling }: StepCurve): HTMLElement | string {
  if (at === undefined) return '';
  const up = rising.findLastIndex((step) => step.at <= at);
  const now = rising[up]?.replicas ?? 0;
  const next = rising[up + 1];
  const down = falling.findLast((step) => step.at > at)?.replicas ?? rising.at(-1)?.replicas ?? now;
  const back = falling.find((step) => step.at <= at);
  const isBand = falling.length > 0 && down > now;
  return tooltip(isBand ? `${now}–${down} replicas` : `${now} replicas`, [
    `at ${amountText(at, axis.unit)}`,
    ...(isBand ? [`${now} where it rises, ${down} where it falls`] : []),
    ...(next === undefined ? [] : [`${now} → ${next.replicas}: ${next.label}`]),
    ...(back === undefined ? [] : [`${down} → ${back.replicas}: ${back.label}`]),
  ]);
}

/** What the chart shows, in words. */
export function stepsText(steps: Steps): string {
  const { curve } = steps;
  const labels = curve.rising.flatMap(({ label }) => (label === '' ? [] : [label]));
  const told = labels.slice(0, 6).join(', ');
  const more = labels.length > 6 || curve.cut ? ' and so on' : '';
  const first = curve.rising[0]?.replicas ?? 0;
  return `Desired replicas for ${stepsTitle(steps)}, by ${axisText(curve)}: starts at ${first}${told === '' ? '' : `, ${told}${more}`}.`;
}
