import { type JsonObject, objectAt, stringAt, valueAt } from '../../json.ts';
import { autoscaling, extension, managedBy, revcast, serving } from '../../knative/keys.ts';
import type { OwnerReference, ScaledObjectState } from '../types.ts';
import { contentHash } from './content.ts';
import {
  annotationOf,
  condition,
  createdAt,
  label,
  numberAt,
  objectState,
  objectsAt,
  present,
} from './fields.ts';
import { trackingOf } from './tracking.ts';

export function scaledObjectState(object: JsonObject): ScaledObjectState | undefined {
  const state = objectState(object);
  if (state === undefined) return undefined;
  const annotation = (key: string): string | undefined => annotationOf(object, key);
  const spec = objectAt(object, ['spec']);
  const triggers = objectsAt(spec, ['triggers']).map(
    ({ type }) => type === 'cpu' || type === 'memory',
  );
  const standInOf = annotation(revcast.standInOf);
  return {
    ...state,
    generation: numberAt(object, ['metadata', 'generation']) ?? 0,
    createdAt: createdAt(object),
    isGenerated: label(object, managedBy) === 'revcast',
    isFixers: standInOf !== undefined || annotation(revcast.prediction) === 'actual',
    target: targetOf(spec),
    owners: objectsAt(object, ['metadata', 'ownerReferences']).map(ownerReference),
    hasIdleReplicas: numberAt(spec, ['idleReplicaCount']) !== undefined,
    isOverride: annotation(extension.override) !== undefined,
    needsDeployment: triggers.includes(true),
    needsOneReplica: triggers.length > 0 && !triggers.includes(false),
    contentHash: contentHash(object),
    ...present({
      boundTo: annotation(revcast.service),
      configuration: label(object, serving.configuration),
      templateHash: annotation(revcast.templateHash),
      hpaName: stringAt(spec, ['advanced', 'horizontalPodAutoscalerConfig', 'name']),
      scalingClass: annotation(autoscaling.class),
      minReplicas: numberAt(spec, ['minReplicaCount']),
      restores: restores(spec),
      ready: readiness(object),
      standsFor: annotation(revcast.standsFor),
      standInOf,
      wokenFor: annotation(revcast.wokenFor),
      idleMin: annotation(revcast.idleMin),
      retargetedFrom: annotation(revcast.retargetedFrom),
      tracking: trackingOf(object, state),
    }),
  };
}

/** As it is written: what is absent, KEDA takes for a Deployment of apps/v1. */
function targetOf(spec: JsonObject | undefined): ScaledObjectState['target'] {
  const target = objectAt(spec, ['scaleTargetRef']);
  const apiVersion = stringAt(target, ['apiVersion']);
  const kind = stringAt(target, ['kind']);
  return { ...present({ apiVersion, kind }), name: stringAt(target, ['name']) ?? '' };
}

function ownerReference(reference: JsonObject): OwnerReference {
  const blocks = reference.blockOwnerDeletion;
  const field = (key: string): string => stringAt(reference, [key]) ?? '';
  return {
    apiVersion: field('apiVersion'),
    kind: field('kind'),
    name: field('name'),
    uid: field('uid'),
    isController: reference.controller === true,
    ...(typeof blocks === 'boolean' && { blocksDeletion: blocks }),
  };
}

function restores(spec: JsonObject | undefined): boolean | undefined {
  const found = valueAt(spec, ['advanced', 'restoreToOriginalReplicaCount']);
  return typeof found === 'boolean' ? found : undefined;
}

function readiness(object: JsonObject): ScaledObjectState['ready'] {
  const status = stringAt(condition(object, 'Ready'), ['status']);
  const reason = stringAt(condition(object, 'Ready'), ['reason']) ?? '';
  return status === undefined ? undefined : { status, reason };
}
