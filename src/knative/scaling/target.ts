import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { parseFloat64 } from '../../go/numbers.ts';
import { printInteger } from '../../go/quantity.ts';
import { annotation, autoscaling, extension } from '../keys.ts';
import type { StringMap } from '../types.ts';
import { problemOf } from './problem.ts';
import type { MetricType, Parsed } from './types.ts';

/** The metric's own name; any but cpu and memory is one of the user's. */
export function readMetric(annotations: StringMap): string {
  return annotation(annotations, autoscaling.metric)?.value ?? 'cpu';
}

export function isResource(metric: string): metric is 'cpu' | 'memory' {
  return metric === 'cpu' || metric === 'memory';
}

export interface Target {
  /** As the trigger's metadata spells it. */
  readonly spelling: string;
}

const defaultCpuTarget = '70';

/**
 * The target, if there is one. cpu has a default, which the extension alone of all metrics gives
 * it. Without a value the annotation is wrong; what is no number Knative's webhook reports.
 */
export function readTarget(annotations: StringMap, metric: string): Parsed<Target | 'none'> {
  const found = annotation(annotations, autoscaling.target);
  if (found === undefined) {
    return { value: metric === 'cpu' ? { spelling: defaultCpuTarget } : 'none', problems: [] };
  }
  const { value: target, error } = parseFloat64(found.value);
  if (error !== undefined) return { problems: [] };
  const spelling = Number.isFinite(target) ? spelled(target, metric) : undefined;
  if (spelling === undefined) return { problems: [unusable(target, found.value, metric)] };
  return { value: { spelling }, problems: rounding(target, found.value, spelling, metric) };
}

const maxInt32 = 2n ** 31n - 1n;
const maxInt64 = 2n ** 63n - 1n;
const mebibyte = 2n ** 20n;

/** cpu rounds up, the others round down; undefined where Go's integers overflow. */
function spelled(target: number, metric: string): string | undefined {
  if (metric === 'cpu') {
    const percent = BigInt(Math.ceil(target));
    return percent > maxInt32 ? undefined : String(percent);
  }
  const whole = BigInt(Math.trunc(target));
  if (metric === 'memory') {
    const bytes = whole * mebibyte;
    return bytes > maxInt64 ? undefined : printInteger(bytes, 'BinarySI');
  }
  return whole > maxInt64 ? undefined : printInteger(whole, 'DecimalSI');
}

const largest = new Map([
  ['cpu', '2147483647'],
  ['memory', '8796093022207'],
]);

function unusable(target: number, text: string, metric: string): Problem {
  const limit = largest.get(metric) ?? '9223372036854774784';
  const wrong = Number.isNaN(target) ? 'no number' : `more than ${limit}, the most for ${metric}`;
  const hint = 'Give a number that the trigger can hold.';
  return problemOf(autoscaling.target, 'RC3010', `the target ${quoted(text)} is ${wrong}`, hint);
}

const units = new Map([
  ['cpu', ' of percent'],
  ['memory', ' of MiB'],
]);

function rounding(target: number, text: string, value: string, metric: string): Problem[] {
  const whole = `the target of ${metric} is a whole number${units.get(metric) ?? ''}`;
  const message = `the target ${quoted(text)} becomes ${value}: ${whole}`;
  if (value === '0') {
    const hint =
      metric === 'memory' ? 'Give at least 1.' : 'Multiply query and target, say by 1000.';
    return [problemOf(autoscaling.target, 'RC3012', message, hint)];
  }
  if (Number.isInteger(target)) return [];
  return [problemOf(autoscaling.target, 'RC3011', message, 'Give a whole number.')];
}

const metricTypes: readonly string[] = ['AverageValue', 'Utilization', 'Value'];

function isMetricType(text: string): text is MetricType {
  return metricTypes.includes(text);
}

export function readMetricType(annotations: StringMap, metric: string): Parsed<MetricType> {
  const found = annotation(annotations, extension.metricType);
  if (found === undefined) {
    return { value: metric === 'cpu' ? 'Utilization' : 'AverageValue', problems: [] };
  }
  const { key, value } = found;
  if (!isMetricType(value)) {
    const message = `the metric type is ${quoted(value)}, expected ${metricTypes.join(', ')}`;
    return { problems: [problemOf(key, 'RC3020', message, 'Mind upper and lower case.')] };
  }
  if (value === 'Value' && isResource(metric)) {
    const message = `the metric type Value does not go with ${metric}`;
    return { problems: [problemOf(key, 'RC3021', message, 'Use Utilization or AverageValue.')] };
  }
  return { value, problems: [] };
}
