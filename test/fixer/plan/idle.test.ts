import { expect, test } from 'vitest';
import type { ScaledObjectState } from '../../../src/fixer/types.ts';
import { revcast } from '../../../src/knative/keys.ts';
import { adopted, configuration, patchOf, planned, revision, service } from './fixtures.ts';

const old = 'web-00001';
const revisions = [revision(1), revision(2)];

function idle(fields: Partial<ScaledObjectState>): unknown {
  const scaledObjects = [adopted(old, fields), adopted('web-00002')];
  return patchOf(planned({ revisions, scaledObjects }), old);
}

function inUse(fields: Partial<ScaledObjectState>): unknown {
  const scaledObjects = [adopted(old, fields), adopted('web-00002')];
  return patchOf(planned({ revisions, scaledObjects, routed: [old] }), old);
}

const note = (value: string | null): object => ({
  metadata: { annotations: { [revcast.idleMin]: value } },
});

test('a revision without traffic loses its minimum, and it is noted', () => {
  expect(idle({ minReplicas: 3 })).toEqual({ spec: { minReplicaCount: null }, ...note('3') });
});

test('where cpu and memory are all, a minimum of 1 is left', () => {
  const needsOneReplica = true;
  expect(idle({ minReplicas: 3, needsOneReplica })).toEqual({
    spec: { minReplicaCount: 1 },
    ...note('3'),
  });
  expect(idle({ minReplicas: 1, needsOneReplica })).toBeUndefined();
});

test.each<[string, Partial<ScaledObjectState>]>([
  ['that is 0', { minReplicas: 0 }],
  ['that an override sets', { isOverride: true }],
  ['beside an idle count', { hasIdleReplicas: true }],
  ['that somebody put back', { idleMin: '2' }],
])('a minimum %s stays', (_, fields) => {
  expect(idle(fields)).toBeUndefined();
});

test('--idle keep leaves minimums alone', () => {
  const plan = planned(
    { revisions, scaledObjects: [adopted(old), adopted('web-00002')] },
    { idle: 'keep' },
  );
  expect(plan.actions).toEqual([]);
});

test('when traffic is back the minimum is, and the note goes', () => {
  const { minReplicas: _, ...none } = adopted(old, { idleMin: '3' });
  const plan = planned({ revisions, scaledObjects: [none, adopted('web-00002')], routed: [old] });
  expect(patchOf(plan, old)).toEqual({ spec: { minReplicaCount: 3 }, ...note(null) });
  expect(inUse({ needsOneReplica: true, minReplicas: 1, idleMin: '3' })).toEqual({
    spec: { minReplicaCount: 3 },
    ...note(null),
  });
});

test('a minimum that was changed meanwhile stays, and so does one that was noted wrong', () => {
  expect(inUse({ minReplicas: 5, idleMin: '3' })).toEqual(note(null));
  expect(inUse({ minReplicas: 0, idleMin: 'many' })).toEqual(note(null));
});

test('a revision that no status names yet, of the newest template, keeps its minimum', () => {
  const latest = { latestCreated: old, latestReady: old };
  const plan = planned({
    revisions,
    service: service(latest),
    configuration: configuration({ generation: 2, ...latest }),
    scaledObjects: [adopted(old), adopted('web-00002')],
  });
  expect(plan.actions).toEqual([]);
  expect(plan.covered).toEqual(['web-00002', old]);
});
