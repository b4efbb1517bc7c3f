import { isResource } from '../keda/rules/spec.ts';
import { hpaMinimum, type Scale } from '../keda/scale.ts';
import { cronReplicas } from './cron-replicas.ts';
import { type Note, rangeNotes } from './range-notes.ts';
import { restOf } from './rest.ts';
import { type Interval, windowsBetween } from './windows.ts';

export type { Note } from './range-notes.ts';

/** How many replicas there can be over a time. */
export interface ReplicaRange {
  /** One after another, without gaps, no two alike side by side. */
  readonly segments: readonly Segment[];
  /** What the numbers leave out. */
  readonly notes: readonly Note[];
}

export interface Segment extends Interval {
  readonly low: number;
  readonly high: number;
  /** Cron triggers that are active, by their places in `scale.triggers`. */
  readonly active: readonly number[];
}

type Levels = Pick<Segment, 'low' | 'high'>;

/**
 * Between which numbers of replicas a Service is at each time from `from` to before `to`
 * (milliseconds since the epoch): what its triggers ask for, as soon as the HPA and KEDA are done
 * with it. How long they take, by windows, policies and the cooldown, is left out.
 */
export function replicaRange(scale: Scale, from: number, to: number): ReplicaRange {
  const times = activeTimes(scale, from, to);
  const segments: Segment[] = [];
  const isAlone = scale.triggers.every(({ type }) => type === 'cron') && !scale.modifiers;
  let current = restOf(scale) ?? hpaMinimum(scale);
  for (const { start, end, active } of times) {
    if (isAlone) current = cronReplicas(scale, active, current);
    const levels = isAlone ? { low: current, high: current } : metricLevels(scale, active);
    append(segments, { start, end, ...(pausedLevels(scale) ?? levels), active });
  }
  return { segments, notes: rangeNotes(scale) };
}

type ActiveTime = Interval & Pick<Segment, 'active'>;

/** From one change of the active cron triggers to the next. */
function activeTimes(scale: Scale, from: number, to: number): ActiveTime[] {
  const windows = scale.triggers.map(({ cron }) =>
    cron === undefined ? [] : windowsBetween(cron, from, to),
  );
  const changes = windows.flat().flatMap(({ start, end }) => [start, end]);
  const edges = [...new Set([from, ...changes, to])].sort((a, b) => a - b);
  const places = windows.map(() => 0);
  return edges.slice(0, -1).map((start, index) => ({
    start,
    end: edges[index + 1] ?? to,
    active: windows.flatMap((each, trigger) => {
      let place = places[trigger] ?? 0;
      while ((each[place]?.end ?? Infinity) <= start) place += 1;
      places[trigger] = place;
      return (each[place]?.start ?? Infinity) <= start ? [trigger] : [];
    }),
  }));
}

/** Paused, KEDA takes the HPA away and does nothing itself. */
function pausedLevels(scale: Scale): Levels | undefined {
  const { paused, pausedReplicas, max } = scale;
  if (pausedReplicas !== undefined) return { low: pausedReplicas, high: pausedReplicas };
  return paused ? { low: restOf(scale) ?? hpaMinimum(scale), high: max } : undefined;
}

/**
 * Beside cron there are metrics, which may ask for any number up to the maximum; the HPA takes the
 * highest. With a formula they all come together in one.
 */
function metricLevels(scale: Scale, active: readonly number[]): Levels {
  const { max, triggers, modifiers } = scale;
  const least = Math.min(max, hpaMinimum(scale));
  const rest = restOf(scale);
  if (modifiers !== undefined) return { low: rest ?? least, high: max };
  if (active.length > 0) return { low: cronReplicas(scale, active, least), high: max };
  if (rest === undefined) return { low: least, high: max };
  // KEDA doesn't see cpu and memory: where only cron could wake it, it rests whatever they are.
  const wakes = triggers.some((trigger) => trigger.type !== 'cron' && !isResource(trigger));
  return { low: rest, high: wakes ? max : rest };
}

function append(segments: Segment[], next: Segment): void {
  const last = segments.at(-1);
  if (last !== undefined && isSame(last, next)) {
    segments[segments.length - 1] = { ...last, end: next.end };
  } else {
    segments.push(next);
  }
}

function isSame(a: Segment, b: Segment): boolean {
  return a.low === b.low && a.high === b.high && a.active.join() === b.active.join();
}
