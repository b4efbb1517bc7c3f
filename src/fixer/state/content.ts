import { hash } from 'node:crypto';
import { isObject, type Json, type JsonObject, objectAt } from '../../json.ts';
import { fillQueries } from '../../keda/queries.ts';
import { revcast } from '../../knative/keys.ts';
import { canonicalJson } from '../../knative/template/canonical-json.ts';
import { annotationOf } from './fields.ts';

/**
 * Hash of how a ScaledObject scales whatever it targets: of its spec without target, HPA name and
 * minimum, with the templates of its queries in place of what they became for one revision. What
 * KEDA takes for the same, and what the fixer writes to wake KEDA up, makes no difference.
 */
export function contentHash(scaledObject: JsonObject): string {
  return hash('sha256', canonicalJson(contentOf(scaledObject))).slice(0, 16);
}

function contentOf(scaledObject: JsonObject): JsonObject {
  const { scaleTargetRef, minReplicaCount, initialCooldownPeriod, advanced, ...rest } =
    objectAt(scaledObject, ['spec']) ?? {};
  return withoutEmpty({
    ...rest,
    scaleTargetRef: without(scaleTargetRef, ['apiVersion', 'kind', 'name']),
    initialCooldownPeriod: initialCooldownPeriod || null,
    advanced: advancedOf(advanced),
    triggers: triggersOf(scaledObject),
  });
}

function advancedOf(advanced: Json | undefined): JsonObject {
  const { horizontalPodAutoscalerConfig, restoreToOriginalReplicaCount, ...rest } =
    objectAt(advanced, []) ?? {};
  return withoutEmpty({
    ...rest,
    horizontalPodAutoscalerConfig: without(horizontalPodAutoscalerConfig, ['name']),
    restoreToOriginalReplicaCount: restoreToOriginalReplicaCount || null,
  });
}

function triggersOf(scaledObject: JsonObject): Json {
  const triggers = objectAt(scaledObject, ['spec'])?.triggers ?? null;
  const isRecorded = annotationOf(scaledObject, revcast.queryTemplates) !== undefined;
  if (!isRecorded || !Array.isArray(triggers)) return triggers;
  const { templates = '{}' } = fillQueries(scaledObject, '');
  const found = JSON.parse(templates) as Readonly<Record<string, string>>;
  return triggers.map((trigger, index) => {
    const query = found[index];
    if (query === undefined || !isObject(trigger)) return trigger;
    return { ...trigger, metadata: { ...objectAt(trigger, ['metadata']), query } };
  });
}

function without(value: Json | undefined, keys: readonly string[]): JsonObject {
  const entries = Object.entries(objectAt(value, []) ?? {});
  return Object.fromEntries(entries.filter(([key]) => !keys.includes(key)));
}

function withoutEmpty(object: JsonObject): JsonObject {
  const isEmpty = (value: Json): boolean =>
    value === null || (isObject(value) && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(object).filter(([, value]) => !isEmpty(value)));
}
