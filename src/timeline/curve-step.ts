import type { CurveMetric } from './curve-metric.ts';
import type { Threshold } from './thresholds.ts';

export interface CurveStep {
  /** On the axis; the first of `rising` is at 0. */
  readonly at: number;
  /** Whether `at` itself already is enough; otherwise only what lies beyond it is. */
  readonly inclusive: boolean;
  readonly replicas: number;
  /** `scales to 2 above 2502.5`; empty for the first of `rising`. */
  readonly label: string;
}

/**
 * The HPA counts in thousandths, so that what is enough from a thousandth on is so above the one
 * before. Percent it cuts to whole numbers: those are enough as they are.
 */
export function risingStep(
  metric: CurveMetric,
  { at, replicas }: Threshold,
  first: boolean,
): CurveStep {
  if (first) return { at: at / metric.perUnit, inclusive: true, replicas, label: '' };
  const inclusive = metric.unit === 'percent';
  const edge = (inclusive ? at : at - 1) / metric.perUnit;
  const where = `${inclusive ? 'from' : 'above'} ${amount(edge, metric)}`;
  return { at: edge, inclusive, replicas, label: `scales to ${replicas} ${where}` };
}

export function fallingStep(metric: CurveMetric, { at, replicas }: Threshold): CurveStep {
  const [reached, below] = [at / metric.perUnit, (at + 1) / metric.perUnit];
  const inclusive =
    metric.unit !== 'percent' && amount(reached, metric).length <= amount(below, metric).length;
  const edge = inclusive ? reached : below;
  const text = amount(edge, metric);
  const where = inclusive ? `at ${text}${edge === 0 ? '' : ' or less'}` : `below ${text}`;
  return { at: edge, inclusive, replicas, label: `scales to ${replicas} ${where}` };
}

const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];

function amount(value: number, { unit }: CurveMetric): string {
  if (unit === 'percent') return `${value} %`;
  if (unit !== 'bytes') return String(value);
  const power = value < 1024 ? 0 : Math.floor(Math.log2(value) / 10);
  const suffix = binary[power] ?? '';
  return suffix === '' ? String(value) : `${Number((value / 1024 ** power).toFixed(2))}${suffix}`;
}
