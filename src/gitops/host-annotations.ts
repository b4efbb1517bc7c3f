import type { Problem } from '../diagnostics/types.ts';
import { parseInt64 } from '../go/numbers.ts';
import { type JsonObject, stringAt } from '../json.ts';
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

const wavePath = ['metadata', 'annotations', syncWave] as const;

/** What is wrong with a ScaledObject that says itself in which wave it is. */
export function waveProblems(
  scaledObject: JsonObject,
  { ownAnnotations }: Pick<Service, 'ownAnnotations'>,
  { host }: Pick<Settings, 'host'>,
): Problem[] {
  if (host !== 'argocd') return [];
  const wave = waveOf(stringAt(scaledObject, wavePath));
  const ofService = waveOf(ownAnnotations[syncWave]);
  if (wave === ofService) return [];
  return [
    {
      code: 'RC5017',
      path: wavePath,
      message: `the ScaledObject is in sync wave ${wave} and its Service in ${ofService}: Argo CD waits for the earlier one, which is not ready without the other`,
      hint: 'Delete the annotation: the ScaledObject gets the wave of its Service.',
    },
  ];
}

/** As Argo CD reads it: what is no number counts as none. */
function waveOf(text = ''): number {
  const { value, error } = parseInt64(text);
  return error === undefined ? value : 0;
}
