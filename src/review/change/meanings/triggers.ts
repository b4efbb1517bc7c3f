import type { Trigger } from '../../../keda/scale.ts';
import type { Meaning } from '../../types.ts';
import { triggerText } from '../../words/trigger.ts';
import type { Scales, TriggerPair } from '../types.ts';
import { cronMeanings } from './cron.ts';
import { caution, info, rounded } from './meaning.ts';
import { senseMeanings } from './sense.ts';
import { labelOf, targetText } from './trigger-words.ts';

/** Of several triggers the one that wants most pods wins, unless a formula takes them together. */
export function triggerMeanings({ is, triggers }: Scales): Meaning[] {
  const isCombined = is.modifiers !== undefined;
  return triggers.flatMap((pair) => meaningsOf(pair, is.max, isCombined));
}

function meaningsOf({ was, is }: TriggerPair, max: number, isCombined: boolean): Meaning[] {
  if (was === undefined) return is === undefined ? [] : [added(is, isCombined)];
  if (is === undefined) return [removed(was)];
  if (is.type !== was.type) {
    const sense = 'it scales by something else';
    return [
      caution('trigger-meaning', `${labelOf(is)} was a trigger of type ${was.type}: ${sense}`),
    ];
  }
  if (is.cron !== undefined || was.cron !== undefined) return cronMeanings(was, is, max);
  // The formula has a target of its own, and KEDA gives the HPA nothing else but cpu and memory.
  const isTargetUsed = !isCombined || is.type === 'cpu' || is.type === 'memory';
  return [
    ...senseMeanings(was, is),
    ...(isTargetUsed ? targetMeanings(was, is) : []),
    ...activationMeanings(was, is),
  ];
}

function added(is: Trigger, isCombined: boolean): Meaning {
  const counts =
    isCombined && is.type !== 'cpu' && is.type !== 'memory'
      ? 'it counts through the formula'
      : 'of all triggers the one that wants most pods wins';
  return info('trigger-added', `trigger ${triggerText(is)} is added: ${counts}`);
}

function removed(was: Trigger): Meaning {
  const lost = was.cron === undefined ? 'load that it alone sees' : 'its window';
  return caution(
    'trigger-removed',
    `trigger ${triggerText(was)} is removed: ${lost} adds no pods any more`,
  );
}

function targetMeanings(was: Trigger, is: Trigger): Meaning[] {
  const [old, now] = [was.target?.value, is.target?.value];
  if (old === undefined || now === undefined) return legibilityMeanings(was, is);
  if (old === now) return [];
  // Another unit: the number can't be compared with the old one.
  if (is.metricType !== was.metricType || old <= 0 || now <= 0) return [];
  const factor = now / old;
  const change = `the target of ${labelOf(is)} is ${targetText(is)}, was ${targetText(was)}`;
  const share =
    factor > 1
      ? `about ${rounded(100 / factor)} % of the pods`
      : `about ${rounded(1 / factor)} × as many pods`;
  const bears =
    is.metricType === 'Value'
      ? `pods are added at ${rounded(factor)} × the metric`
      : `each pod bears ${rounded(factor)} × as much, so ${share} run at the same load`;
  const make = factor > 1 ? caution : info;
  return [make(factor > 1 ? 'target-raised' : 'target-lowered', `${change}: ${bears}`)];
}

/** Of a target that KEDA can't read, or reads from the container's environment. */
function legibilityMeanings(was: Trigger, is: Trigger): Meaning[] {
  const label = labelOf(is);
  if (was.target !== undefined && is.target === undefined) {
    const message = `${label} has no target that can be read, was ${targetText(was)}`;
    return [caution('trigger-meaning', message)];
  }
  if (was.target === undefined && is.target !== undefined) {
    const message = `the target of ${label} is ${targetText(is)}, was none that could be read`;
    return [caution('trigger-meaning', message)];
  }
  return [];
}

function activationMeanings(was: Trigger, is: Trigger): Meaning[] {
  const [old, now] = [was.activation ?? 0, is.activation ?? 0];
  if (old === now) return [];
  const change = `${labelOf(is)} is active above ${now}, was above ${old}`;
  return [
    info('activation-changed', `${change}: below it KEDA may scale to zero, where min allows it`),
  ];
}
