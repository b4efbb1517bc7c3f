import {
  isObject,
  type Json,
  type JsonObject,
  objectAt,
  type Path,
  stringAt,
  valueAt,
} from '../../json.ts';
import type { StringMap } from '../../knative/types.ts';

/**
 * A ScaledObject, read for the rules. What has the wrong type counts as absent: the schema's rule
 * speaks of it.
 */
export interface Spec {
  readonly name: string;
  readonly annotations: StringMap;
  readonly target: { readonly apiVersion: string; readonly kind: string; readonly name: string };
  readonly hpaName: string;
  readonly behavior: JsonObject | undefined;
  readonly minReplicaCount: number | undefined;
  readonly maxReplicaCount: number;
  readonly idleReplicaCount: number | undefined;
  readonly pollingInterval: number | undefined;
  readonly cooldownPeriod: number | undefined;
  readonly triggers: readonly TriggerSpec[];
  /** Undefined when all of its fields are absent or empty: KEDA then does without. */
  readonly modifiers: Modifiers | undefined;
  readonly fallback: Fallback | undefined;
}

export interface TriggerSpec {
  readonly path: Path;
  readonly type: string;
  readonly name: string;
  readonly metricType: string;
  readonly useCachedMetrics: boolean;
  /** undefined: there is no reference. */
  readonly authentication: string | undefined;
  /** Values as KEDA reads them: without space around them, and absent when empty. */
  readonly metadata: StringMap;
  /** Values as written. */
  readonly written: StringMap;
}

export interface Modifiers {
  readonly formula: string;
  readonly target: string;
  readonly activationTarget: string;
}

export interface Fallback {
  readonly replicas: number | undefined;
  readonly behavior: string;
}

export function readSpec(scaledObject: JsonObject): Spec {
  const spec = objectAt(scaledObject, ['spec']) ?? {};
  const name = textAt(scaledObject, ['metadata', 'name']);
  const hpaName = textAt(spec, ['advanced', 'horizontalPodAutoscalerConfig', 'name']);
  const fallback = objectAt(spec, ['fallback']);
  return {
    name,
    annotations: textsAt(scaledObject, ['metadata', 'annotations']),
    target: readTarget(spec),
    hpaName: hpaName === '' ? `keda-hpa-${name}` : hpaName,
    behavior: objectAt(spec, ['advanced', 'horizontalPodAutoscalerConfig', 'behavior']),
    minReplicaCount: integerAt(spec, ['minReplicaCount']),
    maxReplicaCount: integerAt(spec, ['maxReplicaCount']) ?? 100,
    idleReplicaCount: integerAt(spec, ['idleReplicaCount']),
    pollingInterval: integerAt(spec, ['pollingInterval']),
    cooldownPeriod: integerAt(spec, ['cooldownPeriod']),
    triggers: readTriggers(spec),
    modifiers: readModifiers(spec),
    fallback: fallback && {
      replicas: integerAt(fallback, ['replicas']),
      behavior: textAt(fallback, ['behavior']) || 'static',
    },
  };
}

/** The target of a ScaledObject or an HPA, with KEDA's defaults. */
export function readTarget(spec: JsonObject): Spec['target'] {
  return {
    apiVersion: textAt(spec, ['scaleTargetRef', 'apiVersion']) || 'apps/v1',
    kind: textAt(spec, ['scaleTargetRef', 'kind']) || 'Deployment',
    name: textAt(spec, ['scaleTargetRef', 'name']),
  };
}

function readTriggers(spec: JsonObject): TriggerSpec[] {
  const triggers = valueAt(spec, ['triggers']);
  if (!Array.isArray(triggers)) return [];
  return triggers.flatMap((trigger, index) =>
    isObject(trigger) ? [readTrigger(trigger, ['spec', 'triggers', index])] : [],
  );
}

function readTrigger(trigger: JsonObject, path: Path): TriggerSpec {
  const written = textsAt(trigger, ['metadata']);
  const reference = objectAt(trigger, ['authenticationRef']);
  const trimmed = Object.entries(written).map(([key, value]) => [key, value.trim()] as const);
  return {
    path,
    type: textAt(trigger, ['type']),
    name: textAt(trigger, ['name']),
    metricType: textAt(trigger, ['metricType']),
    useCachedMetrics: trigger.useCachedMetrics === true,
    authentication: reference && textAt(reference, ['name']),
    metadata: Object.fromEntries(trimmed.filter(([, value]) => value !== '')),
    written,
  };
}

function readModifiers(spec: JsonObject): Modifiers | undefined {
  const at = (field: string): string => textAt(spec, ['advanced', 'scalingModifiers', field]);
  const [formula, target, activationTarget] = [at('formula'), at('target'), at('activationTarget')];
  const used = [formula, target, activationTarget, at('metricType')].some((text) => text !== '');
  return used ? { formula, target, activationTarget } : undefined;
}

/** Scalers whose metrics the HPA gets from the cluster itself, and KEDA never sees. */
export function isResource({ type }: Pick<TriggerSpec, 'type'>): boolean {
  return type === 'cpu' || type === 'memory';
}

function textAt(value: Json, path: Path): string {
  return stringAt(value, path) ?? '';
}

function integerAt(value: Json, path: Path): number | undefined {
  const found = valueAt(value, path);
  return typeof found === 'number' && Number.isInteger(found) ? found : undefined;
}

function textsAt(value: Json, path: Path): StringMap {
  const found = objectAt(value, path) ?? {};
  const texts: Record<string, string> = {};
  for (const key of Object.keys(found)) {
    const text = found[key];
    if (typeof text === 'string') texts[key] = text;
  }
  return texts;
}
