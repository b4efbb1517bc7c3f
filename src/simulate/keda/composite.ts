import type { Composite, Fallback, Source } from '../plan.ts';
import type { Observation } from './observe.ts';

/** What all sources make together where there is a formula. */
export interface Combined {
  /** In thousandths; absent where there is none. */
  readonly value?: number;
  readonly isFallback: boolean;
  /** What the formula fails with. */
  readonly problem?: string;
}

/**
 * The one metric that a formula makes: HandleScalingModifiers of KEDA. While a fallback stands in for
 * any source it takes the place of all.
 */
export function combined(
  composite: Composite,
  fallback: Fallback | undefined,
  sources: readonly Source[],
  observations: readonly Observation[],
): Combined {
  const standIn = observations.find(({ isFallback }) => isFallback);
  if (standIn?.value !== undefined) return { value: standIn.value, isFallback: true };
  const values = new Map<string, number | undefined>();
  sources.forEach(({ name }, index) => {
    const observation = observations[index];
    if (observation?.value === undefined) return;
    values.set(name, observation.isNil ? undefined : observation.value / 1000);
  });
  const result = composite.formula(values);
  if ('problem' in result) return { isFallback: false, problem: result.problem };
  if (result.value !== null) return { value: int64(result.value * 1000), isFallback: false };
  if (fallback === undefined) return { isFallback: false, problem: 'its result is nil' };
  return { value: fallback.replicas * composite.target, isFallback: true };
}

/** What Go makes of a number on most processors: what is no int64 becomes the lowest of them. */
function int64(value: number): number {
  return Number.isFinite(value) && Math.abs(value) < 2 ** 63 ? Math.trunc(value) : -(2 ** 63);
}
