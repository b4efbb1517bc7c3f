import type { StringMap } from '../knative/types.ts';
import { metadataInteger } from './rules/metadata.ts';
import { isResource, type TriggerSpec } from './rules/spec.ts';
import { fixedMetricTypes } from './scaler-targets.ts';
import { activationOf, type Target, targetOf } from './trigger-target.ts';

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

export function readTrigger(trigger: TriggerSpec): Trigger {
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

/** GetMetricTargetType of pkg/scalers/scaler.go, and parseResourceMetadata for cpu and memory. */
function metricTypeOf(trigger: TriggerSpec): Trigger['metricType'] {
  const { type, metricType } = trigger;
  if (isResource(trigger)) return metricType === 'AverageValue' ? metricType : 'Utilization';
  const fixed = Object.hasOwn(fixedMetricTypes, type) ? fixedMetricTypes[type] : undefined;
  return fixed ?? (metricType === 'Value' ? metricType : 'AverageValue');
}

function cronOf({ type, metadata }: TriggerSpec): CronWindow | undefined {
  if (type !== 'cron') return undefined;
  const { start, end, timezone, desiredReplicas = '' } = metadata;
  if (start === undefined || end === undefined || timezone === undefined) return undefined;
  return { start, end, timezone, desiredReplicas: metadataInteger(desiredReplicas) ?? 0 };
}
