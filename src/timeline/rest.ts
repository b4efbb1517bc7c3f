import { isResource } from '../keda/rules/spec.ts';
import type { Scale } from '../keda/scale.ts';

/**
 * Where KEDA puts a Service while none of its triggers is active: the idle count, or 0 where there
 * is no minimum. Undefined where it doesn't: with a minimum the HPA holds that (RequestScale of
 * pkg/scaling/executor); what has only cpu and memory, which KEDA doesn't look at, always counts as
 * active (getScaledObjectState), and so does what an annotation says is.
 */
export function restOf(scale: Scale): number | undefined {
  const { min, idle, triggers, forcedActivation } = scale;
  if (forcedActivation || triggers.every(isResource)) return undefined;
  return idle ?? (min === 0 ? 0 : undefined);
}
