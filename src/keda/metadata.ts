import { isApplierKey } from '../gitops/applier-keys.ts';
import {
  autoscaling,
  hpaClass,
  managedBy,
  revcast,
  revcastPrefix,
  serving,
} from '../knative/keys.ts';
import type { Scaling } from '../knative/scaling/types.ts';
import type { Revision, Service, StringMap } from '../knative/types.ts';
import { type QueryTemplate, usesRevisionName } from './query.ts';

/** Knative keeps these to the revision. */
const revisionAnnotations: readonly string[] = [
  serving.lastPinned,
  serving.noGC,
  serving.routingStateModified,
  serving.routes,
];
const revisionLabels: readonly string[] = [serving.route, serving.routingState];
/** These only a cluster knows. */
const clusterLabels: readonly string[] = [
  serving.serviceUID,
  serving.configurationUID,
  serving.revisionUID,
];

/** The template's labels under Knative's, as on a PodAutoscaler; sorted, as Kubernetes prints. */
export function makeLabels(service: Service, revision: Revision): Record<string, string> {
  const excluded = [...revisionLabels, ...clusterLabels];
  return sorted({
    app: revision.name,
    ...without(service.labels, (key) => excluded.includes(key)),
    [serving.configuration]: revision.configuration,
    [serving.configurationGeneration]: String(revision.generation),
    [serving.revision]: revision.name,
    ...(revision.service !== '' && { [serving.service]: revision.service }),
    [managedBy]: 'revcast',
  });
}

/**
 * The template's annotations, as on a PodAutoscaler, and revcast's. Those of a tool that applies
 * objects, which it or a careless chart has put on the template, are not about a ScaledObject.
 */
export function makeAnnotations(
  scaling: Scaling,
  service: Service,
  revision: Revision,
): Record<string, string> {
  const copied = without(
    service.annotations,
    (key) =>
      revisionAnnotations.includes(key) || key.startsWith(revcastPrefix) || isApplierKey(key),
  );
  const creator = service.ownAnnotations[serving.lastModifier];
  const templates = queryTemplates(scaling);
  return sorted({
    [autoscaling.class]: hpaClass,
    [autoscaling.metric]: 'cpu',
    ...copied,
    // A manifest taken from a cluster says who touched it last: to Knative, the revision's maker.
    ...(creator !== undefined && { [serving.creator]: creator }),
    [revcast.prediction]: revision.way,
    [revcast.templateHash]: revision.templateHash,
    ...(templates !== undefined && { [revcast.queryTemplates]: templates }),
  });
}

/** What the fixer needs to write a query anew for another revision; undefined: nothing. */
function queryTemplates(scaling: Scaling): string | undefined {
  const trigger = scaling.from === 'annotations' ? scaling.firstTrigger : undefined;
  const query: QueryTemplate | undefined =
    trigger?.type === 'prometheus' ? trigger.query : undefined;
  if (query === undefined || !usesRevisionName(query)) return undefined;
  return `{"0":${JSON.stringify(query.source)}}`;
}

function without(entries: StringMap, isExcluded: (key: string) => boolean): StringMap {
  const kept: Record<string, string> = {};
  for (const key of Object.keys(entries)) {
    if (!isExcluded(key)) kept[key] = entries[key] ?? '';
  }
  return kept;
}

function sorted(entries: StringMap): Record<string, string> {
  const result: Record<string, string> = {};
  for (const key of Object.keys(entries).sort()) result[key] = entries[key] ?? '';
  return result;
}
