import type { Meaning, ServiceReview } from '../../types.ts';
import { replicasText } from '../../words/scale.ts';
import { modeText } from '../../words/service.ts';
import { triggerText } from '../../words/trigger.ts';
import type { Subject } from '../types.ts';
import { caution, info, pods } from './meaning.ts';

export function newMeaning({ review }: Subject): Meaning {
  const { mode, kind } = review;
  switch (mode) {
    case 'refused':
      return caution('new', `the ${kind} is new and has errors: nothing is rendered for it`);
    case 'skipped':
      return info('new', `the ${kind} is new, and revcast leaves it alone (${modeText(review)})`);
    case 'expected':
      return info('new', `the ${kind} is new, and its ScaledObject has to come from elsewhere`);
    default:
      return info('new', `the ${kind} is new: ${runningText(review)}`);
  }
}

function runningText({ revision, scale, mode }: ServiceReview): string {
  const name = revision?.name ?? 'its revision';
  const by = mode === 'extension' ? ', by a ScaledObject that the extension makes' : '';
  if (scale === undefined) return `${name} comes${by}`;
  const triggers = scale.triggers.map((trigger) => triggerText(trigger)).join('; ');
  return `${name} runs ${replicasText(scale)} pods, ${triggers}${by}`;
}

/** Of one that scaled to zero nothing may have run. */
export function goneMeaning({ review }: Subject): Meaning {
  const { kind, revision, scale } = review;
  const least = scale === undefined ? undefined : (scale.idle ?? scale.min);
  const running =
    least === undefined || least === 0 ? '' : `, of which at least ${pods(least)} ran`;
  const what = revision === undefined ? 'its revisions' : `${revision.name}${running}`;
  const message = `the ${kind} is not there any more: with it Knative deletes ${what}`;
  return (least === 0 ? info : caution)('gone', message);
}
