import type { JsonObject } from '../../json.ts';
import { podAutoscalers } from '../../kubernetes/resources.ts';
import type { PodAutoscalerState } from '../types.ts';

/**
 * The reference that the extension itself would set (`kmeta.NewControllerRef`). With it a
 * ScaledObject goes when its revision goes, and stays where automatic creation is switched on. That
 * the owner's deletion waits for it would take a right on the owner, where the API server has the
 * admission plugin OwnerReferencesPermissionEnforcement, as OpenShift's has.
 */
export function ownedBy({
  name,
  uid,
}: Pick<PodAutoscalerState, 'name' | 'uid'>): readonly [JsonObject] {
  const { group, version, kind } = podAutoscalers;
  const apiVersion = `${group}/${version}`;
  return [{ apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: false }];
}
