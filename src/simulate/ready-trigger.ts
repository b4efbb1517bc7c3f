import { isReadable } from '../timeline/windows.ts';
import type { Resource, Source } from './plan.ts';
import type { SimulateOptions } from './prepare.ts';
import { type NamedTrigger, type Samples, triggerCalled } from './samples/assign.ts';
import { cronSignal, metricSignal, type Period } from './samples/signal.ts';
import type { Subject } from './subject.ts';
import { targetThousandths } from './thousandths.ts';

/** A trigger with everything that its metric needs. */
export interface ReadyTrigger extends NamedTrigger {
  readonly perPod: boolean;
  readonly request?: number;
  readonly source?: Source;
  readonly resource?: Resource;
}

/** Puts together what the metric of a trigger needs, or says what is missing. */
export function readyTrigger(
  named: NamedTrigger,
  { requestOf }: Subject,
  samples: Samples,
  options: SimulateOptions,
  period: Period,
): ReadyTrigger | { readonly problem: string } {
  const { id, index, trigger } = named;
  const { type, target, metricType, cron } = trigger;
  if (target === undefined)
    return { problem: `${id}: the target of its ${type} trigger can't be told` };
  const series = samples.byTrigger.get(id);
  const perPod = options.perPod.some((name) => triggerCalled(name, [named])?.index === index);
  const replicas = perPod ? samples.replicas : undefined;
  if (type === 'cron') {
    if (cron === undefined || !isReadable(cron)) {
      return { problem: `${id}: its start, end or timezone can't be read` };
    }
    return { ...named, perPod, source: sourceOf(named, cronSignal(cron, period)) };
  }
  if (series === undefined) return { problem: `${id}: there are no samples of it` };
  const signal = metricSignal(trigger, series, replicas, period);
  if (type !== 'cpu' && type !== 'memory') {
    return { ...named, perPod, source: sourceOf(named, signal) };
  }
  if (metricType !== 'Utilization') {
    const limit = targetThousandths(target.value);
    return {
      ...named,
      perPod,
      resource: { id, signal, metricType: 'AverageValue', target: limit, request: 0 },
    };
  }
  // Averages in percent stand for themselves: a pod requests 100 of them.
  const request = perPod ? 100 : requestOf(trigger);
  if (request === undefined) return { problem: noRequest(id, type) };
  const resource: Resource = {
    id,
    signal,
    metricType,
    target: target.value,
    request: targetThousandths(request),
  };
  return { ...named, perPod, ...(!perPod && { request }), resource };
}

function noRequest(id: string, type: string): string {
  const example = type === 'cpu' ? 'cpu=250m' : 'memory=256Mi';
  return `${id}: what one pod requests of ${type} is not in the manifests: give --request ${example}`;
}

function sourceOf({ id, trigger }: NamedTrigger, signal: Source['signal']): Source {
  const { name, metricType, target, useCachedMetrics } = trigger;
  return {
    id,
    name: name ?? '',
    signal,
    metricType: metricType === 'Value' ? 'Value' : 'AverageValue',
    target: targetThousandths(target?.value ?? 1),
    isCached: useCachedMetrics,
  };
}
