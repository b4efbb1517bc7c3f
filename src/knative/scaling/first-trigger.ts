import { annotation, extension } from '../keys.ts';
import type { Cluster, StringMap } from '../types.ts';
import { readAuthentication } from './authentication.ts';
import { readAddress, readQuery } from './prometheus.ts';
import { isResource, readMetric, readMetricType, readTarget } from './target.ts';
import type { FirstTrigger, MetricType, Parsed, PrometheusTrigger } from './types.ts';

/** The trigger of the Service's own metric: there is one as soon as there is a target. */
export function readFirstTrigger(
  annotations: StringMap,
  cluster: Cluster,
): Parsed<FirstTrigger | 'none'> {
  const metric = readMetric(annotations);
  const target = readTarget(annotations, metric);
  if (target.value === 'none') return { value: 'none', problems: target.problems };
  const metricType = readMetricType(annotations, metric);
  const problems = [...target.problems, ...metricType.problems];
  if (!isResource(metric)) {
    const trigger = readPrometheusTrigger(annotations, cluster, {
      metric,
      metricType: metricType.value,
      threshold: target.value?.spelling,
    });
    return { ...trigger, problems: [...problems, ...trigger.problems] };
  }
  if (target.value === undefined || metricType.value === undefined) return { problems };
  const value = { type: metric, metricType: metricType.value, value: target.value.spelling };
  return { value, problems };
}

interface Measure {
  readonly metric: string;
  readonly metricType: MetricType | undefined;
  readonly threshold: string | undefined;
}

function readPrometheusTrigger(
  annotations: StringMap,
  cluster: Cluster,
  { metric, metricType, threshold }: Measure,
): Parsed<PrometheusTrigger> {
  const name = annotation(annotations, extension.triggerName)?.value ?? 'default-trigger-custom';
  const { value: query, problems: queryProblems } = readQuery(annotations, metric);
  const { value: serverAddress, problems: addressProblems } = readAddress(annotations, cluster);
  const { value: found, problems: authProblems } = readAuthentication(annotations);
  const problems = [...queryProblems, ...addressProblems, ...authProblems];
  const complete =
    metricType !== undefined &&
    threshold !== undefined &&
    query !== undefined &&
    serverAddress !== undefined &&
    found !== undefined;
  if (!complete) return { problems };
  const authentication = found === 'none' ? undefined : found;
  return {
    value: {
      type: 'prometheus',
      metricType,
      name,
      serverAddress,
      query,
      threshold,
      authentication,
    },
    problems,
  };
}
