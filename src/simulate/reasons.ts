import type { HpaPolicy, HpaRules } from '../keda/hpa-behavior.ts';
import type { HpaMetric } from './hpa/metrics.ts';
import type { Sync } from './hpa/sync.ts';
import type { Poll } from './keda/poll.ts';
import type { Plan } from './plan.ts';
import type { Limit } from './types.ts';

/** Why the HPA did what it did, in a few words. */
export function ofSync(
  sync: Sync,
  plan: Plan,
  metrics: readonly HpaMetric[],
  from: number,
): string {
  if (sync.kind === 'off') return 'nothing runs, which the HPA leaves to KEDA';
  if (sync.kind === 'bounds') return boundsText(plan, from);
  if (sync.kind === 'failed') return `held: ${missing(metrics)}`;
  const { replicas, desired, limits, metric } = sync;
  const held = limits.map((limit) => limitText(limit, plan, desired > from));
  const highest = metrics[metric];
  if (replicas !== from) {
    const by = highest === undefined ? '' : ` by ${highest.id}`;
    const fallback = highest?.isFallback === true ? ', its fallback' : '';
    return [`scaled ${replicas > from ? 'up' : 'down'}${by}${fallback}`, ...held].join(', ');
  }
  if (held.length > 0) return `held: ${held.join(', ')}`;
  return highest?.proposal?.tolerated === true
    ? `held: within the tolerance of ${toleranceText(plan)}`
    : 'as many as the metrics ask for';
}

function boundsText({ hpa }: Plan, from: number): string {
  return from > hpa.max
    ? `scaled down to max ${hpa.max}, of which no metric is asked`
    : `scaled up to min ${hpa.min}, of which no metric is asked`;
}

function missing(metrics: readonly HpaMetric[]): string {
  const ids = metrics.filter(({ proposal }) => proposal === undefined).map(({ id }) => id);
  const all = ids.length === metrics.length;
  return `no value of ${ids.join(', ')}${all ? '' : ', and without it nothing is scaled down'}`;
}

function limitText(limit: Limit, { hpa }: Plan, isUp: boolean): string {
  switch (limit) {
    case 'max':
      return `max ${hpa.max}`;
    case 'min':
      return `min ${hpa.min}`;
    case 'window':
      return `stabilization window of ${windowOf(hpa.behavior, isUp)} s`;
    case 'policy':
      return policiesText(hpa.behavior, isUp);
  }
}

function windowOf(behavior: Plan['hpa']['behavior'], isUp: boolean): number {
  if (behavior === undefined) return 300;
  return (isUp ? behavior.scaleUp : behavior.scaleDown).stabilizationWindowSeconds;
}

function policiesText(behavior: Plan['hpa']['behavior'], isUp: boolean): string {
  if (behavior === undefined) return 'twice as many at once, or 4';
  const rules = isUp ? behavior.scaleUp : behavior.scaleDown;
  if (rules.selectPolicy === 'Disabled') return `scaling ${isUp ? 'up' : 'down'} is disabled`;
  return policyTexts(rules);
}

function policyTexts({ policies, selectPolicy }: HpaRules): string {
  const texts = policies.map(policyText);
  if (texts.length === 1) return texts.join('');
  return `${selectPolicy === 'Min' ? 'the least' : 'the most'} of ${texts.join(' and ')}`;
}

function policyText({ type, value, periodSeconds }: HpaPolicy): string {
  const unit = type === 'Percent' ? ' %' : value === 1 ? ' pod' : ' pods';
  return `${value}${unit}/${periodSeconds} s`;
}

function toleranceText({ tolerances }: Plan): string {
  const [up, down] = [percent(tolerances.up), percent(tolerances.down)];
  return up === down ? up : `${up} up, ${down} down`;
}

/** Without the tail that a binary fraction has. */
function percent(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(6))} %`;
}

/** Why KEDA did what it did. */
export function ofPoll(poll: Poll, plan: Plan, from: number): string {
  const { scale } = plan;
  switch (poll.kind) {
    case 'activated':
      return `activated by ${poll.active ?? 'a trigger'}`;
    case 'raised':
      return `scaled up to min ${scale.min}`;
    case 'deactivated':
      return `nothing is active, and the cooldown of ${scale.cooldownPeriod} s is over`;
    case 'cooldown':
      return `nothing is active: cooldown of ${scale.cooldownPeriod} s`;
    case 'failed':
      return `held: no value of ${failedSources(poll, plan)}`;
    case 'none':
      return from === 0 ? 'nothing is active' : 'KEDA leaves it to the HPA';
  }
}

function failedSources({ observations }: Poll, { sources }: Plan): string {
  return sources
    .filter((_, index) => observations[index]?.value === undefined)
    .map(({ id }) => id)
    .join(', ');
}
