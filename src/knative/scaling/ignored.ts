import type { Problem } from '../../diagnostics/types.ts';
import { annotation, autoscaling, extension, prototypeQuery } from '../keys.ts';
import type { StringMap } from '../types.ts';
import { problemOf, shortKey } from './problem.ts';
import { isResource, readMetric } from './target.ts';

const prometheusKeys = [
  extension.prometheusQuery,
  prototypeQuery,
  extension.prometheusAddress,
  extension.triggerName,
  extension.authName,
  extension.authKind,
  extension.authModes,
];

const keysBesideOverride = [
  ...prometheusKeys,
  extension.metricType,
  extension.extraTriggers,
  extension.scalingModifiers,
  extension.scaleUpRules,
  extension.scaleDownRules,
  autoscaling.minScale,
  autoscaling.target,
  autoscaling.window,
];

/** Annotations that the extension passes over because of what the others say. */
export function ignoredAnnotations(annotations: StringMap): Problem[] {
  const metric = readMetric(annotations);
  if (annotation(annotations, extension.override) !== undefined) {
    return ignored(annotations, keysBesideOverride, 'scaled-object-override');
  }
  if (isResource(metric)) {
    const keys = metric === 'memory' && !hasTarget(annotations) ? [extension.metricType] : [];
    return [
      ...ignored(annotations, prometheusKeys, `the metric ${metric}`),
      ...ignored(annotations, keys, 'no target'),
    ];
  }
  if (hasTarget(annotations)) return [];
  return ignored(annotations, [extension.metricType, ...prometheusKeys], 'no target');
}

function hasTarget(annotations: StringMap): boolean {
  return annotation(annotations, autoscaling.target) !== undefined;
}

function ignored(annotations: StringMap, keys: readonly string[], because: string): Problem[] {
  return keys.flatMap((key) => {
    const found = annotation(annotations, key);
    if (found === undefined) return [];
    const message = `${shortKey(found.key)} has no effect with ${because}`;
    return [
      problemOf(found.key, 'RC3070', message, 'Remove the annotation, or what rules it out.'),
    ];
  });
}

const notTemplates = [
  extension.override,
  extension.extraTriggers,
  extension.scalingModifiers,
  extension.prometheusAddress,
  extension.triggerName,
];

/** Only prometheus-query is a template. */
export function templatesNowhere(annotations: StringMap): Problem[] {
  return notTemplates.flatMap((key) => {
    const found = annotation(annotations, key);
    const offset = found?.value.search(/\{\{-?\s*\$?\.revisionName\b/) ?? -1;
    if (offset < 0) return [];
    const message = `${shortKey(key)} is no template: {{ .revisionName }} stays as it is`;
    const hint = 'Use it in prometheus-query, or in a ScaledObject of your own.';
    return [problemOf(key, 'RC3071', message, hint, offset)];
  });
}
