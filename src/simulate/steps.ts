import type { HpaMetric } from './hpa/metrics.ts';
import type { Sync } from './hpa/sync.ts';
import type { Poll } from './keda/poll.ts';
import type { Plan } from './plan.ts';
import * as reasons from './reasons.ts';
import type { Cause, Step, StepMetric } from './types.ts';

/** What a look of the HPA came to. */
export function hpaStep(
  sync: Sync,
  plan: Plan,
  metrics: readonly HpaMetric[],
  from: number,
  time: number,
): Step {
  const { replicas } = sync;
  const highest = sync.kind === 'scaled' ? metrics[sync.metric] : undefined;
  return {
    time,
    by: 'hpa',
    from,
    replicas,
    ...('desired' in sync && sync.desired !== undefined && { desired: sync.desired }),
    ...(highest !== undefined && { trigger: highest.id }),
    cause: causeOf(sync, highest, from),
    ...(sync.kind === 'scaled' && sync.limits.length > 0 && { limits: sync.limits }),
    reason: reasons.ofSync(sync, plan, metrics, from),
    metrics: metrics.map(stepMetric),
  };
}

function causeOf(sync: Sync, highest: HpaMetric | undefined, from: number): Cause {
  if (sync.replicas !== from) return sync.replicas > from ? 'up' : 'down';
  if (sync.kind === 'off') return 'idle';
  if (sync.kind === 'failed') return 'failed';
  if (sync.kind === 'bounds') return 'bound';
  const [limit] = sync.limits.slice(-1);
  if (limit === 'max' || limit === 'min') return 'bound';
  if (limit !== undefined) return limit;
  return highest?.proposal?.tolerated === true ? 'tolerance' : 'steady';
}

function stepMetric({ id, value, proposal, isFallback }: HpaMetric): StepMetric {
  return metricOf(id, value, proposal?.replicas, isFallback);
}

/** One by one, because V8 is slow at spreading, and there are many. */
function metricOf(
  id: string,
  value: number | undefined,
  desired: number | undefined,
  isFallback: boolean,
): StepMetric {
  const metric: { -readonly [Key in keyof StepMetric]: StepMetric[Key] } = { id };
  if (value !== undefined) metric.value = value;
  if (desired !== undefined) metric.desired = desired;
  if (isFallback) metric.fallback = true;
  return metric;
}

/** What a look of KEDA came to. */
export function pollStep(poll: Poll, plan: Plan, from: number, time: number): Step {
  return {
    time,
    by: 'keda',
    from,
    replicas: poll.replicas,
    ...(poll.active !== undefined && { trigger: poll.active }),
    cause: causeOfPoll(poll),
    reason: reasons.ofPoll(poll, plan, from),
    metrics: plan.sources.map(({ id }, index) => {
      const { value, isFallback = false } = poll.observations[index] ?? {};
      return metricOf(id, value === undefined ? undefined : value / 1000, undefined, isFallback);
    }),
  };
}

function causeOfPoll({ kind, replicas }: Poll): Cause {
  if (kind === 'raised') return 'up';
  if (kind === 'none') return replicas === 0 ? 'idle' : 'steady';
  return kind;
}

export function pausedStep({ replicas }: Plan): Step {
  return {
    time: 0,
    by: 'keda',
    from: replicas,
    replicas,
    cause: 'paused',
    reason: 'paused by an annotation: there is no HPA, and nothing scales',
    metrics: [],
  };
}
