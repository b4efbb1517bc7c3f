import { type JsonObject, objectAt } from '../json.ts';
import { hpaMinimum, type Scale } from '../keda/scale.ts';
import type { Compiled } from './formula/compile.ts';
import type { Fallback, Plan } from './plan.ts';
import type { SimulateOptions } from './prepare.ts';
import type { ReadyTrigger } from './ready-trigger.ts';
import type { Samples } from './samples/assign.ts';
import type { Period } from './samples/signal.ts';
import type { Subject } from './subject.ts';

export function planOf(
  { scale, scaledObject }: Subject,
  parts: readonly ReadyTrigger[],
  compiled: Compiled | undefined,
  samples: Samples,
  { readyAfter, replicas }: SimulateOptions,
  { start, end }: Period,
): Plan {
  const { modifiers, behavior } = scale;
  const fallback = fallbackOf(scale);
  const composite =
    modifiers !== undefined && compiled !== undefined && 'formula' in compiled
      ? {
          formula: compiled.formula,
          metricType: modifiers.metricType,
          target: Math.trunc(modifiers.target * 1000),
          activation: modifiers.activationTarget,
        }
      : undefined;
  const recorded = samples.replicas?.points.find(({ value }) => value !== null)?.value;
  return {
    scale,
    sources: parts.flatMap(({ source }) => source ?? []),
    resources: parts.flatMap(({ resource }) => resource ?? []),
    ...(composite !== undefined && { composite }),
    ...(fallback !== undefined && { fallback }),
    hpa: {
      min: hpaMinimum(scale),
      max: scale.max,
      ...(hasBehavior(scale, scaledObject) && { behavior }),
    },
    tolerances: { up: behavior.scaleUp.tolerance, down: behavior.scaleDown.tolerance },
    duration: end - start,
    replicas: replicas ?? scale.pausedReplicas ?? recorded ?? scale.min,
    readyAfter,
  };
}

/** Whether the HPA has a behavior: without one its controller has rules of its own. */
function hasBehavior({ pausedScaleIn, pausedScaleOut }: Scale, scaledObject: JsonObject): boolean {
  const path = ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'behavior'];
  return (
    pausedScaleIn === true || pausedScaleOut === true || objectAt(scaledObject, path) !== undefined
  );
}

/** KEDA passes over a fallback that can't be right: HasValidFallback. */
function fallbackOf({ fallback, modifiers }: Scale): Fallback | undefined {
  if (fallback === undefined || fallback.failureThreshold < 0 || fallback.replicas < 0) {
    return undefined;
  }
  const isWhole =
    modifiers === undefined || (Number.isInteger(modifiers.target) && modifiers.target > 0);
  return isWhole ? fallback : undefined;
}
