import type { ReadyTrigger } from './ready-trigger.ts';
import type { Samples } from './samples/assign.ts';
import { cronPoints, type Period } from './samples/signal.ts';
import type { Point } from './samples/types.ts';
import type { SimulatedTrigger } from './types.ts';

/** The triggers as they are shown, with the samples of the period. */
export function simulatedTriggers(
  triggers: readonly ReadyTrigger[],
  { byTrigger }: Samples,
  period: Period,
): SimulatedTrigger[] {
  return triggers.map(({ id, trigger, perPod, request }) => {
    const points =
      trigger.cron === undefined
        ? (byTrigger.get(id)?.points ?? [])
        : cronPoints(trigger.cron, period);
    return {
      id,
      trigger,
      perPod,
      ...(request !== undefined && { request }),
      samples: within(points, period),
    };
  });
}

function within(points: readonly Point[], { start, end }: Period): SimulatedTrigger['samples'] {
  const first = points.findLastIndex(({ time }) => time <= start);
  return points
    .slice(Math.max(0, first))
    .filter(({ time }) => time <= end)
    .map(({ time, value }) => [seconds(Math.max(0, time - start)), value] as const);
}

/** Without the tail that the difference of two fractions has. */
function seconds(value: number): number {
  return Math.round(value * 1000) / 1000;
}
