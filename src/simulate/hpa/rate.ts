import type { HpaBehavior, HpaPolicy, HpaRules } from '../../keda/hpa-behavior.ts';

/** A scaling that policies still count. */
interface ScaleEvent {
  readonly time: number;
  /** Pods added or removed. */
  readonly change: number;
}

export interface ScaleEvents {
  readonly up: ScaleEvent[];
  readonly down: ScaleEvent[];
}

/**
 * The most and the fewest replicas that the policies allow now: calculateScaleUpLimitWithScalingRules
 * and calculateScaleDownLimitWithBehaviors of horizontal.go. An event that is as old as a policy's
 * period doesn't count any more.
 */
export function mostAllowed(
  current: number,
  time: number,
  events: ScaleEvents,
  rules: HpaRules,
): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const limits = rules.policies.map((policy) => {
    const before = atPeriodStart(current, time, events, policy);
    if (policy.type === 'Pods') return before + policy.value;
    return Math.ceil(before * (1 + policy.value / 100));
  });
  const chosen = rules.selectPolicy === 'Min' ? Math.min(...limits) : Math.max(...limits);
  return Math.max(chosen, current);
}

export function fewestAllowed(
  current: number,
  time: number,
  events: ScaleEvents,
  rules: HpaRules,
): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const limits = rules.policies.map((policy) => {
    const before = atPeriodStart(current, time, events, policy);
    if (policy.type === 'Pods') return before - policy.value;
    return Math.trunc(before * (1 - policy.value / 100));
  });
  const chosen = rules.selectPolicy === 'Min' ? Math.max(...limits) : Math.min(...limits);
  return Math.min(chosen, current);
}

/** How many ran when the period of a policy began, which ends now. */
function atPeriodStart(
  current: number,
  time: number,
  { up, down }: ScaleEvents,
  { periodSeconds }: HpaPolicy,
): number {
  const since = time - periodSeconds;
  return current - changeSince(since, up) + changeSince(since, down);
}

function changeSince(since: number, events: readonly ScaleEvent[]): number {
  let change = 0;
  for (const event of events) if (event.time > since) change += event.change;
  return change;
}

/**
 * Records a scaling. It takes the place of one that is older than the policies of its own direction
 * look back, even where those of the other direction still would: storeScaleEvent.
 */
export function recordScaling(
  from: number,
  to: number,
  time: number,
  events: ScaleEvents,
  behavior: HpaBehavior,
): void {
  const [kind, rules] =
    to > from ? (['up', behavior.scaleUp] as const) : (['down', behavior.scaleDown] as const);
  const oldest = time - Math.max(0, ...rules.policies.map(({ periodSeconds }) => periodSeconds));
  const stored = events[kind];
  const place = stored.findLastIndex((event) => event.time < oldest);
  stored.splice(place < 0 ? stored.length : place, 1, { time, change: Math.abs(to - from) });
}
