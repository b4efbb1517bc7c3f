import { parseBool, parseInt32 } from '../go/numbers.ts';
import type { StringMap } from '../knative/types.ts';

/** What annotations of KEDA hold a ScaledObject to (apis/keda/v1alpha1/scaledobject_types.go). */
export interface Pause {
  /** `autoscaling.keda.sh/paused-replicas`: the HPA is gone and this many run. */
  readonly pausedReplicas?: number;
  /**
   * `autoscaling.keda.sh/paused` or `…/paused-replicas`: the HPA is gone, and what runs keeps its
   * number unless another is given.
   */
  readonly paused: boolean;
  /** `autoscaling.keda.sh/paused-scale-in`: nothing scales down; the HPA is there. */
  readonly pausedScaleIn?: true;
  /** `autoscaling.keda.sh/paused-scale-out`: nothing scales up; the HPA is there. */
  readonly pausedScaleOut?: true;
  /** `autoscaling.keda.sh/force-activation`: never scaled to zero, nor to `idle`. */
  readonly forcedActivation?: true;
}

const prefix = 'autoscaling.keda.sh/';

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
