import { parseQuantity } from '../../../go/quantity.ts';
import { isObject, type Json, valueAt } from '../../../json.ts';
import type { Trigger } from '../../../keda/scale.ts';
import type { Meaning } from '../../types.ts';
import type { Pair, Scales, Subject } from '../types.ts';
import { caution, info, rounded } from './meaning.ts';
import { labelOf } from './trigger-words.ts';

/**
 * Where a target is a share of the containers' requests, other requests make it another load,
 * though nothing in the ScaledObject says so.
 */
export function requestMeanings({ triggers }: Scales, { now, before }: Pair): Meaning[] {
  return triggers.flatMap(({ was, is }) => {
    if (was?.metricType !== 'Utilization' || is?.metricType !== 'Utilization') return [];
    if (was.type !== is.type) return [];
    const [old, next] = [requested(before, was), requested(now, is)];
    if (old === undefined || next === undefined || old === next) return [];
    return requestMeaning(is, { old: borne(was, old), now: borne(is, next) }, { old, now: next });
  });
}

interface Both<Value> {
  readonly old: Value;
  readonly now: Value;
}

function requestMeaning(is: Trigger, borne: Both<number>, request: Both<number>): Meaning[] {
  const text = (amount: number): string => amountText(is.type, amount);
  const load = `its target is ${text(borne.now)} per pod, was ${text(borne.old)}`;
  const message = `the containers request ${text(request.now)} of ${labelOf(is)}, was ${text(request.old)}: ${load}`;
  const factor = borne.now / borne.old;
  if (!Number.isFinite(factor)) return [];
  return factor > 1
    ? [
        caution(
          'request-changed',
          `${message}, so about ${rounded(100 / factor)} % of the pods run`,
        ),
      ]
    : [info('request-changed', message)];
}

/** What a pod bears at its target. */
function borne({ target }: Trigger, request: number): number {
  return ((target?.value ?? 0) / 100) * request;
}

/**
 * Of the containers that the trigger counts, less queue-proxy's, which no manifest has: cores or
 * bytes. undefined: a container has none, and what the cluster gives it isn't known.
 */
function requested({ outcome, cluster }: Subject, { type, metadata }: Trigger): number | undefined {
  const containers = valueAt(outcome.service.template, ['spec', 'containers']);
  const all = (Array.isArray(containers) ? containers : []).filter(isObject);
  const { containerName } = metadata;
  const isCounted = (name: Json | undefined): boolean =>
    containerName === undefined || all.length === 1 || name === containerName;
  let sum = 0;
  for (const container of all.filter(({ name }) => isCounted(name))) {
    const { requests, limits } = cluster.defaults;
    const given = ['requests', 'limits'].map((kind) =>
      valueAt(container, ['resources', kind, type]),
    );
    const text = given[0] ?? requests[type] ?? given[1] ?? limits[type];
    const quantity = parseQuantity(String(text ?? ''));
    if (quantity === undefined) return undefined;
    sum += Number(quantity.unscaled) * 10 ** quantity.exponent;
  }
  return sum;
}

function amountText(resource: string, amount: number): string {
  if (resource === 'memory') return `${Number((amount / 2 ** 20).toPrecision(4))}Mi`;
  return `${Number((amount * 1000).toPrecision(4))}m`;
}
