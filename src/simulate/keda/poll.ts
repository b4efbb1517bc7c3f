import type { Plan } from '../plan.ts';
import type { World } from '../world.ts';
import { combined } from './composite.ts';
import { type Observation, observe } from './observe.ts';

/** What KEDA did when it looked at its triggers. */
export interface Poll {
  readonly kind: 'none' | 'activated' | 'deactivated' | 'raised' | 'cooldown' | 'failed';
  readonly replicas: number;
  /** In the order of the plan's sources. */
  readonly observations: readonly Observation[];
  /** `id` of the first source that is active. */
  readonly active?: string;
}

/** One turn of KEDA's own loop: getScaledObjectState, then RequestScale. */
export function pollKeda(plan: Plan, world: World, time: number): Poll {
  const observations = plan.sources.map((source) => {
    const known = usesHpaObservations(plan) && world.isHpaActive && world.seen.get(source.id);
    return known || observe(source, plan, world, time);
  });
  const failed = observations.some(({ value }) => value === undefined);
  const active = activeSource(plan, observations, failed);
  const action = requestScale(plan, world, time, active !== undefined, failed);
  if (action.replicas !== world.pods.count()) world.pods.scaleTo(action.replicas, time);
  plan.sources.forEach(({ id, isCached }, index) => {
    const observation = observations[index];
    if (isCached && observation !== undefined) world.seen.set(id, observation);
  });
  return { ...action, observations, ...(active !== undefined && { active }) };
}

/**
 * KEDA leaves fetching to the HPA where it has nothing to decide by itself: UsesHPAObservations of
 * its ScaledObject.
 */
export function usesHpaObservations({ scale, sources, composite }: Plan): boolean {
  const decides = scale.min === 0 || scale.idle !== undefined;
  return !decides && !sources.some(({ isCached }) => isCached) && composite === undefined;
}

/** What keeps the target from being scaled to zero; a name for cpu and memory, which always do. */
function activeSource(
  plan: Plan,
  observations: readonly Observation[],
  failed: boolean,
): string | undefined {
  const { composite, sources, fallback, resources, scale } = plan;
  if (scale.forcedActivation === true) return 'autoscaling.keda.sh/force-activation';
  if (sources.length === 0) return resources[0]?.id;
  if (composite === undefined) {
    const index = observations.findIndex(({ isActive, isFallback, value }) => {
      return value !== undefined && (isActive || isFallback);
    });
    return sources[index]?.id;
  }
  if (failed) return undefined;
  const { value } = combined(composite, fallback, sources, observations);
  return value !== undefined && value / 1000 > composite.activation ? 'formula' : undefined;
}

type Action = Pick<Poll, 'kind' | 'replicas'>;

function requestScale(
  { scale }: Plan,
  world: World,
  time: number,
  isActive: boolean,
  failed: boolean,
): Action {
  const current = world.pods.count();
  const none: Action = { kind: 'none', replicas: current };
  if (isActive) {
    const isIdle = scale.idle !== undefined && current < scale.min;
    if (isIdle || current === 0) {
      if (scale.pausedScaleOut === true) return none;
      world.lastActive = time;
      return { kind: 'activated', replicas: Math.max(1, scale.min) };
    }
    if (!failed) world.lastActive = time;
    return none;
  }
  const keeps = scale.fallback === undefined || scale.fallback.replicas !== 0;
  if (failed && keeps) return { kind: 'failed', replicas: current };
  const isAboveIdle = scale.idle !== undefined && current > scale.idle;
  if (isAboveIdle || (current > 0 && scale.min === 0)) {
    if (scale.pausedScaleIn === true) return none;
    const isCool = hasCooled(scale, world.lastActive, time);
    return isCool
      ? { kind: 'deactivated', replicas: scale.idle ?? scale.min }
      : { kind: 'cooldown', replicas: current };
  }
  const isBelowMin = scale.idle === undefined && current < scale.min;
  return isBelowMin ? { kind: 'raised', replicas: scale.min } : none;
}

/**
 * KEDA keeps times in whole seconds and looks a moment later, so that what is as old as the period is
 * older to it. The ScaledObject counts as created when the simulation starts.
 */
function hasCooled(scale: Plan['scale'], lastActive: number | undefined, time: number): boolean {
  return lastActive === undefined
    ? scale.initialCooldownPeriod <= time
    : lastActive + scale.cooldownPeriod <= time;
}
