import { describe, expect, test } from 'vitest';
import type { ScaledObjectState } from '../../../src/fixer/types.ts';
import { revcast } from '../../../src/knative/keys.ts';
import {
  adopted,
  configuration,
  cpu,
  generated,
  handMade,
  lines,
  now,
  ownedByPodAutoscaler,
  ownedByService,
  patchOf,
  planned,
  revision,
} from './fixtures.ts';

const ahead = 'web-00003';
const revisions = [revision(1)];
const right = adopted('web-00001');
const ownerReferences = [
  {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    name: 'web',
    uid: 'service-uid',
    blockOwnerDeletion: false,
  },
];
const stands = (revision: string): object => ({ annotations: { [revcast.standsFor]: revision } });
const waiting = (fields: Partial<ScaledObjectState>): unknown =>
  patchOf(planned({ revisions, scaledObjects: [right, generated(ahead, fields)] }), ahead);

describe('a ScaledObject that waits for its revision', () => {
  test('goes with the Service, and says which revision is served in its place', () => {
    expect(waiting({})).toEqual({ metadata: { ownerReferences, ...stands('web-00001') } });
  });

  test('is marked at once when it is copied, after the copy', () => {
    const young = generated(ahead, { templateHash: 'template-1', createdAt: now });
    const plan = planned({ revisions, scaledObjects: [young] });
    expect(lines(plan)).toEqual([
      'create web-00001 from web-00003 (PredictedAhead)',
      'patch web-00003 (Waiting)',
    ]);
    expect(patchOf(plan, ahead)).toEqual({ metadata: { ownerReferences, ...stands('web-00001') } });
  });

  test('is marked at once also when the copy came before the mark', () => {
    const young = generated(ahead, { templateHash: 'template-1', createdAt: now });
    const copy = { ...adopted('web-00001'), isFixers: true, standInOf: ahead };
    const plan = planned({ revisions, scaledObjects: [copy, young] });
    expect(patchOf(plan, ahead)).toEqual({ metadata: { ownerReferences, ...stands('web-00001') } });
  });

  test('is left in peace for a minute otherwise: its revision may come', () => {
    const young = generated(ahead, { createdAt: now - 20_000 });
    const plan = planned({ revisions, scaledObjects: [right, young] });
    expect(plan).toMatchObject({ actions: [], lookAgainAfter: 40_000 });
  });

  test('is marked once', () => {
    const plan = planned({
      revisions,
      scaledObjects: [
        right,
        generated(ahead, { owners: [ownedByService], standsFor: 'web-00001' }),
      ],
    });
    expect(plan).toMatchObject({ actions: [] });
    expect(plan.lookAgainAfter).toBeUndefined();
  });

  test('stands for another when the one is gone', () => {
    const marked = { owners: [ownedByService], standsFor: 'web-00000' };
    expect(waiting(marked)).toEqual({ metadata: stands('web-00001') });
  });

  test('stands for none as long as the newest revision has nothing', () => {
    const plan = planned({ revisions, deployed: [], scaledObjects: [generated(ahead)] });
    expect(patchOf(plan, ahead)).toEqual({ metadata: { ownerReferences } });
  });

  test('goes with a Configuration that stands alone', () => {
    const { service: _, ...alone } = revision(1);
    const plan = planned({
      revisions: [alone],
      isAlone: true,
      scaledObjects: [right, generated(ahead)],
    });
    const owner = { kind: 'Configuration', uid: 'configuration-uid' };
    expect(patchOf(plan, ahead)).toMatchObject({ metadata: { ownerReferences: [owner] } });
  });

  test('gives up the Service of an earlier life as its owner', () => {
    const earlier = { ...ownedByService, uid: 'earlier' };
    expect(waiting({ owners: [earlier], standsFor: 'web-00001' })).toEqual({
      metadata: { ownerReferences },
    });
  });

  test.each<[string, ScaledObjectState]>([
    ['scales on cpu: KEDA’s webhook refuses it', generated(ahead, cpu)],
    [
      'its revision is gone, and takes it along',
      generated(ahead, { owners: [ownedByPodAutoscaler(ahead)] }),
    ],
    [
      'it is named like no revision',
      handMade('scaler', { target: { name: 'web-00003-deployment' } }),
    ],
    ['its revision is there and deleted', generated('web-00009', {})],
  ])('is not written when %s', (_, scaledObject) => {
    const gone = revision(0, { name: 'web-00009', isDeleted: true });
    const plan = planned({
      revisions: [...revisions, gone],
      configuration: configuration({ latestCreated: 'web-00001' }),
      scaledObjects: [right, scaledObject],
    });
    expect(plan.actions).toEqual([]);
  });

  test('and holds the Deployment of a revision with its own gives it up', () => {
    const target = { name: 'web-00001-deployment' };
    const misplaced = handMade(ahead, { target });
    const wrong = adopted('web-00001', { target: { name: 'web-00002-deployment' } });
    const plan = planned({ revisions, scaledObjects: [wrong, misplaced] });
    expect(lines(plan)).toEqual([
      'patch web-00003 (WrongTarget, Waiting)',
      'patch web-00001 (WrongTarget)',
    ]);
  });
});

describe('when its revision comes', () => {
  test('it is adopted, woken and corrected in one patch, and the stand-in keeps its own', () => {
    const woken = generated(ahead, {
      owners: [ownedByService],
      standsFor: 'web-00001',
      createdAt: revision(1).createdAt - 1_000,
      ready: { status: 'False', reason: 'ScaledObjectCheckFailed' },
    });
    const plan = planned({
      revisions: [revision(1), revision(3)],
      routed: ['web-00001'],
      scaledObjects: [adopted('web-00001', { isFixers: true, standInOf: ahead }), woken],
    });
    expect(lines(plan)).toEqual(['patch web-00003 (Adopt, Asleep)']);
    expect(patchOf(plan, ahead)).toMatchObject({
      metadata: {
        ownerReferences: [{ kind: 'PodAutoscaler', uid: 'web-00003-pa' }],
        annotations: { [revcast.standsFor]: null, [revcast.wokenFor]: 'web-00003-pa' },
      },
      spec: { advanced: { restoreToOriginalReplicaCount: false } },
    });
  });
});
