import type { Problem } from '../../diagnostics/types.ts';
import type { Path } from '../../json.ts';
import {
  annotation,
  autoscaling,
  extension,
  hpaClass,
  olderSpelling,
  prototypeQuery,
  servingAnnotation,
} from '../keys.ts';
import { scalingClass } from '../service.ts';
import type { Cluster, Service, StringMap } from '../types.ts';
import { nearKey } from './near-miss.ts';
import { annotationPath, ownMetadata, templateMetadata } from './paths.ts';
import { problem } from './pod.ts';

/** What Knative takes, but is most likely a mistake. */
export function lintProblems(service: Service, cluster: Cluster): Problem[] {
  return [
    ...nearMisses(service.annotations, [...templateMetadata, 'annotations']),
    ...nearMisses(service.ownAnnotations, [...ownMetadata, 'annotations']),
    ...prototypeProblems(service.annotations),
    ...doubleSpellings(service.annotations),
    ...levelProblems(service),
    ...kpaOnlyProblems(service, cluster),
  ];
}

function nearMisses(annotations: StringMap, path: Path): Problem[] {
  return Object.keys(annotations).flatMap((key) => {
    const near = nearKey(key);
    if (near === undefined) return [];
    const message = `${key} is not an annotation that Knative or the extension knows, so it has no effect`;
    return [problem('RC2701', [...path, key], message, `Did you mean ${near}?`)];
  });
}

function prototypeProblems(annotations: StringMap): Problem[] {
  if (!Object.hasOwn(annotations, prototypeQuery)) return [];
  const both = Object.hasOwn(annotations, extension.prometheusQuery);
  const message = both
    ? `${prototypeQuery} is what the extension's prototype called ${extension.prometheusQuery}, which is there too`
    : `${prototypeQuery} is what the extension's prototype called ${extension.prometheusQuery}: revcast reads it, the extension does not`;
  const hint = both ? 'Delete it.' : `Rename it to ${extension.prometheusQuery}.`;
  return [problem('RC2702', annotationPath(prototypeQuery), message, hint)];
}

const spellings = Object.entries(olderSpelling);

function doubleSpellings(annotations: StringMap): Problem[] {
  return spellings
    .filter(([key, older]) => Object.hasOwn(annotations, key) && Object.hasOwn(annotations, older))
    .map(([key, older]) => {
      const message = `${older} does not count, because ${key} is there too`;
      return problem('RC2705', annotationPath(older), message, 'Delete one of the two.');
    });
}

const templateOnly = Object.values(servingAnnotation).filter(
  (key) => key !== servingAnnotation.rolloutDuration,
);
const visibility = 'networking.knative.dev/visibility';

/** Keys of Knative's that do nothing where they are. */
function levelProblems({ annotations, ownAnnotations, labels }: Service): Problem[] {
  const rollout = annotation(annotations, servingAnnotation.rolloutDuration);
  const misplaced = templateOnly.flatMap((key) => annotation(ownAnnotations, key)?.key ?? []);
  return [
    ...(rollout === undefined
      ? []
      : [level(rollout.key, annotationPath(rollout.key), ownMetadata)]),
    ...misplaced.map((key) => level(key, [...ownMetadata, 'annotations', key], templateMetadata)),
    ...(Object.hasOwn(labels, visibility)
      ? [level(visibility, [...templateMetadata, 'labels', visibility], ownMetadata)]
      : []),
  ];
}

function level(key: string, path: Path, right: Path): Problem {
  const where = right === ownMetadata ? "the object's own metadata" : 'spec.template.metadata';
  return problem('RC2703', path, `${key} has no effect here`, `Move it to ${where}.`);
}

const kpaOnly = [
  autoscaling.targetUtilizationPercentage,
  autoscaling.targetBurstCapacity,
  autoscaling.panicWindowPercentage,
  autoscaling.panicThresholdPercentage,
  autoscaling.scaleToZeroPodRetentionPeriod,
  autoscaling.metricAggregationAlgorithm,
  autoscaling.scaleDownDelay,
  autoscaling.activationScale,
];

/** One finding for all of them. */
function kpaOnlyProblems(service: Service, cluster: Cluster): Problem[] {
  if (scalingClass(service, cluster) !== hpaClass) return [];
  const keys = kpaOnly.flatMap((key) => annotation(service.annotations, key)?.key ?? []);
  const [first] = keys;
  if (first === undefined) return [];
  const message = `only Knative's own autoscaler reads ${keys.join(', ')}`;
  const hint = `Delete what this Service, of class ${hpaClass}, has no use for.`;
  return [problem('RC2704', annotationPath(first), message, hint)];
}
