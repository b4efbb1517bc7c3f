import { parseInt32 } from '../go/numbers.ts';
import { parseQuantity, quantityValue } from '../go/quantity.ts';
import type { StringMap } from '../knative/types.ts';
import { metadataNumber } from './rules/metadata.ts';
import { isResource, type TriggerSpec } from './rules/spec.ts';
import { activationDefaults, type TargetRule, targetRules } from './scaler-targets.ts';

/** What a metric is compared with. */
export interface Target {
  /**
   * In the metric's own unit: percent of the request for `Utilization`, else cores of cpu, bytes of
   * memory, or what the query counts.
   */
  readonly value: number;
  /** As written: `200Mi`, `70`. */
  readonly text: string;
  /**
   * Key in the trigger's metadata that it is from, or would be where KEDA's default holds. Empty
   * where the scaler leaves no choice: the target of cron is 1.
   */
  readonly key: string;
}

/** Undefined where KEDA finds no target that it can read, or asks others for it (`external`). */
export function targetOf(trigger: TriggerSpec): Target | undefined {
  return isResource(trigger) ? resourceTarget(trigger) : externalTarget(trigger);
}

/** pkg/scalers/cpu_memory_scaler.go: a whole percentage, or a quantity. */
function resourceTarget({ metricType, metadata }: TriggerSpec): Target | undefined {
  const text = metadata.value;
  if (text === undefined) return undefined;
  const value = metricType === 'Utilization' ? percentage(text) : quantityIn(metricType, text);
  return value === undefined ? undefined : { value, text, key: 'value' };
}

function percentage(text: string): number | undefined {
  const { value, error } = parseInt32(text);
  return error === undefined ? value : undefined;
}

function quantityIn(metricType: string, text: string): number | undefined {
  const quantity = metricType === 'AverageValue' ? parseQuantity(text) : undefined;
  if (quantity === undefined) return undefined;
  const value = quantityValue(quantity);
  return Number.isFinite(value) ? value : undefined;
}

function externalTarget({ type, metadata, written }: TriggerSpec): Target | undefined {
  const rule = ruleOf(type, metadata);
  if (rule === undefined) return undefined;
  const [keys, standard] = rule;
  const key = keys.find((each) => metadata[each] !== undefined) ?? keys[0] ?? '';
  // Of the container's environment nothing is known here.
  if (`${key}FromEnv` in written) return undefined;
  const text = metadata[key] ?? standard;
  const value = text === undefined ? undefined : metadataNumber(text);
  return text === undefined || value === undefined ? undefined : { value, text, key };
}

function ruleOf(type: string, metadata: StringMap): TargetRule | undefined {
  // pkg/scalers/redis_streams_scaler.go: a consumer group's lag or pending entries, or the length.
  if (/^redis(-cluster|-sentinel)?-streams$/.test(type)) {
    if (metadata.consumerGroup === undefined) return [['streamLength'], '5'];
    const byLag = ![undefined, '0'].includes(metadata.lagCount);
    return byLag ? [['lagCount']] : [['pendingEntriesCount'], '5'];
  }
  if (type === 'rabbitmq' && metadata.mode !== undefined) return [['value']];
  return Object.hasOwn(targetRules, type) ? targetRules[type] : undefined;
}

/**
 * Above which the trigger is active. In all scalers that have one its key starts like this:
 * `activationThreshold`. Undefined stands for 0, and for where several are written.
 */
export function activationOf({ type, metadata }: TriggerSpec): number | undefined {
  const texts = Object.entries(metadata).filter(([key]) => /^activation[A-Z]/.test(key));
  const [text] = texts.length === 1 ? texts.map(([, value]) => value) : [];
  if (text !== undefined) return metadataNumber(text);
  return texts.length === 0 && Object.hasOwn(activationDefaults, type)
    ? activationDefaults[type]
    : undefined;
}
