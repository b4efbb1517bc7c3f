import type { Path } from '../json.ts';
import { annotation, autoscaling, extension, prototypeQuery } from '../knative/keys.ts';
import { isResource, readMetric } from '../knative/scaling/target.ts';
import type { StringMap } from '../knative/types.ts';

/** The annotation that a field of a ScaledObject is made from, whether it is there or not. */
export interface FieldSource {
  /** Its first spelling. */
  readonly key: string;
  /** Where in the annotation the field is, where it holds JSON. */
  readonly inside?: Path;
}

const behaviorPath = 'spec.advanced.horizontalPodAutoscalerConfig.behavior'.split('.');

/** Parts of the spec that one annotation holds as JSON. */
const documents: readonly (readonly [Path, string])[] = [
  [['spec', 'advanced', 'scalingModifiers'], extension.scalingModifiers],
  [[...behaviorPath, 'scaleUp'], extension.scaleUpRules],
  [[...behaviorPath, 'scaleDown'], extension.scaleDownRules],
];

const scalars: readonly (readonly [Path, string])[] = [
  [['spec', 'minReplicaCount'], autoscaling.minScale],
  [['spec', 'maxReplicaCount'], autoscaling.maxScale],
  [behaviorPath, autoscaling.window],
];

/** Fields of the trigger of the Service's own metric. */
const ofFirstTrigger: readonly (readonly [Path, string])[] = [
  [['type'], autoscaling.metric],
  [['metricType'], extension.metricType],
  [['metadata', 'value'], autoscaling.target],
];

/** Fields of that trigger when it asks Prometheus, besides. */
const ofPrometheusTrigger: readonly (readonly [Path, string])[] = [
  [['name'], extension.triggerName],
  [['metadata', 'serverAddress'], extension.prometheusAddress],
  [['metadata', 'threshold'], autoscaling.target],
  [['metadata', 'authModes'], extension.authModes],
  [['authenticationRef', 'kind'], extension.authKind],
  [['authenticationRef'], extension.authName],
];

/**
 * What the extension makes a field of the spec from when there is no override: undefined for a field
 * that no annotation has a say in.
 */
export function fieldSource(path: Path, annotations: StringMap): FieldSource | undefined {
  const [, field, index, ...rest] = path;
  if (field !== 'triggers') {
    const document = find(documents, path);
    if (document !== undefined && annotation(annotations, document.key) !== undefined) {
      return { key: document.key, inside: path.slice(document.length) };
    }
    const scalar = find(scalars, path) ?? document;
    return scalar && { key: scalar.key };
  }
  if (typeof index !== 'number') return undefined;
  const shift = hasFirstTrigger(annotations) ? 1 : 0;
  if (index >= shift) return { key: extension.extraTriggers, inside: [index - shift, ...rest] };
  return firstTriggerSource(rest, annotations);
}

/** Whether the Service's own metric makes the first trigger: as soon as it has a target. */
export function hasFirstTrigger(annotations: StringMap): boolean {
  return annotations[autoscaling.target] !== undefined || readMetric(annotations) === 'cpu';
}

function firstTriggerSource(field: Path, annotations: StringMap): FieldSource | undefined {
  const common = find(ofFirstTrigger, field);
  if (common !== undefined || isResource(readMetric(annotations))) {
    return common && { key: common.key };
  }
  if (field.join('.') === 'metadata.query') {
    const isThere = annotation(annotations, extension.prometheusQuery) !== undefined;
    const isOld = !isThere && annotation(annotations, prototypeQuery) !== undefined;
    return { key: isOld ? prototypeQuery : extension.prometheusQuery };
  }
  const own = find(ofPrometheusTrigger, field);
  return own && { key: own.key };
}

/** The first entry that the path is at or in. */
function find(
  table: readonly (readonly [Path, string])[],
  path: Path,
): { readonly key: string; readonly length: number } | undefined {
  const entry = table.find(([prefix]) => prefix.every((step, index) => path[index] === step));
  return entry && { key: entry[1], length: entry[0].length };
}
