import { type JsonObject, objectAt, stringAt } from '../../json.ts';
import { fillQueries } from '../../keda/queries.ts';
import { revcast } from '../../knative/keys.ts';
import { deploymentName } from '../../knative/names.ts';
import { applyEdits } from '../../manifest/edit.ts';
import type { Edit } from '../../manifest/types.ts';
import { ownerReferences, podAutoscalerReference } from '../plan/owners.ts';
import type { PodAutoscalerState, RevisionState } from '../types.ts';
import { standInAnnotations, standInLabels } from './metadata.ts';

/**
 * The ScaledObject of a revision, copied from a live one that was rendered for another. It scales as
 * the source does. Nothing of the source's life comes along: no uid, status or owners, and not
 * KEDA's finalizer, which KEDA adds itself.
 */
export function standIn(
  source: JsonObject,
  revision: RevisionState,
  owner: Pick<PodAutoscalerState, 'name' | 'uid'>,
): JsonObject {
  // By the labels that the source still has: they say what its queries were filled with.
  const { edits, templates } = fillQueries(source, revision.name);
  const { apiVersion = null, kind = null, spec = {} } = source;
  const copy: JsonObject = {
    apiVersion,
    kind,
    metadata: {
      name: revision.name,
      namespace: revision.namespace,
      labels: standInLabels(source, revision),
      annotations: standInAnnotations(source, revision, templates),
      ownerReferences: ownerReferences([podAutoscalerReference(owner)]),
    },
    spec,
  };
  return restored(applyEdits(copy, [...edits, ...aim(source, revision)]), source);
}

/** KEDA's own defaults for the target are apps/v1 and Deployment: what is absent may stay so. */
function aim(source: JsonObject, { name }: RevisionState): Edit[] {
  const target = ['spec', 'scaleTargetRef'];
  const present = objectAt(source, target) ?? {};
  const defaults = Object.entries({ apiVersion: 'apps/v1', kind: 'Deployment' });
  const given = defaults.filter(([key]) => present[key] !== undefined);
  return [...given, ['name', deploymentName(name)] as const]
    .map(([key, value]): Edit => ({ op: 'set', path: [...target, key], value }))
    .concat({
      op: 'set',
      path: ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name'],
      value: name,
    });
}

/**
 * A minimum that was lowered while the source had no traffic is what it was before, unless somebody
 * has raised it since.
 */
function restored(copy: JsonObject, source: JsonObject): JsonObject {
  const before = Number(stringAt(source, ['metadata', 'annotations', revcast.idleMin]));
  const spec = objectAt(copy, ['spec']);
  const now = spec?.minReplicaCount ?? 0;
  const isLowered = Number.isInteger(before) && typeof now === 'number' && now <= 1 && now < before;
  return isLowered ? { ...copy, spec: { ...spec, minReplicaCount: before } } : copy;
}
