import { parseQuantity } from '../go/quantity.ts';
import type { TriggerSpec } from './rules/spec.ts';

/** What a metric is compared with. */
export interface Target {
  /**
   * In the metric's own unit: percent of the request for `Utilization`, else cores of cpu, bytes of
   * memory, or what the query counts. A cron trigger's is 1.
   */
  readonly value: number;
  /** As written: `200Mi`, `70`. */
  readonly text: string;
  /** Key in the trigger's metadata that it is from. */
  readonly key: string;
}

/** Of the scalers that say it under another key than `threshold` or `value`. */
const keys: Readonly<Record<string, string>> = {
  cpu: 'value',
  memory: 'value',
  prometheus: 'threshold',
};

export function targetOf({ type, metadata }: TriggerSpec): Target | undefined {
  const key = keys[type] ?? (metadata.threshold === undefined ? 'value' : 'threshold');
  const text = metadata[key];
  if (text === undefined) return undefined;
  const quantity = parseQuantity(text);
  if (quantity === undefined) return undefined;
  return { value: Number(quantity.unscaled) * 10 ** quantity.exponent, text, key };
}
