import type { Problem } from '../../diagnostics/types.ts';
import type { Path } from '../../json.ts';
import { defaultFeatures } from '../config/features.ts';
import type { Cluster } from '../types.ts';

/** How far config-features must have gone for a field to be allowed. */
export type Need = 'enabled' | 'not disabled';

/** Whether a flag allows a field, going by Knative's own flags when the cluster's are not known. */
export function isAllowed(cluster: Cluster, flag: string, need: Need): boolean {
  const state = (cluster.features ?? defaultFeatures)[flag];
  return need === 'enabled' ? state === 'enabled' : state !== 'disabled';
}

/**
 * The problem of a field that a flag does not allow. A cluster whose config-features is not known
 * has Knative's own flags, as for every other ConfigMap.
 */
export function flagProblems(
  cluster: Cluster,
  flag: string,
  need: Need,
  what: string,
  path: Path,
): Problem[] {
  if (isAllowed(cluster, flag, need)) return [];
  if (cluster.features === undefined) {
    const message = `${what} needs the feature flag ${flag}, which Knative has off by default`;
    const hint = 'If your cluster allows it, give its config-features with --cluster-config.';
    return [{ code: 'RC2231', path, message, hint }];
  }
  const message = `${what} needs the feature flag ${flag}, which is ${cluster.features[flag] ?? 'disabled'}`;
  return [{ code: 'RC2230', path, message, hint: `Set ${flag}: enabled in config-features.` }];
}
