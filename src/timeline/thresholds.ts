import type { CurveMetric } from './curve-metric.ts';
import { type Metric, recommend, type Tolerances } from './recommend.ts';

/** From `at` on, in the HPA's whole numbers, in the direction of the load. */
export interface Threshold {
  readonly at: number;
  readonly replicas: number;
}

export interface Limits {
  /** The HPA's own least: never 0. */
  readonly min: number;
  readonly max: number;
  /** Where KEDA puts it when nothing is active; absent where it doesn't. */
  readonly rest?: number;
  readonly tolerances: Tolerances;
  /** How many thresholds to look for. */
  readonly steps: number;
}

/** While the load rises slowly from nothing: the replicas that the HPA settles at, one by one. */
export function risingThresholds(metric: CurveMetric, limits: Limits): Threshold[] {
  const first = firstThresholds(metric, limits);
  const found = [...first];
  let { at, replicas } = found.at(-1) ?? { at: 0, replicas: limits.min };
  while (replicas < limits.max && found.length < limits.steps) {
    const rises = (total: number): boolean => ask(metric, total, replicas, limits) > replicas;
    const next = firstTotal(at, beyond(metric, replicas, limits), rises);
    if (next === undefined) break;
    at = next;
    replicas = settle(metric, at, replicas, limits);
    found.push({ at, replicas });
  }
  return found;
}

/** While it falls from the last of those: each is the largest sum at which fewer are enough. */
export function fallingThresholds(
  metric: CurveMetric,
  limits: Limits,
  from: Threshold,
): Threshold[] {
  const found: Threshold[] = [];
  const resting = restingUpTo(metric, limits);
  let { at, replicas } = from;
  while (replicas > limits.min) {
    const stays = (total: number): boolean => ask(metric, total, replicas, limits) >= replicas;
    const first = firstTotal(-1, at, stays) ?? 0;
    if (first - 1 <= (resting ?? -1)) break;
    at = first - 1;
    replicas = settle(metric, at, replicas, limits);
    found.push({ at, replicas });
  }
  if (resting === undefined || limits.rest === undefined) return found;
  return [...found, { at: resting, replicas: limits.rest }];
}

/** For `Value`: what the HPA makes of `current` replicas, without looking again. */
export function valueThresholds(metric: CurveMetric, limits: Limits, current: number): Threshold[] {
  const found = firstThresholds(metric, limits, current);
  let { at, replicas } = found.at(-1) ?? { at: 0, replicas: limits.min };
  while (replicas < limits.max && found.length < limits.steps) {
    const rises = (total: number): boolean => ask(metric, total, current, limits) > replicas;
    const next = firstTotal(at, beyond(metric, (replicas + 1) / current, limits), rises);
    if (next === undefined) break;
    at = next;
    replicas = ask(metric, at, current, limits);
    found.push({ at, replicas });
  }
  return found;
}

function firstThresholds(metric: CurveMetric, limits: Limits, current?: number): Threshold[] {
  const asked = (total: number): number =>
    current === undefined
      ? settle(metric, total, limits.min, limits)
      : ask(metric, total, current, limits);
  const resting = restingUpTo(metric, limits);
  if (resting === undefined || limits.rest === undefined) return [{ at: 0, replicas: asked(0) }];
  return [
    { at: 0, replicas: limits.rest },
    { at: resting + 1, replicas: asked(resting + 1) },
  ];
}

/** KEDA takes a metric for active that is above the activation's value; below 0 it always is. */
function restingUpTo({ activation }: CurveMetric, { rest }: Limits): number | undefined {
  return rest === undefined || activation === undefined || activation < 0 ? undefined : activation;
}

function ask(metric: Metric, total: number, current: number, limits: Limits): number {
  const replicas = recommend(metric, total, current, limits.tolerances);
  return Math.min(limits.max, Math.max(limits.min, replicas));
}

/** The HPA looks again and again while the load stays the same. */
function settle(metric: Metric, total: number, from: number, limits: Limits): number {
  let replicas = from;
  for (let looks = 0; looks < 10; looks += 1) {
    const next = ask(metric, total, replicas, limits);
    if (next === replicas) break;
    replicas = next;
  }
  return replicas;
}

/** A sum at which the HPA surely asks for more than `replicas`. */
function beyond({ target }: Metric, replicas: number, { tolerances }: Limits): number {
  return Math.ceil((target * (1 + tolerances.up) + 2) * (replicas + 1));
}

/** The first whole number above `after` up to `last` of which it holds, as of all above it. */
function firstTotal(
  after: number,
  last: number,
  holds: (total: number) => boolean,
): number | undefined {
  if (last > Number.MAX_SAFE_INTEGER || !holds(last)) return undefined;
  let [low, high] = [after, last];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
