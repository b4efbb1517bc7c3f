import { plural } from '../../diagnostics/words.ts';
import type { Scale, ScaleFallback, ScaleModifiers } from '../../keda/scale.ts';
import { anyCharacter, type Charset, shortened, signsOf } from './charset.ts';

/** What the extension writes where nothing limits: the greatest that the field holds. */
const noLimit = 2147483647;

type Replicas = Pick<Scale, 'min' | 'max' | 'idle' | 'paused' | 'pausedReplicas'>;

/** `1–10`, `0–∞`, `2–10, idle 0`, `paused at 3`. */
export function replicasText(scale: Replicas, charset: Charset = anyCharacter): string {
  const signs = signsOf(charset);
  const { min, max, idle, paused, pausedReplicas } = scale;
  if (pausedReplicas !== undefined) return `paused at ${pausedReplicas}`;
  const range = `${min}${signs.to}${max === noLimit ? signs.noLimit : max}`;
  return `${range}${idle === undefined ? '' : `, idle ${idle}`}${paused ? ', paused' : ''}`;
}

/**
 * `falls back to 3 after more than 5 failures`, by KEDA's `fallback.behavior`. KEDA falls back when
 * the failures in a row exceed the threshold (pkg/fallback).
 */
export function fallbackText({ behavior, replicas, failureThreshold }: ScaleFallback): string {
  const after =
    failureThreshold === 0
      ? 'at the first failure'
      : `after more than ${plural(failureThreshold, 'failure')}`;
  switch (behavior) {
    case 'currentReplicas':
      return `keeps its replicas ${after}`;
    case 'currentReplicasIfHigher':
      return `falls back to ${replicas}, or keeps more, ${after}`;
    case 'currentReplicasIfLower':
      return `falls back to ${replicas}, or keeps fewer, ${after}`;
    case 'scalingModifiers':
      return `the formula does without a metric ${after}`;
    default:
      return `falls back to ${replicas} ${after}`;
  }
}

/** `formula waiting + running * 0.5 ≤ 5 per pod`: what the HPA gets instead of KEDA's metrics. */
export function modifiersText(modifiers: ScaleModifiers, charset: Charset = anyCharacter): string {
  const signs = signsOf(charset);
  const { formula, target, activationTarget, metricType } = modifiers;
  const of = metricType === 'Value' ? 'in all' : 'per pod';
  const active = activationTarget > 0 ? `, active above ${activationTarget}` : '';
  return `formula ${shortened(formula, 60, signs)} ${signs.atMost} ${target} ${of}${active}`;
}
