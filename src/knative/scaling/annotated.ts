import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { isObject, type JsonObject } from '../../json.ts';
import { scalingModifiersType, triggersType } from '../../keda/go-types.ts';
import { annotation, autoscaling, extension } from '../keys.ts';
import type { Cluster, StringMap } from '../types.ts';
import { readBehavior } from './behavior.ts';
import { readFirstTrigger } from './first-trigger.ts';
import { readJson } from './json.ts';
import { problemOf } from './problem.ts';
import { readMaxReplicas, readMinScale } from './replicas.ts';
import { readMetric } from './target.ts';
import type { AnnotatedScaling, FirstTrigger, Parsed } from './types.ts';

/** Scaling from the single annotations: in the extension's order, but with all that is wrong. */
export function readAnnotated(annotations: StringMap, cluster: Cluster): Parsed<AnnotatedScaling> {
  const modifiers = readModifiers(annotations);
  const first = readFirstTrigger(annotations, cluster);
  const extra = readExtraTriggers(annotations);
  const behavior = readBehavior(annotations);
  const problems = [
    ...modifiers.problems,
    ...first.problems,
    ...extra.problems,
    ...(first.value === 'none' && extra.value?.length === 0 ? [noTriggers(annotations)] : []),
    ...behavior.problems,
  ];
  const complete = first.value && extra.value && modifiers.value && behavior.value;
  if (!complete || (first.value === 'none' && extra.value.length === 0)) return { problems };
  const firstTrigger = present(first.value);
  const value: AnnotatedScaling = {
    from: 'annotations',
    minReplicas: minReplicas(readMinScale(annotations, cluster), firstTrigger),
    maxReplicas: readMaxReplicas(annotations, cluster),
    firstTrigger,
    extraTriggers: extra.value,
    scalingModifiers: present(modifiers.value),
    behavior: present(behavior.value),
  };
  return { value, problems };
}

function present<T>(value: T | 'none'): T | undefined {
  return value === 'none' ? undefined : value;
}

/** KEDA cannot scale to zero on cpu and memory: nobody is left to measure. */
function minReplicas(min: number, firstTrigger: FirstTrigger | undefined): number | undefined {
  if (min > 0) return min;
  const resource = firstTrigger !== undefined && firstTrigger.type !== 'prometheus';
  return resource ? 1 : undefined;
}

function readModifiers(annotations: StringMap): Parsed<JsonObject | 'none'> {
  const found = annotation(annotations, extension.scalingModifiers);
  if (found === undefined) return { value: 'none', problems: [] };
  const { value, problems } = readJson(found, scalingModifiersType);
  return isObject(value) ? { value, problems } : { problems };
}

function readExtraTriggers(annotations: StringMap): Parsed<JsonObject[]> {
  const found = annotation(annotations, extension.extraTriggers);
  if (found === undefined) return { value: [], problems: [] };
  const { value, problems } = readJson(found, triggersType);
  if (value === undefined) return { problems };
  return { value: Array.isArray(value) ? value.filter(isObject) : [], problems };
}

function noTriggers(annotations: StringMap): Problem {
  const metric = quoted(readMetric(annotations));
  return problemOf(
    autoscaling.target,
    'RC3050',
    `the metric ${metric} has no target and there are no extra triggers: nothing to scale on`,
    'Add autoscaling.knative.dev/target, or triggers in extra-prometheus-triggers.',
  );
}
