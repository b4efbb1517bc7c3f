import { isObject, type Json, type JsonObject, objectAt, stringAt, valueAt } from '../../json.ts';
import { parseQuery, printQuery } from '../../keda/query.ts';
import {
  autoscalingPrefix,
  managedBy,
  revcast,
  revcastPrefix,
  serving,
} from '../../knative/keys.ts';

/** Labels that say which revision it is, which KEDA does not scale by. */
const revisionLabels: readonly string[] = [
  serving.configuration,
  serving.configurationGeneration,
  serving.revision,
  serving.service,
];

/**
 * A ScaledObject as people compare it: without what another revision's name alone changes, and
 * without what only repeats other fields. Left out are its name and namespace, its target, the HPA's
 * name, Knative's and revcast's own labels and annotations, and copies of the template's
 * `autoscaling.knative.dev/*`, which its spec says again. Queries are as the user wrote them, with
 * `{{ .revisionName }}`.
 */
export function essenceOf(scaledObject: JsonObject, revisionName: string): JsonObject {
  const { metadata, spec, ...rest } = scaledObject;
  return {
    ...rest,
    ...(isObject(metadata) && { metadata: described(metadata, revisionName) }),
    ...(isObject(spec) && { spec: specified(spec, scaledObject, revisionName) }),
  };
}

function described(metadata: JsonObject, revisionName: string): JsonObject {
  const { name: _, namespace: __, ...rest } = metadata;
  return mapped(rest, {
    labels: (labels) => without(labels, (key, value) => isOwnLabel(key, value, revisionName)),
    annotations: (annotations) =>
      without(annotations, (key) =>
        [autoscalingPrefix, revcastPrefix].some((it) => key.startsWith(it)),
      ),
  });
}

function isOwnLabel(key: string, value: Json, revisionName: string): boolean {
  if (key === 'app') return value === revisionName;
  return revisionLabels.includes(key) || (key === managedBy && value === 'revcast');
}

function specified(spec: JsonObject, scaledObject: JsonObject, revisionName: string): JsonObject {
  const isTarget = (key: string): boolean => ['apiVersion', 'kind', 'name'].includes(key);
  return mapped(spec, {
    scaleTargetRef: (target) => without(target, isTarget),
    advanced: (advanced) =>
      mapped(advanced, {
        horizontalPodAutoscalerConfig: (config) => without(config, (key) => key === 'name'),
      }),
    ...(Array.isArray(spec.triggers) && {
      triggers: (triggers: Json) => templated(triggers, scaledObject, revisionName),
    }),
  });
}

/** The object with some of its fields made anew, in their places. */
function mapped(object: Json, fields: Readonly<Record<string, (value: Json) => Json>>): JsonObject {
  const entries = Object.entries(isObject(object) ? object : {});
  return Object.fromEntries(
    entries.map(([key, value]) => {
      const make = Object.hasOwn(fields, key) ? fields[key] : undefined;
      return [key, make === undefined ? value : make(value)];
    }),
  );
}

function without(object: Json, isLeftOut: (key: string, value: Json) => boolean): JsonObject {
  const entries = Object.entries(isObject(object) ? object : {});
  return Object.fromEntries(entries.filter(([key, value]) => !isLeftOut(key, value)));
}

/** The triggers with the queries that were made from templates as these templates. */
function templated(triggers: Json, scaledObject: JsonObject, revisionName: string): Json[] {
  const templates = templatesOf(scaledObject);
  return (Array.isArray(triggers) ? triggers : []).map((trigger, index) => {
    const template = stringAt(templates, [String(index)]);
    const metadata = objectAt(trigger, ['metadata']);
    if (template === undefined || metadata === undefined || !isObject(trigger)) return trigger;
    const parsed = parseQuery(template);
    const isMade = 'ok' in parsed && printQuery(parsed.ok, revisionName) === metadata.query;
    return isMade ? { ...trigger, metadata: { ...metadata, query: template } } : trigger;
  });
}

function templatesOf(scaledObject: JsonObject): Json {
  const record = valueAt(scaledObject, ['metadata', 'annotations', revcast.queryTemplates]);
  try {
    return typeof record === 'string' ? (JSON.parse(record) as Json) : null;
  } catch {
    return null;
  }
}
