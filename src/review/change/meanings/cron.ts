import type { CronWindow, Trigger } from '../../../keda/scale.ts';
import type { Meaning } from '../../types.ts';
import { cronText } from '../../words/cron.ts';
import { caution, info } from './meaning.ts';
import { labelOf, signs } from './trigger-words.ts';

/** Where a cron trigger holds pods at other times, by another clock, or another number of them. */
export function cronMeanings(was: Trigger, is: Trigger, max: number): Meaning[] {
  const [old, now] = [was.cron, is.cron];
  if (old === undefined || now === undefined || isSame(old, now)) return [];
  const change = `${labelOf(is)} is ${cronText(now, signs)}, was ${cronText(old, signs)}`;
  const notes = [
    ...(now.timezone === old.timezone ? [] : ['its times are those of another time zone']),
    ...replicaNotes(old, now, max),
  ];
  const isLess = now.timezone !== old.timezone || now.desiredReplicas < old.desiredReplicas;
  const message = notes.length === 0 ? change : `${change}: ${notes.join('; ')}`;
  return [(isLess ? caution : info)('cron-window', message)];
}

function replicaNotes(old: CronWindow, now: CronWindow, max: number): string[] {
  const difference = now.desiredReplicas - old.desiredReplicas;
  if (difference === 0 || Number.isNaN(difference)) return [];
  const limited = now.desiredReplicas > max ? `, of which max lets ${max} run` : '';
  const count = Math.abs(difference);
  return [`${count} ${difference > 0 ? 'more' : 'fewer'} in its window${limited}`];
}

function isSame(a: CronWindow, b: CronWindow): boolean {
  return (
    a.start === b.start &&
    a.end === b.end &&
    a.timezone === b.timezone &&
    a.desiredReplicas === b.desiredReplicas
  );
}
