import type { Scale } from '../keda/scale.ts';
import { isWithin, tolerancesOf } from './recommend.ts';
import { isReadable } from './windows.ts';

export interface Note {
  /** Stable: `formula`, `paused`. */
  readonly id: string;
  /** One sentence, no full stop. */
  readonly message: string;
}

/** What the numbers of a range leave out. */
export function rangeNotes(scale: Scale): Note[] {
  return [
    ...pauseNotes(scale),
    ...directionNotes(scale),
    ...cronNotes(scale),
    ...(scale.modifiers === undefined ? [] : [formula]),
  ];
}

const formula: Note = {
  id: 'formula',
  message:
    'a formula makes one metric of the triggers, so that what cron asks for shows only in its result',
};

function pauseNotes({ paused, pausedReplicas }: Scale): Note[] {
  if (!paused || pausedReplicas !== undefined) return [];
  const message = 'KEDA is paused: the number stays what it was, whatever that is';
  return [{ id: 'paused', message }];
}

function directionNotes({ behavior, pausedScaleIn, pausedScaleOut }: Scale): Note[] {
  const notes: Note[] = [];
  if (behavior.scaleUp.selectPolicy === 'Disabled') {
    const message = pausedScaleOut ? 'scaling up is paused' : 'the HPA never scales up';
    notes.push({ id: 'no-scale-up', message: `${message}: it stays where it is, or goes down` });
  }
  if (behavior.scaleDown.selectPolicy === 'Disabled') {
    const message = pausedScaleIn ? 'scaling down is paused' : 'the HPA never scales down';
    notes.push({ id: 'no-scale-down', message: `${message}: it stays where it is, or goes up` });
  }
  return notes;
}

function cronNotes(scale: Scale): Note[] {
  return scale.triggers.flatMap((trigger): Note[] => {
    const { cron, metricType } = trigger;
    if (cron === undefined) return [];
    if (!isReadable(cron)) return [unreadable];
    if (metricType === 'Value') return cron.desiredReplicas > 1 ? [value] : [];
    return nearNotes(scale, cron.desiredReplicas);
  });
}

const unreadable: Note = {
  id: 'cron-unreadable',
  message: 'a cron trigger is left out, because its times or its zone can not be read',
};

const value: Note = {
  id: 'cron-value',
  message:
    'a cron trigger of metricType Value multiplies the replicas at each look of the HPA, up to the maximum',
};

/** Numbers that the HPA's tolerance takes for the one that cron asks for. */
function nearNotes({ behavior, min, max }: Scale, desired: number): Note[] {
  const tolerances = tolerancesOf(behavior);
  const isNear = (count: number): boolean => isWithin(desired / count, tolerances);
  const least = Math.max(1, min);
  const wanted = Math.min(max, desired);
  let low = wanted;
  while (low > least && isNear(low - 1)) low -= 1;
  if (low >= wanted) return [];
  const percent = Number((tolerances.up * 100).toFixed(1));
  const message = `${low} replicas are as good as ${wanted} to the HPA, whose tolerance is ${percent} %, and stay so many when cron asks for ${desired}`;
  return [{ id: 'tolerance', message }];
}
