import type { Scale, Trigger } from '../keda/scale.ts';
import { type Interval, isReadable, windowsBetween } from './windows.ts';

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

export interface Note {
  /** Stable: `formula`, `paused`. */
  readonly id: string;
  /** One sentence, no full stop. */
  readonly message: string;
}

/**
 * Between which numbers of replicas a Service is at each time from `from` to before `to`
 * (milliseconds since the epoch): what its triggers ask for, as soon as the HPA and KEDA are done
 * with it. How long they take, by windows, policies and the cooldown, is left out.
 */
export function replicaRange(scale: Scale, from: number, to: number): ReplicaRange {
  const windows = cronsOf(scale).flatMap(({ index, cron }) =>
    windowsBetween(cron, from, to).map((window) => ({ ...window, index })),
  );
  const edges = [...new Set([from, ...windows.flatMap(({ start, end }) => [start, end]), to])];
  edges.sort((a, b) => a - b);
  const segments = edges.slice(0, -1).map((start, place): Segment => {
    const active = windows.filter((window) => window.start <= start && start < window.end);
    const triggers = active.map(({ index }) => index);
    return { start, end: edges[place + 1] ?? to, ...levels(scale, triggers), active: triggers };
  });
  return { segments, notes: [] };
}

function cronsOf(scale: Scale): { index: number; cron: NonNullable<Trigger['cron']> }[] {
  return scale.triggers.flatMap(({ cron }, index) =>
    cron !== undefined && isReadable(cron) ? [{ index, cron }] : [],
  );
}

function levels(scale: Scale, active: readonly number[]): { low: number; high: number } {
  const { min, max, idle, triggers, pausedReplicas } = scale;
  if (pausedReplicas !== undefined) return { low: pausedReplicas, high: pausedReplicas };
  const asked = active.map((index) => triggers[index]?.cron?.desiredReplicas ?? 0);
  const low = Math.min(max, asked.length > 0 ? Math.max(1, min, ...asked) : (idle ?? min));
  const rises = triggers.some(({ type }) => type !== 'cron');
  return { low, high: rises ? max : low };
}
