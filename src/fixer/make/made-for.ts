import { severityOf } from '../../diagnostics/codes.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { type JsonObject, objectAt, stringAt } from '../../json.ts';
import { readScaling } from '../../knative/annotations.ts';
import { revcast, serving } from '../../knative/keys.ts';
import { deploymentName } from '../../knative/names.ts';
import { annotationValueProblems } from '../../knative/rules/annotation-values.ts';
import { scaleBoundProblems } from '../../knative/rules/scale-bounds.ts';
import { readStrings } from '../../knative/strings.ts';
import type { Cluster, Revision, Service, StringMap } from '../../knative/types.ts';
import { make } from '../../make.ts';
import type { Manifest } from '../../manifest/types.ts';
import { defaultSettings } from '../../settings.ts';
import { ownerReferences, podAutoscalerReference } from '../plan/owners.ts';
import type { PodAutoscalerState, RevisionState } from '../types.ts';
import { madeByFixer } from './metadata.ts';

export type MadeFor =
  | { readonly scaledObject: JsonObject }
  /** What is wrong with the revision's annotations, or with the Service's overlay. */
  | { readonly problems: readonly Problem[] };

/**
 * The ScaledObject that the extension would build for a revision's PodAutoscaler: it has the labels
 * and annotations of the revision (knative/serving `pkg/reconciler/revision/resources/pa.go`). What
 * the renderer lays over and checks, is laid over and checked here as well. `parent` is the Service,
 * or the Configuration that stands alone. Not for revisions without traffic: they have a lower
 * minimum.
 */
export function madeFor(
  revision: JsonObject,
  state: RevisionState,
  parent: JsonObject,
  owner: Pick<PodAutoscalerState, 'name' | 'uid'>,
  cluster: Cluster,
): MadeFor {
  const service = serviceOf(revision, state, parent);
  const { scaling, problems: mistakes } = readScaling(service, cluster);
  const found = errorsOf(mistakes);
  if (scaling === undefined || found.length > 0) {
    // Values that Knative's webhook should have refused are its rules' to tell.
    const refused = [
      ...scaleBoundProblems(service, cluster),
      ...annotationValueProblems(service, cluster),
    ];
    return { problems: found.length > 0 ? found : errorsOf(refused) };
  }
  const overlay = service.ownAnnotations[revcast.scaledObject];
  const context = { settings: defaultSettings, cluster, limitRanges: [] };
  const { scaledObject, problems } = make(service, revisionOf(state), scaling, overlay, context);
  const wrong = errorsOf(problems);
  return wrong.length > 0
    ? { problems: wrong }
    : { scaledObject: live(scaledObject, revision, owner, state) };
}

/** What the cluster knows and a manifest doesn't. */
function live(
  scaledObject: JsonObject,
  revision: JsonObject,
  owner: Pick<PodAutoscalerState, 'name' | 'uid'>,
  state: RevisionState,
): JsonObject {
  const metadata = objectAt(scaledObject, ['metadata']);
  const uids = [serving.configurationUID, serving.serviceUID].flatMap((key) => {
    const uid = stringAt(revision, ['metadata', 'labels', key]);
    return uid === undefined ? [] : [[key, uid]];
  });
  const labels: StringMap = { ...Object.fromEntries(uids), [serving.revisionUID]: state.uid };
  return {
    ...scaledObject,
    metadata: {
      ...metadata,
      labels: { ...objectAt(metadata, ['labels']), ...labels },
      annotations: { ...objectAt(metadata, ['annotations']), ...madeByFixer(state) },
      ownerReferences: ownerReferences([podAutoscalerReference(owner)]),
    },
  };
}

/** The Service as the maker wants it, with the revision for its template. */
function serviceOf(revision: JsonObject, state: RevisionState, parent: JsonObject): Service {
  const metadata = objectAt(revision, ['metadata']) ?? {};
  const { annotations = {}, labels = {} } = metadata;
  const template: JsonObject = { metadata: { annotations, labels }, spec: revision.spec ?? {} };
  const own = readStrings(parent, ['metadata', 'annotations']).value;
  // Who touched the Service last isn't who made this revision: that is among its annotations.
  const { [serving.lastModifier]: _, ...ownAnnotations } = own;
  const value: JsonObject = { ...parent, spec: { template } };
  return {
    manifest: manifestOf(value),
    kind: state.service === undefined ? 'Configuration' : 'Service',
    name: state.configuration,
    namespace: state.namespace,
    template,
    annotations: readStrings(revision, ['metadata', 'annotations']).value,
    labels: readStrings(revision, ['metadata', 'labels']).value,
    ownAnnotations,
  };
}

/** An object of the cluster has no text that a problem could point at. */
function manifestOf(value: JsonObject): Manifest {
  const source = { name: '', text: '' };
  return { document: { source, start: 0, end: 0, syntax: 'json' }, at: [], value };
}

function revisionOf({
  name,
  configuration,
  service,
  generation,
  templateHash,
}: RevisionState): Revision {
  const deployment = deploymentName(name);
  // How it was predicted is said anew: it wasn't.
  return {
    name,
    deployment,
    configuration,
    service: service ?? '',
    generation,
    way: 'given',
    templateHash,
  };
}

function errorsOf(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ code }) => severityOf(code) === 'error');
}
