import type { JsonObject } from '../../json.ts';
import { podAutoscalers } from '../../kubernetes/resources.ts';
import type { ObjectState, OwnerReference, ScaledObjectState } from '../types.ts';
import { isPodAutoscaler, isRevision } from './ours.ts';
import type { Unit } from './unit.ts';

/**
 * The owner that the extension itself would set (`kmeta.NewControllerRef`): the ScaledObject goes
 * when the revision goes, and may stay when automatic creation is switched on later. But the owner's
 * deletion doesn't wait for it: that takes a right on the owner, where the API server has the
 * admission plugin OwnerReferencesPermissionEnforcement, as OpenShift's has.
 */
export function podAutoscalerReference({
  name,
  uid,
}: Pick<ObjectState, 'name' | 'uid'>): OwnerReference {
  const { group, version, kind } = podAutoscalers;
  const apiVersion = `${group}/${version}`;
  return { apiVersion, kind, name, uid, isController: true, blocksDeletion: false };
}

/** For a ScaledObject without a revision: it goes with the Service. */
export function serviceReference({ service, configuration }: Unit): OwnerReference {
  const { name, uid } = service ?? configuration;
  const kind = service === undefined ? 'Configuration' : 'Service';
  const apiVersion = 'serving.knative.dev/v1';
  return { apiVersion, kind, name, uid, isController: false, blocksDeletion: false };
}

/** The owners that other people gave it stay; those that the fixer or the extension gave don't. */
export function ownedBy(
  owner: OwnerReference,
  scaledObject: ScaledObjectState,
  unit: Unit,
): OwnerReference[] {
  const others = scaledObject.owners.filter(
    (each) =>
      !each.isController &&
      !isOfUnit(each, unit) &&
      !((isPodAutoscaler(each) || isRevision(each)) && each.name === scaledObject.name),
  );
  return [owner, ...others];
}

function isOfUnit({ apiVersion, kind, name }: OwnerReference, unit: Unit): boolean {
  const isServing = apiVersion.startsWith('serving.knative.dev/');
  return isServing && (kind === 'Service' || kind === 'Configuration') && name === unit.name;
}

/** Order doesn't count. */
export function isOwnedLike(
  { owners }: ScaledObjectState,
  wanted: readonly OwnerReference[],
): boolean {
  const key = ({ uid, isController, kind, name }: OwnerReference): string =>
    `${uid} ${isController} ${kind} ${name}`;
  const keys = new Set(owners.map(key));
  return owners.length === wanted.length && wanted.every((each) => keys.has(key(each)));
}

/** A merge patch replaces a list as a whole. */
export function ownersPatch(owners: readonly OwnerReference[]): JsonObject {
  return { metadata: { ownerReferences: ownerReferences(owners) } };
}

/** As Kubernetes writes them. */
export function ownerReferences(owners: readonly OwnerReference[]): JsonObject[] {
  return owners.map((each) => {
    const { apiVersion, kind, name, uid, isController, blocksDeletion } = each;
    return {
      apiVersion,
      kind,
      name,
      uid,
      ...(isController && { controller: true }),
      ...(blocksDeletion !== undefined && { blockOwnerDeletion: blocksDeletion }),
    };
  });
}
