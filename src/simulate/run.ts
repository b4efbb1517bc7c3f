import { type HpaMetric, hpaMetrics } from './hpa/metrics.ts';
import { type Sync, syncHpa } from './hpa/sync.ts';
import { pollKeda } from './keda/poll.ts';
import type { Plan } from './plan.ts';
import { newRecorder } from './record.ts';
import { hpaStep, pausedStep, pollStep } from './steps.ts';
import type { Simulation, Step, Summary } from './types.ts';
import { newWorld, type World } from './world.ts';

/** Seconds between two looks of the HPA: the default of its controller. */
export const syncPeriod = 15;

export interface Replay {
  readonly steps: readonly Step[];
  readonly asked: Simulation['asked'];
  readonly summary: Summary;
}

/**
 * Lets time go by: KEDA and the HPA look at their triggers as often as they do, KEDA first where both
 * look at once.
 */
export function replay(plan: Plan): Replay {
  const world = newWorld(plan);
  const recorder = newRecorder(plan);
  if (plan.scale.paused) {
    recorder.add(pausedStep(plan));
    return recorder.end();
  }
  const pollingPeriod = Math.max(1, plan.scale.pollingInterval);
  for (let [poll, sync] = [0, 0]; Math.min(poll, sync) <= plan.duration; ) {
    if (poll <= sync) {
      recorder.add(pollOnce(plan, world, poll));
      poll += pollingPeriod;
    } else {
      recorder.add(syncOnce(plan, world, sync));
      sync += syncPeriod;
    }
  }
  return recorder.end();
}

function pollOnce(plan: Plan, world: World, time: number): Step {
  const from = world.pods.count();
  return pollStep(pollKeda(plan, world, time), plan, from, time);
}

function syncOnce(plan: Plan, world: World, time: number): Step {
  const from = world.pods.count();
  const isAsked = from >= plan.hpa.min && from <= plan.hpa.max;
  const metrics: HpaMetric[] = isAsked ? hpaMetrics(plan, world, time) : [];
  const proposed = metrics.map(({ proposal }) => proposal?.replicas);
  const sync = syncHpa(plan.hpa, proposed, from, time, world.memory);
  if (sync.replicas !== from) world.pods.scaleTo(sync.replicas, time);
  world.isHpaActive = isActiveAfter(sync, world.isHpaActive);
  return hpaStep(sync, plan, metrics, from, time);
}

/** The condition ScalingActive. */
function isActiveAfter({ kind }: Sync, before: boolean): boolean {
  if (kind === 'bounds') return before;
  return kind === 'scaled';
}
