import type { Problem } from '../../diagnostics/types.ts';
import { parseBool } from '../../go/numbers.ts';
import { isResource, type Spec } from './spec.ts';

/** What KEDA accepts and does, and what leaves a Knative revision without its pods or its HPA. */
export function runningProblems(spec: Spec): Problem[] {
  return [...wakeProblems(spec), ...pauseProblems(spec.annotations)];
}

/**
 * A metric that comes from the pods themselves is silent once there are none. An activation
 * threshold shows that somebody thought of it, and other sources of events need no pods.
 */
function wakeProblems({ minReplicaCount = 0, triggers, modifiers }: Spec): Problem[] {
  const demand = triggers.filter((it) => !isResource(it) && it.type !== 'cron');
  const silent = demand.filter(
    ({ type, metadata }) => type === 'prometheus' && metadata.activationThreshold === undefined,
  );
  if (minReplicaCount > 0 || silent.length === 0 || silent.length < demand.length) return [];
  if (modifiers !== undefined && modifiers.activationTarget !== '') return [];
  return [
    {
      code: 'RC4401',
      path: ['spec', 'minReplicaCount'],
      message:
        'minReplicaCount is 0: KEDA scales to zero, and Knative does not wake the revision when a request comes',
      hint: 'Set minReplicaCount (min-scale) to 1 or more, or activationThreshold where the metric does not come from the pods.',
    },
  ];
}

const paused = 'autoscaling.keda.sh/paused';
const pausedReplicas = 'autoscaling.keda.sh/paused-replicas';

function pauseProblems(annotations: Spec['annotations']): Problem[] {
  const text = annotations[paused];
  // What is no boolean pauses too.
  const pauses = text !== undefined && parseBool(text) !== false;
  const key =
    annotations[pausedReplicas] === undefined ? (pauses ? paused : undefined) : pausedReplicas;
  if (key === undefined) return [];
  return [
    {
      code: 'RC4405',
      path: ['metadata', 'annotations', key],
      message: `${key} makes KEDA delete the HPA, without which a new revision never gets ready`,
      hint: 'Delete the annotation; set min-scale and max-scale to the same number to hold a size.',
    },
  ];
}
