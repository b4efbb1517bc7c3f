import { type JsonObject, objectAt } from '../json.ts';
import { configurations } from '../kubernetes/resources.ts';
import type { LiveAnswer, LiveAnswers } from '../predict/types.ts';
import { dryRun, patch } from './dry-run.ts';
import { isEqual } from './json-patch.ts';
import { type Found, look } from './look.ts';
import { dryRunConfiguration, podRefusal } from './pod-trial.ts';
import { each } from './pool.ts';
import { podRefused, refusal, untried } from './problems.ts';
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
  const { found } = seen;
  const end = await dryRun(question.object, found?.object, place, asking);
  if ('failed' in end) return end;
  if ('refused' in end) return await refused(end.refused, question.object, found, place, asking);
  return found === undefined
    ? { generation: 1, problems: [] }
    : await generationOf(end.value, found, place, asking);
}

/** What a refusal of the dry run means: not always that the Service would be refused. */
async function refused(
  said: string,
  object: JsonObject,
  found: Found | undefined,
  place: Place,
  asking: Asking,
): Promise<LiveAnswer | Failed> {
  const problems = [refusal(place, said)];
  if (found === undefined && isNamespaceMissing(said)) {
    return { generation: 1, problems: [untried(place)] };
  }
  const pod = podRefusal(said);
  if (pod === undefined) return { problems };
  const told = [podRefused(place, pod)];
  if (found === undefined) return { generation: 1, problems: told };
  if (place.resource === configurations) return { problems };
  const end = await dryRunConfiguration(object, found.object, place, asking);
  if ('failed' in end) return end;
  if ('refused' in end) return { problems: [refusal(place, end.refused)] };
  const answer = await generationOf(end.value, found, place, asking);
  return 'failed' in answer ? answer : { ...answer, problems: told };
}

/**
 * The generation it has, when the Configuration stays as it is, else the next. Compared as they are,
 * empty values kept, templates told right 514 times of 515. Where they differ, the Configuration is
 * looked at with the defaults of today, as the controller does: newer defaults alone are no change.
 */
async function generationOf(
  applied: JsonObject,
  { template, generation }: Found,
  place: Place,
  asking: Asking,
): Promise<LiveAnswer | Failed> {
  const same = { generation, problems: [] };
  const next = { generation: generation + 1, problems: [] };
  const wanted = objectAt(applied, ['spec', 'template']) ?? {};
  if (isEqual(wanted, template)) return same;
  if (place.resource === configurations) return next;
  const configuration = { ...place, resource: configurations };
  const end = await patch({ type: 'merge', body: {} }, configuration, asking);
  if ('failed' in end) return end;
  const today = 'value' in end ? objectAt(end.value, ['spec', 'template']) : undefined;
  return today !== undefined && isEqual(wanted, today) ? same : next;
}
