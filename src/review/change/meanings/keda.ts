import type { Scale } from '../../../keda/scale.ts';
import type { Meaning } from '../../types.ts';
import { fallbackText, modifiersText } from '../../words/scale.ts';
import type { Scales } from '../types.ts';
import { caution, info, pods } from './meaning.ts';

/** What KEDA does besides telling the HPA its metrics. */
export function kedaMeanings({ was, is }: Scales): Meaning[] {
  return [
    ...pauseMeanings(was, is),
    ...activityMeanings(was, is),
    ...modifierMeanings(was, is),
    ...fallbackMeanings(was, is),
    ...cooldownMeanings(was, is),
  ];
}

function pauseMeanings(was: Scale, is: Scale): Meaning[] {
  if (is.paused) {
    if (was.paused && is.pausedReplicas === was.pausedReplicas) return [];
    const size =
      is.pausedReplicas === undefined
        ? 'the pods stay as they are'
        : `${pods(is.pausedReplicas)} run`;
    const hpa = 'KEDA deletes the HPA, without which a new revision never gets ready';
    return [caution('paused', `scaling is paused: ${size} whatever the load, and ${hpa}`)];
  }
  return was.paused
    ? [info('unpaused', 'scaling is not paused any more: KEDA makes the HPA again')]
    : [];
}

function activityMeanings(was: Scale, is: Scale): Meaning[] {
  if (is.forcedActivation === was.forcedActivation) return [];
  const forced =
    is.forcedActivation === true ? 'whatever its triggers say' : 'by its triggers again';
  return [info('activation-changed', `KEDA takes it for active ${forced}`)];
}

function modifierMeanings({ modifiers: was }: Scale, { modifiers: is }: Scale): Meaning[] {
  const [old, now] = [was && modifiersText(was), is && modifiersText(is)];
  const isSame = JSON.stringify(was) === JSON.stringify(is);
  if (isSame) return [];
  if (now === undefined) {
    const message = `the ${old} is removed: each trigger counts for itself, and the one that wants most pods wins`;
    return [caution('modifiers', message)];
  }
  const apart = 'cpu and memory stay apart';
  return old === undefined
    ? [caution('modifiers', `one ${now} takes the place of the triggers' metrics: ${apart}`)]
    : [caution('modifiers', `the metric is the ${now}, was the ${old}`)];
}

function fallbackMeanings({ fallback: was }: Scale, { fallback: is }: Scale): Meaning[] {
  const [old, now] = [was && fallbackText(was), is && fallbackText(is)];
  if (old === now) return [];
  const change = 'where the metrics of a trigger are missing KEDA';
  if (now === undefined) {
    const message = `${change} does nothing any more (${old}): the HPA then scales down no more`;
    return [caution('fallback', message)];
  }
  return [info('fallback', `${change} ${now}${old === undefined ? '' : `; it was: ${old}`}`)];
}

/** Only where KEDA scales to zero, or to idle, do they do anything. */
function cooldownMeanings(was: Scale, is: Scale): Meaning[] {
  if (is.min > 0 && is.idle === undefined) return [];
  const rest = is.idle === undefined ? 'scales to zero' : `goes to ${pods(is.idle)}`;
  const messages = [
    ...(is.cooldownPeriod === was.cooldownPeriod
      ? []
      : [
          `KEDA ${rest} after ${is.cooldownPeriod} s without activity, was ${was.cooldownPeriod} s`,
        ]),
    ...(is.initialCooldownPeriod === was.initialCooldownPeriod
      ? []
      : [
          `KEDA ${rest} no sooner than ${is.initialCooldownPeriod} s after creation, was ${was.initialCooldownPeriod} s`,
        ]),
    ...(is.pollingInterval === was.pollingInterval
      ? []
      : [`KEDA looks for activity every ${is.pollingInterval} s, was ${was.pollingInterval} s`]),
  ];
  return messages.map((message) => info('cooldown', message));
}
