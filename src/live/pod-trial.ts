import { type JsonObject, objectAt } from '../json.ts';
import { configurations } from '../kubernetes/resources.ts';
import { ownFields } from './appliers.ts';
import { patch } from './dry-run.ts';
import { removalOf, takenFields } from './managed-fields.ts';
import type { Asking, Place, Tried } from './request.ts';
import { applyPatch } from './three-way.ts';

/**
 * What became of the Pod that Knative's webhook tries to make for every dry run of a Service, and
 * for a dry run only: undefined when that isn't what was refused. The Service itself would be taken,
 * and what the Pod lacks, its ServiceAccount say, may come with it.
 */
export function podRefusal(refusal: string): string | undefined {
  return /: validation callback failed: dry run failed with (.*?)(: spec\.template)?$/.exec(
    refusal,
  )?.[1];
}

/**
 * The template of the Configuration as it would be, with no Pod tried: the webhook doesn't for one
 * that belongs to a Service. Its change is made here, as the applier makes that of the Service.
 */
export async function dryRunConfiguration(
  object: JsonObject,
  live: JsonObject,
  place: Place,
  asking: Asking,
): Promise<Tried<JsonObject>> {
  const template = templateChange(object, live, asking);
  const body = template === undefined ? {} : { spec: { template } };
  return await patch({ type: 'merge', body }, { ...place, resource: configurations }, asking);
}

function templateChange(
  object: JsonObject,
  live: JsonObject,
  { applier }: Pick<Asking, 'applier'>,
): JsonObject | undefined {
  if (applier.way === 'client-side') {
    return objectAt(applyPatch(object, live), ['spec', 'template']);
  }
  const wanted = objectAt(object, ['spec', 'template']) ?? {};
  const takesOver = [...applier.takesOver, ownFields(applier)];
  const paths = takenFields(live, { ...applier, takesOver })
    .filter(([root, field]) => root === 'spec' && field === 'template')
    .map((path) => path.slice(2));
  return removalOf(paths, wanted);
}
