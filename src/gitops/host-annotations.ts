import type { Service, StringMap } from '../knative/types.ts';
import type { Settings } from '../settings.ts';
import { retainAnnotations } from './retain.ts';

const syncWave = 'argocd.argoproj.io/sync-wave';

/** What a ScaledObject carries for the tool that applies it, given what it has. */
export function hostAnnotations(
  settings: Pick<Settings, 'host' | 'oldRevisions'>,
  { ownAnnotations }: Pick<Service, 'ownAnnotations'>,
  present: StringMap,
): StringMap {
  return {
    ...retainAnnotations(settings, present),
    ...(settings.host === 'argocd' && waveAnnotation(ownAnnotations, present)),
  };
}

/**
 * The wave of the Service. Argo CD begins with a wave once those before are healthy: a ScaledObject
 * in an earlier one is refused, because its Deployment isn't there, and one in a later one never
 * comes, because the Service is ready only with its ScaledObject.
 */
function waveAnnotation(ofService: StringMap, present: StringMap): StringMap {
  const wave = present[syncWave] ?? ofService[syncWave];
  return wave === undefined ? {} : { [syncWave]: wave };
}
