import { isApplierKey } from '../../gitops/applier-keys.ts';
import { type JsonObject, objectAt, stringAt } from '../../json.ts';
import { autoscaling, hpaClass, managedBy, revcast, serving } from '../../knative/keys.ts';
import type { StringMap } from '../../knative/types.ts';
import type { RevisionState } from '../types.ts';

/**
 * Besides what is any applier's: Argo CD can track by this label, and kubectl's keys say what was done
 * to the source with it. On a copy they would be a lie, or end with its removal.
 */
function isTracking(key: string): boolean {
  const isOthers = key === 'app.kubernetes.io/instance' || key.startsWith('kubectl.kubernetes.io/');
  return isOthers || isApplierKey(key);
}

/** What is about the source itself: KEDA's label, UIDs, and the fixer's notes. */
const ownKeys: ReadonlySet<string> = new Set([
  'scaledobject.keda.sh/name',
  serving.serviceUID,
  serving.configurationUID,
  serving.revisionUID,
  revcast.standsFor,
  revcast.wokenFor,
  revcast.idleMin,
  revcast.retargetedFrom,
]);

/** The labels of a copy for another revision. */
export function standInLabels(source: JsonObject, revision: RevisionState): JsonObject {
  const labels = copied(source, 'labels');
  const earlier = [stringAt(labels, [serving.revision]), stringAt(source, ['metadata', 'name'])];
  // Unless the template has one, `app` is the revision's name.
  if (earlier.includes(stringAt(labels, ['app']))) labels.app = revision.name;
  if (labels[managedBy] === 'Helm') delete labels[managedBy];
  if (revision.service === undefined) delete labels[serving.service];
  return {
    ...labels,
    [serving.configuration]: revision.configuration,
    [serving.configurationGeneration]: String(revision.generation),
    [serving.revision]: revision.name,
    ...(revision.service !== undefined && { [serving.service]: revision.service }),
  };
}

/** The annotations of a copy; `templates` are those of its queries, as they are recorded. */
export function standInAnnotations(
  source: JsonObject,
  revision: RevisionState,
  templates: string | undefined,
): JsonObject {
  return {
    ...copied(source, 'annotations'),
    [autoscaling.class]: hpaClass,
    ...madeByFixer(revision),
    [revcast.standInOf]: stringAt(source, ['metadata', 'name']) ?? '',
    ...(templates !== undefined && { [revcast.queryTemplates]: templates }),
  };
}

/** What tells that a ScaledObject was made for a revision that is there, and for which template. */
export function madeByFixer({ templateHash }: Pick<RevisionState, 'templateHash'>): StringMap {
  return { [revcast.prediction]: 'actual', [revcast.templateHash]: templateHash };
}

function copied(source: JsonObject, field: 'labels' | 'annotations'): JsonObject {
  const entries = Object.entries(objectAt(source, ['metadata', field]) ?? {});
  return Object.fromEntries(entries.filter(([key]) => !ownKeys.has(key) && !isTracking(key)));
}
