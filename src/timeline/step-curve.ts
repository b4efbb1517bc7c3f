import { hpaMinimum, type Scale, type Trigger } from '../keda/scale.ts';
import { type CurveMetric, metricOf, metricOfFormula } from './curve-metric.ts';
import { type CurveStep, fallingStep, risingStep } from './curve-step.ts';
import { tolerancesOf } from './recommend.ts';
import { restOf } from './rest.ts';
import {
  fallingThresholds,
  type Limits,
  risingThresholds,
  type Threshold,
  valueThresholds,
} from './thresholds.ts';

export type { CurveStep } from './curve-step.ts';

/**
 * Desired replicas against one metric, by the HPA's rule: what the metric alone asks for, all pods
 * being ready. The HPA takes the highest of all metrics.
 */
export interface StepCurve {
  /** Place of the trigger in `scale.triggers`; absent for the one metric of a formula. */
  readonly trigger?: number;
  readonly axis: Axis;
  /**
   * Where the load rises slowly from nothing: the replicas that it settles at from each step on, up
   * to the next.
   */
  readonly rising: readonly CurveStep[];
  /**
   * Where the load falls again from the last of `rising`: the replicas that it settles at from each
   * step down to the next. Empty for `Value`, of which there is one curve.
   */
  readonly falling: readonly CurveStep[];
  /**
   * Of `Value` alone, which the HPA multiplies the running replicas by: how many run while it looks
   * once.
   */
  readonly current?: number;
  /** There are more steps, up to the maximum, than are told. */
  readonly cut: boolean;
}

export interface Axis {
  /** Percent are of one pod's request, all pods together: 3 pods at 70 % are at 210. */
  readonly unit: CurveMetric['unit'];
  /** `total`: of all pods together; `value`: as it is. */
  readonly of: 'total' | 'value';
  /** Target, per pod for `total`. */
  readonly target: number;
  /** Where the axis should end. */
  readonly to: number;
}

/** A picture with more of them can't be read. */
const mostSteps = 32;

/** The curves of all triggers that have one, that of the formula last. */
export function stepCurves(scale: Scale): StepCurve[] {
  const ofTriggers = scale.triggers.flatMap((trigger) => stepCurve(trigger, scale) ?? []);
  const formula = scale.modifiers && metricOfFormula(scale.modifiers);
  return formula === undefined ? ofTriggers : [...ofTriggers, curveOf(formula, scale, undefined)];
}

/**
 * Undefined for cron, for what goes into a formula, and where the target can't be told. `current`
 * matters for `Value` alone; it is the HPA's minimum where it isn't given.
 */
export function stepCurve(trigger: Trigger, scale: Scale, current?: number): StepCurve | undefined {
  const metric = metricOf(trigger, scale);
  if (metric === undefined) return undefined;
  const index = scale.triggers.indexOf(trigger);
  return { ...(index >= 0 && { trigger: index }), ...curveOf(metric, scale, current) };
}

function curveOf(metric: CurveMetric, scale: Scale, current: number | undefined): StepCurve {
  const limits = limitsOf(scale);
  if (metric.type === 'Value') {
    const running = Math.max(1, current ?? limits.min);
    return {
      ...drawn(metric, limits, valueThresholds(metric, limits, running), []),
      current: running,
    };
  }
  const rising = risingThresholds(metric, limits);
  const last = rising.at(-1) ?? { at: 0, replicas: limits.min };
  return drawn(metric, limits, rising, fallingThresholds(metric, limits, last));
}

function drawn(
  metric: CurveMetric,
  limits: Limits,
  rising: readonly Threshold[],
  falling: readonly Threshold[],
): StepCurve {
  const end = Math.max(rising.at(-1)?.at ?? 0, metric.target);
  return {
    axis: {
      unit: metric.unit,
      of: metric.type === 'Value' ? 'value' : 'total',
      target: metric.target / metric.perUnit,
      to: (end * 1.1) / metric.perUnit,
    },
    rising: rising.map((threshold, index) => risingStep(metric, threshold, index === 0)),
    falling: falling.map((threshold) => fallingStep(metric, threshold)),
    cut: (rising.at(-1)?.replicas ?? 0) < limits.max,
  };
}

function limitsOf(scale: Scale): Limits {
  const rest = restOf(scale);
  return {
    min: Math.min(hpaMinimum(scale), scale.max),
    max: scale.max,
    ...(rest !== undefined && { rest }),
    tolerances: tolerancesOf(scale.behavior),
    steps: mostSteps,
  };
}
