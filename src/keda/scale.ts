import { parseFloat64 } from '../go/numbers.ts';
import type { JsonObject } from '../json.ts';
import type { StringMap } from '../knative/types.ts';
import { type HpaBehavior, readHpaBehavior } from './hpa-behavior.ts';
import { type Pause, readPause } from './pause.ts';
import { readSpec, type Spec } from './rules/spec.ts';
import { readTrigger } from './trigger.ts';
import type { Target } from './trigger-target.ts';

/**
 * What a ScaledObject says about scaling, read once, with the defaults of KEDA and of the HPA filled
 * in: for people, for drawing and for simulating. Fields of a wrong type count as absent. KEDA's
 * defaults are those of 2.21: apis/keda/v1alpha1/scaledobject_types.go, withtriggers_types.go and
 * pkg/scaling/executor.
 */
export interface Scale {
  /** `minReplicaCount`; KEDA's default 0. The HPA's own is never below 1 (`hpaMinimum`). */
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
  /**
   * `autoscaling.keda.sh/paused` or `…/paused-replicas`: the HPA is gone, and what runs keeps its
   * number unless another is given.
   */
  readonly paused: boolean;
  /** `autoscaling.keda.sh/paused-scale-in`: nothing scales down; the HPA is there. */
  readonly pausedScaleIn?: true;
  /** `autoscaling.keda.sh/paused-scale-out`: nothing scales up; the HPA is there. */
  readonly pausedScaleOut?: true;
  /** `autoscaling.keda.sh/force-activation`: never scaled to zero, nor to `idle`. */
  readonly forcedActivation?: true;
}

export interface Trigger {
  readonly type: string;
  /** Absent where the trigger has none. */
  readonly name?: string;
  /**
   * As KEDA reads it: AverageValue where it isn't given. Of cpu and memory, which KEDA refuses
   * without one of theirs, Utilization then, and there is no `target`.
   */
  readonly metricType: 'AverageValue' | 'Value' | 'Utilization';
  /** What each replica should bear, or all together for `Value`; absent where it can't be told. */
  readonly target?: Target;
  /** KEDA's own: above it the trigger is active, and its Service is not scaled to zero; default 0. */
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
  /** 0 where it can't be read, which KEDA refuses. */
  readonly desiredReplicas: number;
}

export interface ScaleModifiers {
  readonly formula: string;
  /** 0 where it can't be read, which KEDA refuses. */
  readonly target: number;
  readonly activationTarget: number;
  readonly metricType: 'AverageValue' | 'Value';
}

export interface ScaleFallback {
  readonly failureThreshold: number;
  readonly replicas: number;
  /** `static`, the default, `currentReplicas`, …`IfHigher`, …`IfLower` or `scalingModifiers`. */
  readonly behavior: string;
}

export function readScale(scaledObject: JsonObject): Scale {
  const spec = readSpec(scaledObject);
  const written = objectOf(scaledObject.spec);
  const pause = readPause(spec.annotations);
  return {
    min: spec.minReplicaCount ?? 0,
    max: spec.maxReplicaCount,
    ...(spec.idleReplicaCount !== undefined && { idle: spec.idleReplicaCount }),
    pollingInterval: spec.pollingInterval ?? 30,
    cooldownPeriod: spec.cooldownPeriod ?? 300,
    initialCooldownPeriod: integerOf(written.initialCooldownPeriod) ?? 0,
    triggers: spec.triggers.map(readTrigger),
    ...modifiersOf(spec, written),
    ...fallbackOf(spec, written),
    behavior: pausedBehavior(readHpaBehavior(spec.behavior), pause),
    ...pause,
  };
}

/** What KEDA makes the HPA's minimum (GetHPAMinReplicas): zero is KEDA's own affair. */
export function hpaMinimum({ min }: Pick<Scale, 'min'>): number {
  return Math.max(1, min);
}

/** As KEDA writes a pause of one direction into the HPA (controllers/keda/hpa.go). */
function pausedBehavior(behavior: HpaBehavior, pause: Pause): HpaBehavior {
  const { scaleUp, scaleDown } = behavior;
  return {
    scaleUp: pause.pausedScaleOut ? { ...scaleUp, selectPolicy: 'Disabled' } : scaleUp,
    scaleDown: pause.pausedScaleIn ? { ...scaleDown, selectPolicy: 'Disabled' } : scaleDown,
  };
}

function modifiersOf({ modifiers }: Spec, written: JsonObject): Pick<Scale, 'modifiers'> {
  if (modifiers === undefined) return {};
  const { metricType } = objectOf(objectOf(written.advanced).scalingModifiers);
  return {
    modifiers: {
      formula: modifiers.formula,
      target: finite(modifiers.target),
      activationTarget: finite(modifiers.activationTarget),
      metricType: metricType === 'Value' ? 'Value' : 'AverageValue',
    },
  };
}

function fallbackOf({ fallback }: Spec, written: JsonObject): Pick<Scale, 'fallback'> {
  if (fallback === undefined) return {};
  const failureThreshold = integerOf(objectOf(written.fallback).failureThreshold) ?? 0;
  const { replicas = 0, behavior } = fallback;
  return { fallback: { failureThreshold, replicas, behavior } };
}

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : {};
}

function integerOf(value: unknown): number | undefined {
  return Number.isInteger(value) ? (value as number) : undefined;
}

/** As KEDA reads the numbers of scalingModifiers; 0 where it can't. */
function finite(text: string): number {
  const { value, error } = parseFloat64(text);
  return error === undefined && Number.isFinite(value) ? value : 0;
}
