import { parseBool, parseInt32 } from '../go/numbers.ts';
import type { StringMap } from '../knative/types.ts';
import type { Scale } from './scale.ts';

/** What KEDA's annotations hold a ScaledObject to. */
export type Pause = Pick<
  Scale,
  'paused' | 'pausedReplicas' | 'pausedScaleIn' | 'pausedScaleOut' | 'forcedActivation'
>;

const prefix = 'autoscaling.keda.sh/';

/** As apis/keda/v1alpha1/scaledobject_types.go reads them. */
export function readPause(annotations: StringMap): Pause {
  const replicas = annotations[`${prefix}paused-replicas`];
  const count = replicas === undefined ? undefined : parseInt32(replicas);
  const isSet = (name: string): boolean => isTrue(annotations[prefix + name]);
  return {
    ...(count?.error === undefined && count !== undefined && { pausedReplicas: count.value }),
    // A number that can't be read pauses too, without one.
    paused: replicas !== undefined || isSet('paused'),
    ...(isSet('paused-scale-in') && { pausedScaleIn: true }),
    ...(isSet('paused-scale-out') && { pausedScaleOut: true }),
    ...(isSet('force-activation') && { forcedActivation: true }),
  };
}

/** What is no boolean counts as true, the empty text too. */
function isTrue(text: string | undefined): boolean {
  return text !== undefined && parseBool(text) !== false;
}
