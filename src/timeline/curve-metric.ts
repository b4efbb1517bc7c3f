import { isResource } from '../keda/rules/spec.ts';
import type { Scale, ScaleModifiers, Trigger } from '../keda/scale.ts';
import type { Metric } from './recommend.ts';

/** What a curve is drawn of. */
export interface CurveMetric extends Metric {
  readonly unit: 'percent' | 'cores' | 'bytes' | 'count';
  /** How many of the HPA's whole numbers one on the axis is. */
  readonly perUnit: number;
  /** Up to here, in the HPA's numbers, KEDA rests the Service; absent where it never does by this. */
  readonly activation?: number;
}

const thousandths = 1000;

/** Undefined for cron, for what goes into a formula, and where the target can't be told. */
export function metricOf(trigger: Trigger, scale: Scale): CurveMetric | undefined {
  const { type, metricType, target, activation = 0 } = trigger;
  if (type === 'cron' || target === undefined || !(target.value > 0)) return undefined;
  if (isResource(trigger)) return resourceMetric(type, metricType, target.value);
  if (scale.modifiers !== undefined) return undefined;
  return externalMetric(metricType, target.value, activation);
}

/** KEDA gives the HPA one metric for all that isn't cpu or memory. */
export function metricOfFormula(modifiers: ScaleModifiers): CurveMetric | undefined {
  const { metricType, target, activationTarget } = modifiers;
  return target > 0 ? externalMetric(metricType, target, activationTarget) : undefined;
}

function resourceMetric(
  resource: string,
  type: Trigger['metricType'],
  target: number,
): CurveMetric | undefined {
  if (type === 'Value') return undefined;
  if (type === 'Utilization') return { from: 'pods', type, target, unit: 'percent', perUnit: 1 };
  const unit = resource === 'cpu' ? 'cores' : 'bytes';
  return { from: 'pods', type, target: roundedUp(target), unit, perUnit: thousandths };
}

function externalMetric(
  type: Trigger['metricType'],
  target: number,
  activation: number,
): CurveMetric {
  return {
    from: 'external',
    type,
    target: inThousandths(target),
    unit: 'count',
    perUnit: thousandths,
    activation: Math.floor(activation * thousandths),
  };
}

/** What KEDA gives the HPA has three decimals (quantityFromFloat64 of pkg/scalers/scaler.go). */
function inThousandths(value: number): number {
  return Math.round(Number(value.toFixed(3)) * thousandths);
}

/** Quantity.MilliValue rounds up; what is a hair above by binary fractions alone isn't. */
function roundedUp(value: number): number {
  return Math.ceil(Number((value * thousandths).toPrecision(15)));
}
