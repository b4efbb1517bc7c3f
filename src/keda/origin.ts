import { isObject, type Json, type JsonObject, type Path, stringAt, valueAt } from '../json.ts';
import { annotation, autoscaling, extension } from '../knative/keys.ts';
import type { Service } from '../knative/types.ts';
import { overlayPath } from '../overlay.ts';

const triggersPath: Path = ['spec', 'triggers'];
const annotationsPath: Path = ['spec', 'template', 'metadata', 'annotations'];

/** Field of a ScaledObject's spec to the annotation it is made from. The longest prefix counts. */
const origins: readonly (readonly [string, string])[] = [
  ['spec.minReplicaCount', autoscaling.minScale],
  ['spec.maxReplicaCount', autoscaling.maxScale],
  ['spec.advanced.scalingModifiers', extension.scalingModifiers],
  ['spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp', extension.scaleUpRules],
  ['spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown', extension.scaleDownRules],
  ['spec.triggers.0.metadata.query', extension.prometheusQuery],
  ['spec.triggers.0.metadata.serverAddress', extension.prometheusAddress],
  ['spec.triggers.0.metadata.authModes', extension.authModes],
  ['spec.triggers.0.authenticationRef', extension.authName],
  ['spec.triggers.0.metricType', extension.metricType],
  ['spec.triggers.0.name', extension.triggerName],
];

/**
 * Where in the Service a field of its generated ScaledObject comes from: the overlay, the override,
 * or the annotation that sets it; the template's annotations when it is a default.
 */
export function originOf(
  path: Path,
  service: Service,
  base: JsonObject,
  overlay: JsonObject | undefined,
): Path {
  if (overlay !== undefined && reaches(overlay, path, base)) return overlayPath;
  const { annotations } = service;
  if (annotations[extension.override] !== undefined)
    return [...annotationsPath, extension.override];
  const key = path[0] === 'spec' ? originKey(path, service) : undefined;
  const found = key === undefined ? undefined : annotation(annotations, key);
  return found === undefined ? annotationsPath : [...annotationsPath, found.key];
}

function originKey(path: Path, { annotations }: Service): string | undefined {
  const dotted = path.join('.');
  const direct = origins.find(([prefix]) => dotted === prefix || dotted.startsWith(`${prefix}.`));
  if (direct !== undefined && annotation(annotations, direct[1]) !== undefined) return direct[1];
  if (!dotted.startsWith('spec.triggers')) return direct?.[1];
  const hasFirst =
    annotations[autoscaling.target] !== undefined || annotations[autoscaling.metric] === undefined;
  const first = path[2] === undefined || (path[2] === 0 && hasFirst);
  if (!first) return extension.extraTriggers;
  return annotations[autoscaling.target] === undefined ? autoscaling.metric : autoscaling.target;
}

/** Whether the overlay has a say about the path in what was laid over the base: there or above. */
function reaches(overlay: JsonObject, path: Path, base: JsonObject): boolean {
  const [, field, index] = path;
  const triggers = valueAt(overlay, triggersPath);
  if (field === 'triggers' && typeof index === 'number' && Array.isArray(triggers)) {
    const trigger = valueAt(base, [...triggersPath, index]);
    if (trigger === undefined) return true;
    const name = stringAt(trigger, ['name']);
    const given = triggers.findLast(
      (each) => name !== undefined && stringAt(each, ['name']) === name,
    );
    return isSetBy(given, path.slice(triggersPath.length + 1));
  }
  return isSetBy(overlay, path);
}

function isSetBy(overlay: Json | undefined, path: Path): boolean {
  const above = path.map((_, index) => valueAt(overlay, path.slice(0, index)));
  return (
    valueAt(overlay, path) !== undefined ||
    above.some((value) => value !== undefined && !isObject(value))
  );
}
