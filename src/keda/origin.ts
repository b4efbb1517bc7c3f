import type { Problem } from '../diagnostics/types.ts';
import { pathText } from '../diagnostics/words.ts';
import { placeOf } from '../go/json-place.ts';
import type { JsonObject, Path } from '../json.ts';
import { annotation, autoscaling, extension, type FoundAnnotation } from '../knative/keys.ts';
import type { Service, StringMap } from '../knative/types.ts';
import { overlayPath } from '../overlay.ts';
import { fieldSource } from './annotated-field.ts';
import { overlayField } from './overlay-field.ts';

const annotationsPath: Path = ['spec', 'template', 'metadata', 'annotations'];

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
  if (overlay !== undefined && overlayField(overlay, path, base) !== undefined) {
    return { path: overlayPath };
  }
  const { annotations } = service;
  if (annotations[extension.override] !== undefined) {
    return { path: [...annotationsPath, extension.override], inside: path };
  }
  const source = path[0] === 'spec' ? fieldSource(path, annotations) : undefined;
  const found = source && annotation(annotations, source.key);
  const { key } = found ?? ofTrigger(path, annotations) ?? {};
  if (key === undefined) return { path: annotationsPath };
  const inside = key === source?.key ? source.inside : undefined;
  return { path: [...annotationsPath, key], ...(inside !== undefined && { inside }) };
}

/** What to look at for a field of a trigger that no annotation sets: what makes the trigger. */
function ofTrigger(path: Path, annotations: StringMap): FoundAnnotation | undefined {
  if (path[0] !== 'spec' || path[1] !== 'triggers') return undefined;
  return annotation(annotations, autoscaling.target) ?? annotation(annotations, autoscaling.metric);
}
