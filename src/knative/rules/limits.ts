import type { Problem } from '../../diagnostics/types.ts';
import type { Path } from '../../json.ts';
import type { Cluster, RevisionLimits } from '../types.ts';
import { numberAt, type Pod, problem } from './pod.ts';

const defaultLimits: RevisionLimits = {
  maxTimeoutSeconds: 600,
  maxContainerConcurrency: 1000,
  allowZeroContainerConcurrency: true,
};

/** Numbers of a revision that config-defaults limits. */
export function limitProblems(pod: Pod, cluster: Cluster): Problem[] {
  return [
    ...timeoutProblems(pod, cluster),
    ...concurrencyProblems(pod, cluster),
    ...timerProblems(pod, cluster),
  ];
}

/** Knative fills in its defaults before it looks. */
function timeoutOf({ spec }: Pod, { defaults }: Cluster): number {
  const seconds = numberAt(spec, 'timeoutSeconds') ?? 0;
  return seconds === 0 ? defaults.timeoutSeconds : seconds;
}

function timeoutProblems(pod: Pod, cluster: Cluster): Problem[] {
  const seconds = timeoutOf(pod, cluster);
  const most = (cluster.limits ?? defaultLimits).maxTimeoutSeconds;
  const at = [...pod.path, 'timeoutSeconds'];
  const setting = 'max-revision-timeout-seconds';
  return limited('timeoutSeconds', seconds, [0, most], setting, at, cluster);
}

function concurrencyProblems({ spec, path }: Pod, cluster: Cluster): Problem[] {
  const value = numberAt(spec, 'containerConcurrency') ?? cluster.defaults.containerConcurrency;
  const limits = cluster.limits ?? defaultLimits;
  const least = limits.allowZeroContainerConcurrency ? 0 : 1;
  const setting =
    value === 0 ? 'allow-container-concurrency-zero' : 'container-concurrency-max-limit';
  const range: [number, number] = [least, limits.maxContainerConcurrency];
  const at = [...path, 'containerConcurrency'];
  return limited('containerConcurrency', value, range, setting, at, cluster);
}

/** A cluster whose config-defaults is not known has Knative's own limits. */
function limited(
  field: string,
  value: number,
  [least, most]: readonly [number, number],
  setting: string,
  path: Path,
  cluster: Cluster,
): Problem[] {
  if (value >= least && value <= most) return [];
  if (cluster.limits === undefined && value > most) {
    const message = `${field} is ${value}, more than the ${most} that Knative allows by default`;
    const hint = `If your cluster's ${setting} is higher, give its config-defaults with --cluster-config.`;
    return [problem('RC2241', path, message, hint)];
  }
  const message = `${field} is ${value}, where a number from ${least} to ${most} is expected`;
  const hint = `Correct it, or change ${setting} in config-defaults.`;
  return [problem('RC2240', path, message, hint)];
}

/** Timers that never fire, because the request's own time is up before. */
function timerProblems(pod: Pod, cluster: Cluster): Problem[] {
  const { spec, path } = pod;
  const timeout = timeoutOf(pod, cluster);
  return ['responseStartTimeoutSeconds', 'idleTimeoutSeconds'].flatMap((field) => {
    const seconds = numberAt(spec, field) ?? 0;
    if (timeout < 0 || (seconds >= 0 && seconds <= timeout)) return [];
    const message = `${field} is ${seconds}, where a number from 0 to timeoutSeconds (${timeout}) makes sense`;
    return [problem('RC2242', [...path, field], message, 'Correct it, or raise timeoutSeconds.')];
  });
}
