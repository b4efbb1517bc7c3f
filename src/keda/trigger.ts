import { metadataInteger } from './rules/metadata.ts';
import { isResource, type TriggerSpec } from './rules/spec.ts';
import type { CronWindow, Trigger } from './scale.ts';
import { fixedMetricTypes } from './scaler-targets.ts';
import { activationOf, targetOf } from './trigger-target.ts';

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
