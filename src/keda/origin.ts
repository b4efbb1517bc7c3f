import type { Problem } from '../diagnostics/types.ts';
import { pathText } from '../diagnostics/words.ts';
import { placeOf } from '../go/json-place.ts';
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

/** Of those, the annotations that hold JSON. */
const jsonKeys: ReadonlySet<string> = new Set([
  extension.scalingModifiers,
  extension.scaleUpRules,
  extension.scaleDownRules,
]);

/** Where in a Service something was written: a path to a string, and where in the JSON of it. */
interface Origin {
  readonly path: Path;
  readonly inside?: Path;
}

/**
 * A problem of a generated ScaledObject as one of its Service: with the place that the field comes
 * from.
 */
export function ledBack(
  problem: Problem,
  service: Service,
  base: JsonObject,
  overlay: JsonObject | undefined,
): Problem {
  const { code, hint } = problem;
  const { path, inside } = originOf(problem.path, service, base, overlay);
  const text = service.annotations[path.at(-1) ?? ''];
  const offset = inside && text !== undefined ? placeOf(text, inside) : undefined;
  const field = pathText(offset === undefined || inside === undefined ? problem.path : inside);
  const message = field === '' ? problem.message : `${field}: ${problem.message}`;
  return { code, path, message, hint, ...(offset !== undefined && { offset }) };
}

/**
 * Where in the Service a field of its generated ScaledObject comes from: the overlay, the override,
 * or the annotation that sets it; the template's annotations when it is a default.
 */
function originOf(
  path: Path,
  service: Service,
  base: JsonObject,
  overlay: JsonObject | undefined,
): Origin {
  if (overlay !== undefined && reaches(overlay, path, base)) return { path: overlayPath };
  const { annotations } = service;
  if (annotations[extension.override] !== undefined) {
    return { path: [...annotationsPath, extension.override], inside: path };
  }
  const { key, inside } = path[0] === 'spec' ? annotationOf(path, service) : {};
  const found = key === undefined ? undefined : annotation(annotations, key);
  if (found === undefined) return { path: annotationsPath };
  return { path: [...annotationsPath, found.key], ...(inside !== undefined && { inside }) };
}

interface Source {
  readonly key?: string;
  /** The rest of the path, where the annotation holds JSON. */
  readonly inside?: Path;
}

function annotationOf(path: Path, { annotations }: Service): Source {
  const dotted = path.join('.');
  const direct = origins.find(([prefix]) => dotted === prefix || dotted.startsWith(`${prefix}.`));
  if (direct !== undefined && annotation(annotations, direct[1]) !== undefined) {
    const [prefix, key] = direct;
    return jsonKeys.has(key) ? { key, inside: path.slice(prefix.split('.').length) } : { key };
  }
  if (path[1] !== 'triggers') return direct === undefined ? {} : { key: direct[1] };
  const hasFirst =
    annotations[autoscaling.target] !== undefined || annotations[autoscaling.metric] === undefined;
  const [, , index, ...rest] = path;
  if (index !== undefined && !(index === 0 && hasFirst)) {
    return {
      key: extension.extraTriggers,
      inside: [Number(index) - (hasFirst ? 1 : 0), ...rest],
    };
  }
  const byTarget = annotations[autoscaling.target] !== undefined;
  return { key: byTarget ? autoscaling.target : autoscaling.metric };
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
