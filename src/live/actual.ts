import { type JsonObject, valueAt } from '../json.ts';
import { authored } from '../predict/actual.ts';
import type { ActualAnswer, ActualAnswers } from '../predict/types.ts';
import { look } from './look.ts';
import { isApplied } from './managed-fields.ts';
import { each } from './pool.ts';
import { absent } from './problems.ts';
import { placeOf, type Question } from './question.ts';
import type { Asking, Failed } from './request.ts';
import { lastApplied } from './three-way.ts';

/** Reads which generation each Service has in the cluster, and of which template. */
export async function readActual(
  questions: readonly Question[],
  asking: Asking,
): Promise<ActualAnswers | Failed> {
  return await each(questions, (question) => actualOf(question, asking));
}

async function actualOf(question: Question, asking: Asking): Promise<ActualAnswer | Failed> {
  const place = placeOf(question, asking.namespace);
  const seen = await look(place, asking);
  if ('failed' in seen) return seen;
  if ('problem' in seen) return { problems: [seen.problem] };
  if (seen.found === undefined) return { problems: [absent(place)] };
  const { object, generation, template } = seen.found;
  return { actual: { generation, template, applied: appliedFields(object) }, problems: [] };
}

/** The fields of a template's spec that somebody wrote, and the cluster didn't fill in. */
function appliedFields(object: JsonObject): ReadonlySet<string> {
  const record = lastApplied(object);
  return new Set(
    authored.filter(
      (field) =>
        (valueAt(record, ['spec', 'template', 'spec', field]) ?? undefined) !== undefined ||
        isApplied(object, ['spec', field]),
    ),
  );
}
