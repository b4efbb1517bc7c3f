import type { Scale } from '../../keda/scale.ts';
import type { CurveStep } from '../../timeline/step-curve.ts';
import { axisLook, headroom, limitLines, pointerAt, probeSeries, tooltipLook } from './axes.ts';
import type { ChartOption, Paper } from './draw.ts';
import { axisText, type Steps, stepsTip } from './steps-words.ts';
import { amountText } from './units.ts';

type Point = readonly [at: number, replicas: number];

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
      ...(axis.unit === 'bytes' && { interval: 2 ** Math.ceil(Math.log2(to / 5)) }),
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
      formatter: (params: unknown) => stepsTip(pointerAt(params), curve),
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

function levelAt(points: readonly Point[], at: number): number {
  return points.findLast(([start]) => start <= at)?.[1] ?? 0;
}
