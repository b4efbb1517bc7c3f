import type { Scale } from '../../keda/scale.ts';
import { modifiersText } from '../../review/words/scale.ts';
import { triggerText } from '../../review/words/trigger.ts';
import type { StepCurve } from '../../timeline/step-curve.ts';
import { tooltip } from './axes.ts';
import { amountText } from './units.ts';

/** A curve, and the one of the same metric before the change. */
export interface Steps {
  readonly scale: Scale;
  readonly curve: StepCurve;
  readonly before?: StepCurve;
}

export function stepsTitle({ scale, curve }: Pick<Steps, 'scale' | 'curve'>): string {
  const trigger = curve.trigger === undefined ? undefined : scale.triggers[curve.trigger];
  if (trigger !== undefined) return triggerText(trigger);
  return scale.modifiers === undefined ? 'formula' : modifiersText(scale.modifiers);
}

/** What is on the horizontal axis. */
export function axisText({ axis, current }: StepCurve): string {
  if (axis.of === 'value') return `metric, while ${current} run`;
  if (axis.unit === 'percent') return 'percent of one pod’s request, all pods together';
  return axis.unit === 'count' ? 'metric, all pods together' : `${axis.unit}, all pods together`;
}

/** What holds where the pointer is. */
export function stepsTip(
  at: number | undefined,
  { axis, rising, falling }: StepCurve,
): HTMLElement | string {
  if (at === undefined) return '';
  const up = rising.findLastIndex((step) => step.at <= at);
  const now = rising[up]?.replicas ?? 0;
  const next = rising[up + 1];
  const down = falling.findLast((step) => step.at > at)?.replicas ?? rising.at(-1)?.replicas ?? now;
  const back = falling.find((step) => step.at <= at);
  const isBand = falling.length > 0 && down > now;
  return tooltip(isBand ? `${now}–${down} replicas` : `${now} replicas`, [
    `at ${amountText(at, axis.unit)}`,
    ...(isBand ? [`${now} where it rises, ${down} where it falls`] : []),
    ...(next === undefined ? [] : [`${now} → ${next.replicas}: ${next.label}`]),
    ...(back === undefined ? [] : [`${down} → ${back.replicas}: ${back.label}`]),
  ]);
}

/** What the chart shows, in words. */
export function stepsText(steps: Steps): string {
  const { curve } = steps;
  const labels = curve.rising.flatMap(({ label }) => (label === '' ? [] : [label]));
  const told = labels.slice(0, 6).join(', ');
  const more = labels.length > 6 || curve.cut ? ' and so on' : '';
  const first = curve.rising[0]?.replicas ?? 0;
  return `Desired replicas for ${stepsTitle(steps)}, by ${axisText(curve)}: starts at ${first}${told === '' ? '' : `, ${told}${more}`}.`;
}
