import { type JsonObject, objectAt } from '../json.ts';
import { configurations } from '../kubernetes/resources.ts';
import type { LiveAnswer, LiveAnswers } from '../predict/types.ts';
import { dryRun, patch } from './dry-run.ts';
import { isEqual } from './json-patch.ts';
import { type Found, look } from './look.ts';
import { each } from './pool.ts';
import { refusal, untried } from './problems.ts';
import { placeOf, type Question } from './question.ts';
import { type Asking, type Failed, isNamespaceMissing, type Place } from './request.ts';

/**
 * Asks the cluster which generation each Service will get: the one it has when applying it changes
 * nothing of its Configuration's template, else the next. Nothing in the cluster is changed.
 */
export async function ask(
  questions: readonly Question[],
  asking: Asking,
): Promise<LiveAnswers | Failed> {
  return await each(questions, (question) => answerOf(question, asking));
}

async function answerOf(question: Question, asking: Asking): Promise<LiveAnswer | Failed> {
  const place = placeOf(question, asking.namespace);
  const seen = await look(place, asking);
  if ('failed' in seen) return seen;
  if ('problem' in seen) return { problems: [seen.problem] };
  const end = await dryRun(question.object, seen.found?.object, place, asking);
  if ('failed' in end) return end;
  if ('refused' in end) return withoutDryRun(end.refused, seen.found, place);
  if (seen.found === undefined) return { generation: 1, problems: [] };
  const same = await isSame(seen.found, end, place, asking);
  if ('failed' in same) return same;
  const { generation } = seen.found;
  return { generation: same.value ? generation : generation + 1, problems: [] };
}

function withoutDryRun(said: string, found: Found | undefined, place: Place): LiveAnswer {
  return found === undefined && isNamespaceMissing(said)
    ? { generation: 1, problems: [untried(place)] }
    : { problems: [refusal(place, said)] };
}

/**
 * Whether the Configuration stays as it is. Compared as they are, empty values kept, templates told
 * right 514 times of 515. Where they differ, the Configuration is looked at with the defaults of
 * today, as the controller does: newer ones alone are no reason for it to change it.
 */
async function isSame(
  { template }: Found,
  applied: { readonly value: JsonObject },
  place: Place,
  asking: Asking,
): Promise<{ readonly value: boolean } | Failed> {
  const wanted = objectAt(applied.value, ['spec', 'template']) ?? {};
  if (isEqual(wanted, template)) return { value: true };
  if (place.resource === configurations) return { value: false };
  const configuration = { ...place, resource: configurations };
  const end = await patch({ type: 'merge', body: {} }, configuration, asking);
  if ('failed' in end) return end;
  const today = 'value' in end ? objectAt(end.value, ['spec', 'template']) : undefined;
  return { value: today !== undefined && isEqual(wanted, today) };
}
