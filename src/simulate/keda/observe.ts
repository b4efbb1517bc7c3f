import type { Composite, Fallback, Plan, Source } from '../plan.ts';
import { thousandths } from '../thousandths.ts';
import type { World } from '../world.ts';

/** What came of looking at a source. */
export interface Observation {
  /** In thousandths; undefined where it failed. */
  readonly value: number | undefined;
  readonly isActive: boolean;
  /** The value is what KEDA's fallback makes up. */
  readonly isFallback: boolean;
  /** A formula sees nil, and no failure. */
  readonly isNil: boolean;
}

const failure: Observation = {
  value: undefined,
  isActive: false,
  isFallback: false,
  isNil: false,
};

/**
 * One look at a source, by KEDA or for the HPA: observeMetric of KEDA's scale_handler.go. `known` is
 * what another look saw, for a trigger with useCachedMetrics; it counts as a look of its own.
 */
export function observe(
  source: Source,
  plan: Plan,
  world: World,
  time: number,
  known?: Observation,
): Observation {
  const raw = known ?? look(source, world, time);
  const { fallback } = plan;
  if (fallback === undefined) return raw.value === undefined ? failure : seen(raw, plan);
  if (raw.value !== undefined) {
    world.failures.set(source.id, 0);
    return seen(raw, plan);
  }
  const failures = (world.failures.get(source.id) ?? 0) + 1;
  world.failures.set(source.id, failures);
  if (failures <= fallback.failureThreshold) return failure;
  if (fallback.behavior === 'scalingModifiers') {
    return { value: -1000, isActive: raw.isActive, isFallback: false, isNil: true };
  }
  const value = fallbackValue(fallback, plan.composite ?? source, world, time);
  return value === undefined
    ? failure
    : { value, isActive: raw.isActive, isFallback: true, isNil: false };
}

/** What stood in for all sources under their common name is of none of them when it is seen again. */
function seen({ value, isActive, isFallback }: Observation, { composite }: Plan): Observation {
  const isNil = isFallback && composite !== undefined;
  return { value, isActive, isFallback: false, isNil };
}

function look({ signal }: Source, { pods }: World, time: number): Observation {
  const value = signal.read(time, pods.ready(time));
  if (value === undefined) return failure;
  return {
    value: thousandths(value),
    isActive: signal.isActive(time, value),
    isFallback: false,
    isNil: false,
  };
}

/** A value that makes the HPA ask for so many replicas: doFallback of KEDA's fallback.go. */
function fallbackValue(
  { replicas, behavior }: Fallback,
  { metricType, target }: Source | Composite,
  { pods }: World,
  time: number,
): number | undefined {
  const current = pods.count();
  const wanted =
    behavior === 'currentReplicas'
      ? current
      : behavior === 'currentReplicasIfHigher'
        ? Math.max(current, replicas)
        : behavior === 'currentReplicasIfLower'
          ? Math.min(current, replicas)
          : replicas;
  if (metricType === 'AverageValue') return Math.trunc(target * wanted);
  const ready = pods.ready(time);
  return ready === 0 ? undefined : Math.trunc(target * (wanted / ready));
}
