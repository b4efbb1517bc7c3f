import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { parseInt32, parseInt64 } from '../../go/numbers.ts';
import { annotation, autoscaling, type FoundAnnotation } from '../keys.ts';
import type { Cluster, Service } from '../types.ts';
import { annotationPath } from './paths.ts';

/** A scale annotation: what it says, and 0 where it is absent or says no scale. */
interface Scale {
  readonly found: FoundAnnotation | undefined;
  readonly value: number;
  readonly problems: readonly Problem[];
}

/** How many pods there may be (knative/serving `pkg/apis/autoscaling/annotation_validation.go`). */
export function scaleBoundProblems({ annotations }: Service, cluster: Cluster): Problem[] {
  const min = readScale(annotation(annotations, autoscaling.minScale));
  const max = readScale(annotation(annotations, autoscaling.maxScale));
  const activation = annotation(annotations, autoscaling.activationScale);
  const initial = annotation(annotations, autoscaling.initialScale);
  return [
    ...min.problems,
    ...max.problems,
    ...orderProblems(min, max),
    ...limitProblems(max, cluster),
    ...(activation === undefined ? [] : activationProblems(activation, min, max)),
    ...(initial === undefined ? [] : initialProblems(initial, cluster)),
  ];
}

function readScale(found: FoundAnnotation | undefined): Scale {
  if (found === undefined) return { found, value: 0, problems: [] };
  const { value, error } = parseInt32(found.value);
  if (error === undefined && value >= 0) return { found, value, problems: [] };
  const message = `${found.key} is ${quoted(found.value)}, where a whole number from 0 to 2147483647 is expected`;
  const hint = 'Write a number of pods, such as "3".';
  const path = annotationPath(found.key);
  return { found, value: 0, problems: [{ code: 'RC2101', path, message, hint }] };
}

function orderProblems(min: Scale, max: Scale): Problem[] {
  if (max.value === 0 || max.value >= min.value) return [];
  const key = max.found?.key ?? autoscaling.maxScale;
  return [
    {
      code: 'RC2102',
      path: annotationPath(key),
      message: `${key} is ${max.value}, less than min-scale ${min.value}`,
      hint: 'Raise the one or lower the other.',
    },
  ];
}

function limitProblems({ found, value, problems }: Scale, { maxScaleLimit }: Cluster): Problem[] {
  const isKnown = found !== undefined && problems.length === 0;
  if (!isKnown || maxScaleLimit === 0 || (value > 0 && value <= maxScaleLimit)) return [];
  const unlimited = value === 0 ? ' (unlimited)' : '';
  return [
    {
      code: 'RC2103',
      path: annotationPath(found.key),
      message: `${found.key} is ${value}${unlimited}, but the cluster's max-scale-limit is ${maxScaleLimit}`,
      hint: `Write a number from 1 to ${maxScaleLimit}, or raise max-scale-limit in config-autoscaler.`,
    },
  ];
}

function activationProblems(found: FoundAnnotation, min: Scale, max: Scale): Problem[] {
  const { value, error } = parseInt32(found.value);
  const aboveMax = max.value !== 0 && value > max.value;
  const wrong =
    error !== undefined || value < 2
      ? 'a whole number of at least 2'
      : value < min.value
        ? `at least min-scale ${min.value}`
        : aboveMax
          ? `at most max-scale ${max.value}`
          : undefined;
  if (wrong === undefined) return [];
  return [
    {
      code: 'RC2104',
      path: annotationPath(found.key),
      message: `${found.key} is ${quoted(found.value)}, where ${wrong} is expected`,
      hint: 'Write how many pods a Service starts with when it wakes up from zero.',
    },
  ];
}

function initialProblems(found: FoundAnnotation, cluster: Cluster): Problem[] {
  const { value, error } = parseInt64(found.value);
  const path = annotationPath(found.key);
  if (error !== undefined || value < 0) {
    const message = `${found.key} is ${quoted(found.value)}, where a whole number of at least 0 is expected`;
    const hint = 'Write how many pods a new revision starts with, such as "1".';
    return [{ code: 'RC2105', path, message, hint }];
  }
  if (value > 0 || cluster.allowZeroInitialScale) return [];
  const message = `${found.key} is 0, which the cluster does not allow`;
  const hint = 'Write at least 1, or set allow-zero-initial-scale to "true" in config-autoscaler.';
  return [{ code: 'RC2106', path, message, hint }];
}
