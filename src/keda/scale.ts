import type { JsonObject } from '../json.ts';
import type { StringMap } from '../knative/types.ts';
import { type HpaBehavior, readHpaBehavior } from './hpa-behavior.ts';
import { readSpec, type TriggerSpec } from './rules/spec.ts';
import { type Target, targetOf } from './trigger-target.ts';

/**
 * What a ScaledObject says about scaling, read once, with the defaults of KEDA and of the HPA filled
 * in: for people, for drawing and for simulating. Fields of a wrong type count as absent.
 */
export interface Scale {
  /** `minReplicaCount`; KEDA's default 0. */
  readonly min: number;
  /** `maxReplicaCount`; KEDA's default 100. 2147483647 is what the extension writes for no limit. */
  readonly max: number;
  /** `idleReplicaCount`. */
  readonly idle?: number;
  /** Seconds between two looks of KEDA at a trigger; default 30. */
  readonly pollingInterval: number;
  /** Seconds without activity before KEDA scales to zero, or to `idle`; default 300. */
  readonly cooldownPeriod: number;
  /** Seconds after creation before the cooldown may begin; default 0. */
  readonly initialCooldownPeriod: number;
  readonly triggers: readonly Trigger[];
  /** Where the HPA gets one metric made of all of KEDA's: cpu and memory stay apart. */
  readonly modifiers?: ScaleModifiers;
  readonly fallback?: ScaleFallback;
  readonly behavior: HpaBehavior;
  /** `autoscaling.keda.sh/paused-replicas`: the HPA is gone and this many run. */
  readonly pausedReplicas?: number;
  /** Any of KEDA's pause annotations. */
  readonly paused: boolean;
}

export interface Trigger {
  readonly type: string;
  /** Absent where the trigger has none. */
  readonly name?: string;
  /** As KEDA reads it: AverageValue where it isn't given. */
  readonly metricType: 'AverageValue' | 'Value' | 'Utilization';
  /** What each replica should bear, or all together for `Value`; absent where it can't be told. */
  readonly target?: Target;
  /** KEDA's own: above it the trigger is active, and its Service is not scaled to zero. */
  readonly activation?: number;
  readonly cron?: CronWindow;
  /** Trimmed, empty values left out. */
  readonly metadata: StringMap;
  /** Name of the TriggerAuthentication. */
  readonly authentication?: string;
  readonly useCachedMetrics: boolean;
}

export interface CronWindow {
  /** Cron expressions of five fields. */
  readonly start: string;
  readonly end: string;
  readonly timezone: string;
  readonly desiredReplicas: number;
}

export interface ScaleModifiers {
  readonly formula: string;
  readonly target: number;
  readonly activationTarget: number;
  readonly metricType: 'AverageValue' | 'Value';
}

export interface ScaleFallback {
  readonly failureThreshold: number;
  readonly replicas: number;
  readonly behavior: string;
}

export function readScale(scaledObject: JsonObject): Scale {
  const spec = readSpec(scaledObject);
  const written = objectOf(scaledObject.spec);
  const modifiers = objectOf(objectOf(written.advanced).scalingModifiers);
  const fallback = objectOf(written.fallback);
  const { annotations } = spec;
  const pausedReplicas = annotations['autoscaling.keda.sh/paused-replicas'];
  const isPausedReplicas = pausedReplicas !== undefined && /^\d+$/.test(pausedReplicas);
  return {
    min: spec.minReplicaCount ?? 0,
    max: spec.maxReplicaCount,
    ...(spec.idleReplicaCount !== undefined && { idle: spec.idleReplicaCount }),
    pollingInterval: spec.pollingInterval ?? 30,
    cooldownPeriod: spec.cooldownPeriod ?? 300,
    initialCooldownPeriod: numberOf(written.initialCooldownPeriod) ?? 0,
    triggers: spec.triggers.map(triggerOf),
    ...(spec.modifiers !== undefined && {
      modifiers: {
        formula: spec.modifiers.formula,
        target: Number(spec.modifiers.target),
        activationTarget: Number(spec.modifiers.activationTarget || '0'),
        metricType: modifiers.metricType === 'Value' ? 'Value' : 'AverageValue',
      },
    }),
    ...(spec.fallback !== undefined && {
      fallback: {
        failureThreshold: numberOf(fallback.failureThreshold) ?? 0,
        replicas: spec.fallback.replicas ?? 0,
        behavior: spec.fallback.behavior,
      },
    }),
    behavior: readHpaBehavior(spec.behavior),
    ...(isPausedReplicas && { pausedReplicas: Number(pausedReplicas) }),
    paused: isPausedReplicas || annotations['autoscaling.keda.sh/paused'] === 'true',
  };
}

function triggerOf(trigger: TriggerSpec): Trigger {
  const { type, name, metadata, authentication, useCachedMetrics } = trigger;
  const target = targetOf(trigger);
  const activation = activationOf(trigger);
  const cron = cronOf(trigger);
  return {
    type,
    ...(name !== '' && { name }),
    metricType: metricTypeOf(trigger),
    ...(target !== undefined && { target }),
    ...(activation !== undefined && { activation }),
    ...(cron !== undefined && { cron }),
    metadata,
    ...(authentication !== undefined && { authentication }),
    useCachedMetrics,
  };
}

function metricTypeOf({ metricType }: TriggerSpec): Trigger['metricType'] {
  return metricType === 'Value' || metricType === 'Utilization' ? metricType : 'AverageValue';
}

function cronOf({ type, metadata }: TriggerSpec): CronWindow | undefined {
  if (type !== 'cron') return undefined;
  const { start, end, timezone, desiredReplicas } = metadata;
  if (start === undefined || end === undefined || timezone === undefined) return undefined;
  return { start, end, timezone, desiredReplicas: Number(desiredReplicas ?? 0) };
}

/** Of every scaler that has one, the key starts like this: `activationThreshold`. */
function activationOf({ metadata }: TriggerSpec): number | undefined {
  const [, text] = Object.entries(metadata).find(([key]) => /^activation[A-Z]/.test(key)) ?? [];
  const value = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : {};
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
