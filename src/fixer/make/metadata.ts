import { type JsonObject, objectAt, stringAt } from '../../json.ts';
import { autoscaling, hpaClass, managedBy, revcast, serving } from '../../knative/keys.ts';
import type { StringMap } from '../../knative/types.ts';
import type { RevisionState } from '../types.ts';

/*
 * By these keys tools know what they applied, and prune what they find and don't know. On a copy
 * they would be a lie that ends with its removal: Argo CD (also where it tracks by label), Flux,
 * Helm, kubectl's apply and its ApplySets, Config Sync and cli-utils, kapp, Rancher's Fleet, Pulumi.
 */
const trackingKeys: ReadonlySet<string> = new Set(['app.kubernetes.io/instance']);
const trackingGroups: readonly string[] = [
  'argocd.argoproj.io',
  'toolkit.fluxcd.io',
  'helm.sh',
  'kubectl.kubernetes.io',
  'applyset.kubernetes.io',
  'config.k8s.io',
  'configmanagement.gke.io',
  'configsync.gke.io',
  'k14s.io',
  'cattle.io',
  'pulumi.com',
];

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

function isTracking(key: string): boolean {
  const [group = ''] = key.split('/');
  const isTools = trackingGroups.some((each) => group === each || group.endsWith(`.${each}`));
  return isTools || trackingKeys.has(key);
}
