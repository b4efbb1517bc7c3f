import type { HpaBehavior } from '../../keda/hpa-behavior.ts';
import type { Limit } from '../types.ts';
import { fewestAllowed, mostAllowed, recordScaling, type ScaleEvents } from './rate.ts';
import { type Recommendations, stabilized } from './recommendations.ts';

/** What an HPA is told. */
export interface HpaSpec {
  /** At least 1: KEDA alone scales to zero. */
  readonly min: number;
  readonly max: number;
  /** Absent where nobody wrote one: then older rules hold. */
  readonly behavior?: HpaBehavior;
}

/** What the HPA controller remembers of an HPA. */
export interface HpaMemory {
  readonly recommendations: Recommendations;
  readonly events: ScaleEvents;
}

/** What a metric asks for; undefined where it can't be read. */
export type Proposed = number | undefined;

export type Sync =
  /** Nothing runs: the HPA leaves it to KEDA. */
  | { readonly kind: 'off'; readonly replicas: 0 }
  /** More or less runs than is allowed: nobody asks the metrics. */
  | { readonly kind: 'bounds'; readonly replicas: number }
  /** All metrics failed, or some did and the others would scale down. */
  | { readonly kind: 'failed'; readonly replicas: number; readonly desired?: number }
  | {
      readonly kind: 'scaled';
      readonly replicas: number;
      /** Highest of what the metrics ask for. */
      readonly desired: number;
      /** Index of the metric that asks for it. */
      readonly metric: number;
      /** In the order in which they were applied. */
      readonly limits: readonly Limit[];
    };

export function newMemory(): HpaMemory {
  return { recommendations: [], events: { up: [], down: [] } };
}

/** One look of the HPA at its target: reconcileAutoscaler of horizontal.go. */
export function syncHpa(
  spec: HpaSpec,
  proposed: readonly Proposed[],
  current: number,
  time: number,
  memory: HpaMemory,
): Sync {
  if (memory.recommendations.length === 0) {
    memory.recommendations.push({ time, replicas: current });
  }
  if (current === 0) return { kind: 'off', replicas: 0 };
  const outcome = decideReplicas(spec, proposed, current, time, memory);
  if (outcome.replicas !== current && spec.behavior !== undefined) {
    recordScaling(current, outcome.replicas, time, memory.events, spec.behavior);
  }
  return outcome;
}

function decideReplicas(
  spec: HpaSpec,
  proposed: readonly Proposed[],
  current: number,
  time: number,
  memory: HpaMemory,
): Sync {
  if (current > spec.max) return { kind: 'bounds', replicas: spec.max };
  if (current < spec.min) return { kind: 'bounds', replicas: spec.min };
  const [asked, metric] = highestOf(proposed);
  const failed = proposed.filter((each) => each === undefined).length;
  if (failed === proposed.length) return { kind: 'failed', replicas: current };
  if (failed > 0 && asked < current) return { kind: 'failed', replicas: current, desired: asked };
  const desired = Math.max(asked, 0);
  const { recommendations, events } = memory;
  const stable = stabilized(desired, current, time, recommendations, spec.behavior);
  const { replicas, limit } = limited(stable, current, time, events, spec);
  const held = boundAt(desired, current, spec);
  const limits: Limit[] = stable === desired ? [] : ['window'];
  if (limit !== undefined) limits.push(limit);
  return {
    kind: 'scaled',
    replicas,
    desired,
    metric,
    limits: held === undefined ? limits : [held],
  };
}

/** Where nothing else matters, because as many or as few run as ever may. */
function boundAt(desired: number, current: number, { min, max }: HpaSpec): Limit | undefined {
  if (desired < current && current === min) return 'min';
  return desired > current && current === max ? 'max' : undefined;
}

/** The first of the highest, and its index. */
function highestOf(proposed: readonly Proposed[]): [replicas: number, metric: number] {
  let [highest, metric] = [0, -1];
  proposed.forEach((replicas, index) => {
    if (replicas === undefined || (highest !== 0 && replicas <= highest)) return;
    [highest, metric] = [replicas, index];
  });
  return [highest, metric];
}

interface Limited {
  readonly replicas: number;
  readonly limit?: Limit;
}

function limited(
  desired: number,
  current: number,
  time: number,
  events: ScaleEvents,
  spec: HpaSpec,
): Limited {
  if (spec.behavior === undefined) return limitedByController(desired, current, spec);
  const { scaleUp, scaleDown } = spec.behavior;
  if (desired > current) {
    return atMost(desired, spec.max, mostAllowed(current, time, events, scaleUp));
  }
  if (desired < current) {
    return atLeast(desired, spec.min, fewestAllowed(current, time, events, scaleDown));
  }
  return { replicas: desired };
}

/** convertDesiredReplicasWithRules: without a behavior, at most twice as many, or four. */
function limitedByController(desired: number, current: number, { min, max }: HpaSpec): Limited {
  if (desired < min) return { replicas: min, limit: 'min' };
  return atMost(desired, max, Math.max(2 * current, 4));
}

function atMost(desired: number, max: number, allowed: number): Limited {
  if (desired <= Math.min(max, allowed)) return { replicas: desired };
  return max > allowed ? { replicas: allowed, limit: 'policy' } : { replicas: max, limit: 'max' };
}

function atLeast(desired: number, min: number, allowed: number): Limited {
  if (desired >= Math.max(min, allowed)) return { replicas: desired };
  return min < allowed ? { replicas: allowed, limit: 'policy' } : { replicas: min, limit: 'min' };
}
