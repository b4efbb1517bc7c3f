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

/** What KEDA tells ScaledObjects apart by. */
export interface Identity {
  readonly name: string;
  readonly target: { readonly apiVersion: string; readonly kind: string; readonly name: string };
  readonly hpaName: string;
}

/**
 * A ScaledObject, read for the rules. What has the wrong type counts as absent: the schema's rule
 * speaks of it.
 */
export interface Spec extends Identity {
  readonly annotations: StringMap;
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
  return {
    annotations: textsIn(objectAt(scaledObject, ['metadata', 'annotations'])),
    behavior: objectAt(spec, ['advanced', 'horizontalPodAutoscalerConfig', 'behavior']),
    minReplicaCount: integer(spec.minReplicaCount),
    maxReplicaCount: integer(spec.maxReplicaCount) ?? 100,
    idleReplicaCount: integer(spec.idleReplicaCount),
    pollingInterval: integer(spec.pollingInterval),
    cooldownPeriod: integer(spec.cooldownPeriod),
    triggers: readTriggers(scaledObject),
    modifiers: readModifiers(objectAt(spec, ['advanced', 'scalingModifiers'])),
    fallback: readFallback(objectAt(spec, ['fallback'])),
    // Last, because V8 is slow at adding fields to a spread copy.
    ...readIdentity(scaledObject),
  };
}

const hpaNamePath: Path = ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name'];

export function readIdentity(scaledObject: JsonObject): Identity {
  const name = stringAt(scaledObject, ['metadata', 'name']) ?? '';
  return {
    name,
    target: readTarget(scaledObject),
    hpaName: stringAt(scaledObject, hpaNamePath) || `keda-hpa-${name}`,
  };
}

/** The target of a ScaledObject or an HPA, with KEDA's defaults. */
export function readTarget(object: JsonObject): Identity['target'] {
  const target = objectAt(object, ['spec', 'scaleTargetRef']) ?? {};
  return {
    apiVersion: text(target.apiVersion) || 'apps/v1',
    kind: text(target.kind) || 'Deployment',
    name: text(target.name),
  };
}

export function readTriggers(scaledObject: JsonObject): TriggerSpec[] {
  const triggers = valueAt(scaledObject, ['spec', 'triggers']);
  if (!Array.isArray(triggers)) return [];
  return triggers.flatMap((trigger, index) =>
    isObject(trigger) ? [readTrigger(trigger, ['spec', 'triggers', index])] : [],
  );
}

function readTrigger(trigger: JsonObject, path: Path): TriggerSpec {
  const written = textsIn(objectAt(trigger, ['metadata']));
  const reference = objectAt(trigger, ['authenticationRef']);
  return {
    path,
    type: text(trigger.type),
    name: text(trigger.name),
    metricType: text(trigger.metricType),
    useCachedMetrics: trigger.useCachedMetrics === true,
    authentication: reference && text(reference.name),
    metadata: trimmed(written),
    written,
  };
}

function readModifiers(modifiers: JsonObject = {}): Modifiers | undefined {
  const [formula, target] = [text(modifiers.formula), text(modifiers.target)];
  const activationTarget = text(modifiers.activationTarget);
  const isUsed = formula + target + activationTarget + text(modifiers.metricType) !== '';
  return isUsed ? { formula, target, activationTarget } : undefined;
}

function readFallback(fallback: JsonObject | undefined): Fallback | undefined {
  if (fallback === undefined) return undefined;
  return { replicas: integer(fallback.replicas), behavior: text(fallback.behavior) || 'static' };
}

/** Scalers whose metrics the HPA gets from the cluster itself, and KEDA never sees. */
export function isResource({ type }: Pick<TriggerSpec, 'type'>): boolean {
  return type === 'cpu' || type === 'memory';
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function integer(value: Json | undefined): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

function textsIn(mapping: JsonObject = {}): StringMap {
  const texts: Record<string, string> = {};
  for (const key of Object.keys(mapping)) {
    const value = mapping[key];
    if (typeof value === 'string') texts[key] = value;
  }
  return texts;
}

function trimmed(written: StringMap): StringMap {
  const texts: Record<string, string> = {};
  for (const key of Object.keys(written)) {
    const value = written[key]?.trim() ?? '';
    if (value !== '') texts[key] = value;
  }
  return texts;
}
