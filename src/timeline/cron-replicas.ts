import { hpaMinimum, type Scale } from '../keda/scale.ts';
import { type Metric, recommend, tolerancesOf } from './recommend.ts';
import { restOf } from './rest.ts';

/**
 * How many replicas cron triggers alone make of `current`, while those of the places `active` are
 * active, when the HPA has looked often enough. The HPA takes the highest of what they ask for. To
 * each of them its tolerance applies: 28 replicas are near enough to 30, and stay.
 */
export function cronReplicas(scale: Scale, active: readonly number[], current: number): number {
  const rest = restOf(scale);
  if (active.length === 0 && rest !== undefined) {
    return scale.pausedScaleIn ? Math.max(rest, current) : rest;
  }
  const least = Math.min(scale.max, hpaMinimum(scale));
  // KEDA starts what rests; the HPA does nothing at 0.
  if (scale.pausedScaleOut && current === 0) return 0;
  let replicas = Math.max(least, current);
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const asked = scale.triggers.map((_, index) => ask(scale, index, active, replicas));
    const next = allowed(scale, Math.min(scale.max, Math.max(least, ...asked)), replicas);
    if (next === replicas) break;
    replicas = next;
  }
  return replicas;
}

/** Of type Value, cron doubles the replicas or more at each look: 31 are enough for any maximum. */
const mostLooks = 40;

function ask(scale: Scale, index: number, active: readonly number[], current: number): number {
  const { cron, metricType: type } = scale.triggers[index] ?? {};
  if (cron === undefined || type === undefined) return 0;
  const metric: Metric = { from: 'external', type, target: 1000 };
  const total = active.includes(index) ? cron.desiredReplicas * 1000 : 0;
  return recommend(metric, total, current, tolerancesOf(scale.behavior));
}

/** A direction may be disabled. What is outside of minimum and maximum the HPA mends all the same. */
function allowed({ behavior, max }: Scale, wanted: number, current: number): number {
  const { scaleUp, scaleDown } = behavior;
  const { selectPolicy } = wanted > current ? scaleUp : scaleDown;
  return selectPolicy === 'Disabled' && current <= max ? current : wanted;
}
