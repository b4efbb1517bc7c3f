import type { Scale, Trigger } from '../keda/scale.ts';

/** Desired replicas against a metric, by the HPA's rule: for drawing. */
export interface StepCurve {
  /** Place of the trigger in `scale.triggers`; absent for the one metric of a formula. */
  readonly trigger?: number;
  readonly axis: Axis;
  /**
   * Where the load rises, from the least number of replicas on: the replicas that it settles at
   * from each step on, up to the next.
   */
  readonly rising: readonly CurveStep[];
  /**
   * Where the load falls again from the last of `rising`: the replicas that it settles at from each
   * step on, down to the next. Empty for `Value`, where one curve holds for both.
   */
  readonly falling: readonly CurveStep[];
  /** Of `Value` alone: the number of replicas that run while it is looked at. */
  readonly current?: number;
  /** There are more steps, up to the maximum, than are told. */
  readonly cut: boolean;
}

export interface Axis {
  /** Percent are of one pod's request, all pods together: 3 pods at 70 % are at 210. */
  readonly unit: 'percent' | 'cores' | 'bytes' | 'count';
  /** `total`: of all pods together; `value`: as the trigger gives it. */
  readonly of: 'total' | 'value';
  /** Where the axis should end. */
  readonly to: number;
}

export interface CurveStep {
  /** On the axis; the first of `rising` is at 0. */
  readonly at: number;
  /** Whether `at` itself already is enough; otherwise only what lies beyond it. */
  readonly inclusive: boolean;
  readonly replicas: number;
  /** `scales to 2 above 2502.5`; empty for the first. */
  readonly label: string;
}

/** The curves of all the metric triggers, or of the formula and those of cpu and memory. */
export function stepCurves(scale: Scale): StepCurve[] {
  return scale.triggers.flatMap((trigger) => stepCurve(trigger, scale) ?? []);
}

/** Undefined for cron, and where the target can't be told. */
export function stepCurve(_trigger: Trigger, _scale: Scale): StepCurve | undefined {
  return undefined;
}
