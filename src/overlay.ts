import type { Problem } from './diagnostics/types.ts';
import { isObject, type Json, type JsonObject, type Path, stringAt, valueAt } from './json.ts';
import { autoscaling, hpaClass, managedBy, revcast, serving } from './knative/keys.ts';
import { parseDocument } from './manifest/parse.ts';

/** Path of the overlay's annotation on a Service. */
export const overlayPath: Path = ['metadata', 'annotations', revcast.scaledObject];

/**
 * What revcast sets itself: another value would tear the ScaledObject off its revision. `as` is the
 * value that may be repeated.
 */
const fixed: readonly { readonly path: Path; readonly as?: string }[] = [
  { path: ['apiVersion'], as: 'keda.sh/v1alpha1' },
  { path: ['kind'], as: 'ScaledObject' },
  { path: ['metadata', 'name'] },
  { path: ['metadata', 'namespace'] },
  { path: ['metadata', 'annotations', autoscaling.class], as: hpaClass },
  { path: ['metadata', 'annotations', revcast.prediction] },
  { path: ['metadata', 'annotations', revcast.templateHash] },
  { path: ['metadata', 'annotations', revcast.queryTemplates] },
  { path: ['metadata', 'labels', managedBy], as: 'revcast' },
  { path: ['metadata', 'labels', serving.configuration] },
  { path: ['metadata', 'labels', serving.configurationGeneration] },
  { path: ['metadata', 'labels', serving.revision] },
  { path: ['metadata', 'labels', serving.service] },
  { path: ['spec', 'scaleTargetRef', 'name'] },
  { path: ['spec', 'scaleTargetRef', 'kind'] },
  { path: ['spec', 'scaleTargetRef', 'apiVersion'] },
  { path: ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name'] },
];

/** Reads the YAML (or JSON) of `revcast.dev/scaled-object`. */
export function readOverlay(text: string | undefined): {
  overlay?: JsonObject;
  problems: Problem[];
} {
  if (text === undefined) return { problems: [] };
  const source = { name: revcast.scaledObject, text };
  const parsed = parseDocument({ source, start: 0, end: text.length, syntax: 'yaml' });
  if ('problems' in parsed) {
    return { problems: parsed.problems.map(({ message }) => refusal(message)) };
  }
  const { value } = parsed;
  if (!isObject(value)) return { problems: [refusal('it is not a mapping')] };
  const misshapen = [
    ...Object.keys(value)
      .filter((key) => !['apiVersion', 'kind', 'metadata', 'spec'].includes(key))
      .map((key) => refusal(`it has a field ${JSON.stringify(key)} at its top`)),
    ...['metadata', 'spec']
      .filter((key) => value[key] !== undefined && !isObject(value[key]))
      .map((key) => refusal(`its field ${key} is not a mapping`)),
  ];
  const problems = misshapen.length > 0 ? misshapen : fixedFields(value);
  return problems.length > 0 ? { problems } : { overlay: value, problems };
}

function fixedFields(overlay: JsonObject): Problem[] {
  const offences = fixed.flatMap((field) => offenceOf(overlay, field));
  return [...new Set(offences)].map(fixedField);
}

/** Where the overlay has another value for a fixed field, or takes away what the field is in. */
function offenceOf(overlay: JsonObject, { path, as }: (typeof fixed)[number]): string[] {
  const removed = path
    .map((_, index) => path.slice(0, index + 1))
    .find((parent) => valueAt(overlay, parent) === null);
  if (removed !== undefined) return [removed.join('.')];
  const found = valueAt(overlay, path);
  return found === undefined || found === as ? [] : [path.join('.')];
}

function refusal(message: string): Problem {
  return {
    code: 'RC5009',
    path: overlayPath,
    message: `the overlay cannot be used: ${message}`,
    hint: 'Write the fields as in a ScaledObject, for example "spec: {maxReplicaCount: 20}".',
  };
}

function fixedField(path: string): Problem {
  return {
    code: 'RC5010',
    path: overlayPath,
    message: `the overlay sets ${path}, which revcast has to set`,
    hint: 'Leave it out of the overlay.',
  };
}

/**
 * The ScaledObject with the overlay merged over it: mappings key by key, triggers by name (a new
 * name is appended), other lists and values replaced, null removes.
 */
export function overlaid(base: Json | undefined, overlay: Json, path: Path = []): Json {
  if (isObject(overlay)) return mergeMappings(isObject(base) ? base : {}, overlay, path);
  const isTriggers = path.length === 2 && path[0] === 'spec' && path[1] === 'triggers';
  if (isTriggers && Array.isArray(overlay)) {
    return mergeTriggers(Array.isArray(base) ? base : [], overlay);
  }
  return overlay;
}

function mergeMappings(base: JsonObject, overlay: JsonObject, path: Path): JsonObject {
  const merged: JsonObject = { ...base };
  for (const [key, value] of Object.entries(overlay)) {
    if (value === null) delete merged[key];
    else merged[key] = overlaid(merged[key], value, [...path, key]);
  }
  return merged;
}

function mergeTriggers(base: readonly Json[], overlay: readonly Json[]): Json[] {
  const merged = [...base];
  for (const trigger of overlay) {
    const name = stringAt(trigger, ['name']);
    const index = merged.findIndex(
      (each) => name !== undefined && stringAt(each, ['name']) === name,
    );
    if (index < 0) merged.push(trigger);
    else merged[index] = overlaid(merged[index], trigger, ['spec', 'triggers', index]);
  }
  return merged;
}
