import type { Problem } from '../diagnostics/types.ts';
import { type Json, type JsonObject, objectAt, type Path, valueAt } from '../json.ts';
import { autoscaling, hpaClass, revcast, serving } from '../knative/keys.ts';
import type { Revision, StringMap } from '../knative/types.ts';
import type { Edit } from '../manifest/types.ts';
import { fillQueries } from './queries.ts';

/**
 * The edits that turn a user's own ScaledObject into the one of a revision: name, target, HPA name,
 * class and Knative's labels (the extension finds nothing otherwise), and the revision's name in
 * queries. All else stays the user's.
 */
export function completion(
  scaledObject: JsonObject,
  revision: Revision,
  extraAnnotations: StringMap,
): { edits: Edit[]; problems: readonly Problem[] } {
  const queries = fillQueries(scaledObject, revision.name);
  const annotations: StringMap = {
    [autoscaling.class]: hpaClass,
    [revcast.service]: revision.configuration,
    [revcast.prediction]: revision.way,
    [revcast.templateHash]: revision.templateHash,
    ...(queries.templates === undefined ? {} : { [revcast.queryTemplates]: queries.templates }),
    ...extraAnnotations,
  };
  const labels: StringMap = {
    [serving.configuration]: revision.configuration,
    [serving.configurationGeneration]: String(revision.generation),
    [serving.revision]: revision.name,
    ...(revision.service !== '' && { [serving.service]: revision.service }),
  };
  const wanted: [Path, Json][] = [
    [['metadata', 'name'], revision.name],
    ...Object.entries(labels).map(entryAt(['metadata', 'labels'])),
    ...Object.entries(annotations).map(entryAt(['metadata', 'annotations'])),
    ...target(scaledObject, revision),
    [['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name'], revision.name],
  ];
  const sets = wanted
    .filter(([path, value]) => valueAt(scaledObject, path) !== value)
    .map(([path, value]): Edit => ({ op: 'set', path, value }));
  return { edits: [...sets, ...queries.edits], problems: queries.problems };
}

function entryAt(path: Path): (entry: [string, string]) => [Path, Json] {
  return ([key, value]) => [[...path, key], value];
}

/** KEDA's own defaults for the target are apps/v1 and Deployment: what is absent may stay so. */
function target(scaledObject: JsonObject, revision: Revision): [Path, Json][] {
  const path = ['spec', 'scaleTargetRef'];
  const present = objectAt(scaledObject, path) ?? {};
  const defaults: [Path, Json][] = [];
  if (present.apiVersion !== undefined) defaults.push([[...path, 'apiVersion'], 'apps/v1']);
  if (present.kind !== undefined) defaults.push([[...path, 'kind'], 'Deployment']);
  return [...defaults, [[...path, 'name'], revision.deployment]];
}
