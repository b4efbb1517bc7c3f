import { type HpaMemory, newMemory } from './hpa/sync.ts';
import type { Observation } from './keda/observe.ts';
import type { Plan } from './plan.ts';
import { newPods, type PodSet } from './pods.ts';

/** All that changes while time goes on. */
export interface World {
  readonly pods: PodSet;
  /** Of each source, how often in a row it failed, as `status.health` has it. */
  readonly failures: Map<string, number>;
  /** Of each source, what was seen of it last, where someone else wants to see the same. */
  readonly seen: Map<string, Observation>;
  /** When KEDA last found the ScaledObject active. */
  lastActive: number | undefined;
  /** The HPA's condition ScalingActive is True. */
  isHpaActive: boolean;
  readonly memory: HpaMemory;
}

export function newWorld({ replicas, readyAfter }: Plan): World {
  return {
    pods: newPods(replicas, readyAfter),
    failures: new Map(),
    seen: new Map(),
    lastActive: undefined,
    isHpaActive: false,
    memory: newMemory(),
  };
}
