import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Restart } from '../kubernetes/watch.ts';
import type { Failure, Outcome } from './apply/outcome.ts';
import type { Action, Reason } from './types.ts';

/** What the fixer counts of itself, for Prometheus. */
export interface Metrics {
  readonly registry: Registry;
  readonly corrected: (kind: Action['do'], reasons: readonly Reason[]) => void;
  readonly predicted: (right: boolean) => void;
  /** `Unexpected`: a mistake of the fixer's own. */
  readonly failed: (failure: Failure | 'Unexpected') => void;
  /** A Service was looked at: how long that took, and how it ended. */
  readonly looked: (seconds: number, outcome: Outcome['kind']) => void;
  readonly restarted: (plural: string, reason: Restart) => void;
  readonly led: (shard: number, isLeading: boolean) => void;
}

/** What is read when somebody asks for the metrics. */
export interface Levels {
  readonly queueDepth: () => number;
  /** How many needed revisions have no right ScaledObject: those that get one by themselves, and others. */
  readonly uncovered: () => { readonly transient: number; readonly lasting: number };
  /** How many Services somebody should look at, by the reason of their Event. */
  readonly warnings: () => ReadonlyMap<string, number>;
}

export function createMetrics(levels: Levels): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  addLevels(levels, registers);
  const durations = new Histogram({
    name: 'revcast_fixer_reconcile_duration_seconds',
    help: 'Time that looking at a Service takes, its writes included.',
    labelNames: ['outcome'],
    buckets: [0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `revcast_fixer_${name}_total`, help, labelNames, registers });
  const corrections = counter('corrections', 'Corrections written, by what was done and why.', [
    'kind',
    'reason',
  ]);
  const failures = counter('failures', 'What could not be carried out, by reason.', ['reason']);
  const predictions = counter(
    'predictions',
    'Revisions whose ScaledObject was rendered for them, or not.',
    ['result'],
  );
  const restarts = counter('watch_restarts', 'Watches that were started again.', [
    'resource',
    'reason',
  ]);
  const leader = new Gauge({
    name: 'revcast_fixer_leader',
    help: '1 where this replica holds the Lease of the shard.',
    labelNames: ['shard'],
    registers,
  });
  return {
    registry,
    looked: (seconds, outcome) => durations.observe({ outcome }, seconds),
    corrected: (kind, reasons) => {
      for (const reason of reasons) corrections.inc({ kind, reason });
    },
    failed: (reason) => failures.inc({ reason }),
    predicted: (right) => predictions.inc({ result: right ? 'right' : 'wrong' }),
    restarted: (resource, reason) => restarts.inc({ resource, reason }),
    led: (shard, isLeading) => leader.set({ shard: String(shard) }, isLeading ? 1 : 0),
  };
}

function addLevels({ queueDepth, uncovered, warnings }: Levels, registers: Registry[]): void {
  new Gauge({
    name: 'revcast_fixer_queue_depth',
    help: 'Services that wait to be looked at.',
    registers,
    collect() {
      this.set(queueDepth());
    },
  });
  new Gauge({
    name: 'revcast_fixer_uncovered_revisions',
    help: 'Revisions that can get traffic and have no right ScaledObject.',
    labelNames: ['transient'],
    registers,
    collect() {
      const { transient, lasting } = uncovered();
      this.set({ transient: 'true' }, transient);
      this.set({ transient: 'false' }, lasting);
    },
  });
  new Gauge({
    name: 'revcast_fixer_warnings',
    help: 'Services that somebody should look at, by the reason of their Event.',
    labelNames: ['reason'],
    registers,
    collect() {
      this.reset();
      for (const [reason, count] of warnings()) this.set({ reason }, count);
    },
  });
}
