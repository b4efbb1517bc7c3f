import { expect, test } from 'vitest';
import { createMetrics, type Metrics } from '../../src/fixer/metrics.ts';

function metrics(): Metrics {
  return createMetrics({
    queueDepth: () => 7,
    uncovered: () => ({ transient: 2, lasting: 1 }),
    warnings: () => new Map([['ScaledObjectForeign', 3]]),
  });
}

test('what happens is counted by kind and reason', async () => {
  const { registry, ...counts } = metrics();
  counts.corrected('patch', ['WrongTarget', 'Adopt']);
  counts.corrected('create', ['PredictedAhead']);
  counts.corrected('remove', ['NoLongerRendered']);
  counts.corrected('touch', ['StaleReplicas']);
  counts.failed('Conflict');
  counts.predicted(true);
  counts.predicted(true);
  counts.predicted(false);
  counts.restarted('revisions', 'silent');
  counts.led(1, true);
  counts.led(0, false);
  counts.looked(0.003, 'done');
  const text = await registry.metrics();
  for (const line of [
    'corrections_total{kind="patch",reason="WrongTarget"} 1',
    'corrections_total{kind="patch",reason="Adopt"} 1',
    'corrections_total{kind="create",reason="PredictedAhead"} 1',
    'corrections_total{kind="remove",reason="NoLongerRendered"} 1',
    'corrections_total{kind="touch",reason="StaleReplicas"} 1',
    'failures_total{reason="Conflict"} 1',
    'predictions_total{result="right"} 2',
    'predictions_total{result="wrong"} 1',
    'watch_restarts_total{resource="revisions",reason="silent"} 1',
    'leader{shard="1"} 1',
    'leader{shard="0"} 0',
    'reconcile_duration_seconds_bucket{le="0.005",outcome="done"} 1',
    'reconcile_duration_seconds_bucket{le="0.001",outcome="done"} 0',
  ]) {
    expect(text).toContain(`revcast_fixer_${line}\n`);
  }
});

test('levels are read when they are asked for, with those of the runtime', async () => {
  const text = await metrics().registry.metrics();
  for (const line of [
    'revcast_fixer_queue_depth 7',
    'revcast_fixer_uncovered_revisions{transient="true"} 2',
    'revcast_fixer_uncovered_revisions{transient="false"} 1',
    'revcast_fixer_warnings{reason="ScaledObjectForeign"} 3',
  ]) {
    expect(text).toContain(`${line}\n`);
  }
  expect(text).toContain('process_resident_memory_bytes ');
});

test('a warning that is over is no longer shown', async () => {
  const warnings = new Map([['ScaledObjectForeign', 1]]);
  const none = { transient: 0, lasting: 0 };
  const { registry } = createMetrics({
    queueDepth: () => 0,
    uncovered: () => none,
    warnings: () => warnings,
  });
  expect(await registry.metrics()).toContain('ScaledObjectForeign');
  warnings.clear();
  expect(await registry.metrics()).not.toContain('ScaledObjectForeign');
});
