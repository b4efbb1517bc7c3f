import type { CronWindow, Trigger } from '../../keda/scale.ts';
import { windowsBetween } from '../../timeline/windows.ts';
import type { Signal } from '../plan.ts';
import type { Point, Series } from './types.ts';

/** What is simulated, in the samples' own seconds. */
export interface Period {
  readonly start: number;
  readonly end: number;
}

/** The value of a series at times that only grow: undefined before its first and in its gaps. */
type Lookup = (time: number) => number | undefined;

function lookupOf(points: readonly Point[], start: number): Lookup {
  let at = -1;
  return (time) => {
    while ((points[at + 1]?.time ?? Number.POSITIVE_INFINITY) <= start + time) at += 1;
    return points[at]?.value ?? undefined;
  };
}

/** The signal of a metric. With `replicas` its samples are averages over as many pods. */
export function metricSignal(
  trigger: Trigger,
  { points, isPrometheus }: Series,
  replicas: Series | undefined,
  { start }: Period,
): Signal {
  const sample = lookupOf(points, start);
  const recorded = replicas && lookupOf(replicas.points, start);
  const first = (points[0]?.time ?? start) - start;
  const isZeroWhenMissing = isPrometheus && ignoresNull(trigger);
  const total = (time: number): number | undefined => {
    const value = sample(time);
    const pods = recorded === undefined ? 1 : recorded(time);
    if (value !== undefined) return pods === undefined ? undefined : value * pods;
    return isZeroWhenMissing && time >= first ? 0 : undefined;
  };
  const isShared = recorded !== undefined && trigger.type !== 'cpu' && trigger.type !== 'memory';
  const { activation = 0 } = trigger;
  return {
    read: (time, ready) => {
      const value = total(time);
      return value === undefined || !isShared ? value : value / Math.max(1, ready);
    },
    isActive: (_, value) => value > activation,
  };
}

/** Where its query finds nothing, KEDA's Prometheus scaler takes it for zero, unless told not to. */
function ignoresNull({ type, metadata }: Trigger): boolean {
  return type === 'prometheus' && !/^(false|f|0)$/i.test(metadata.ignoreNullValues ?? 'true');
}

/** The signal of a cron trigger, in a period of seconds since 1970. */
export function cronSignal(cron: CronWindow, { start, end }: Period): Signal {
  const points = cronPoints(cron, { start, end });
  const valueAt = lookupOf(points, start);
  const openAt = lookupOf(
    points.map(({ time, isOpen }) => ({ time, value: isOpen ? 1 : 0 })),
    start,
  );
  return { read: (time) => valueAt(time) ?? 0, isActive: (time) => openAt(time) === 1 };
}

interface CronPoint extends Point {
  readonly isOpen: boolean;
}

/** When a cron trigger's value changes, and to what. */
export function cronPoints(cron: CronWindow, { start, end }: Period): CronPoint[] {
  const windows = windowsBetween(cron, start * 1000, (end + 1) * 1000);
  const points = windows.flatMap((window): CronPoint[] => [
    { time: window.start / 1000, value: cron.desiredReplicas, isOpen: true },
    { time: window.end / 1000, value: 0, isOpen: false },
  ]);
  const isOpenAtStart = points[0]?.time === start;
  const closed: CronPoint = { time: start, value: 0, isOpen: false };
  return (isOpenAtStart ? points : [closed, ...points]).filter(({ time }) => time <= end);
}
