import { describe, expect, test } from 'vitest';
import type { ScaledObjectState } from '../../../src/fixer/types.ts';
import { revcast } from '../../../src/knative/keys.ts';
import {
  adopted,
  asleep,
  cpu,
  generated,
  handMade,
  lines,
  now,
  ownedByPodAutoscaler,
  ownedByService,
  patchOf,
  planned,
  podAutoscaler,
  revision,
} from './fixtures.ts';

const name = 'web-00001';
const revisions = [revision(1)];
const neutral = { advanced: { restoreToOriginalReplicaCount: false } };
const ownerReferences = [
  {
    apiVersion: 'autoscaling.internal.knative.dev/v1alpha1',
    kind: 'PodAutoscaler',
    name,
    uid: 'web-00001-pa',
    controller: true,
    blockOwnerDeletion: false,
  },
];
const serve = (scaledObject: ScaledObjectState): unknown =>
  patchOf(planned({ revisions, scaledObjects: [scaledObject] }), name);

describe('a revision with a ScaledObject of its name', () => {
  test('that is right and adopted needs nothing', () => {
    const plan = planned({ revisions, scaledObjects: [adopted(name)] });
    expect(plan).toEqual({ actions: [], covered: [name], uncovered: [], told: [] });
  });

  test('that is right is adopted as the extension would have done, and is covered meanwhile', () => {
    const plan = planned({ revisions, scaledObjects: [generated(name)] });
    expect(lines(plan)).toEqual(['patch web-00001 (Adopt)']);
    expect(patchOf(plan, name)).toEqual({ metadata: { ownerReferences } });
    expect(plan.covered).toEqual([name]);
  });

  test.each<[string, Partial<ScaledObjectState>, object]>([
    [
      'another target',
      { target: { name: 'web-00009-deployment' } },
      { spec: { scaleTargetRef: { name: 'web-00001-deployment' } } },
    ],
    [
      'another apiVersion of Deployments',
      { target: { apiVersion: 'extensions/v1beta1', name: 'web-00001-deployment' } },
      { spec: { scaleTargetRef: { apiVersion: 'apps/v1' } } },
    ],
    [
      'another HPA name',
      { hpaName: 'web-00009' },
      { spec: { advanced: { horizontalPodAutoscalerConfig: { name } } } },
    ],
    [
      'no class, with a change of the spec that makes KEDA look',
      { scalingClass: 'kpa.autoscaling.knative.dev' },
      {
        metadata: {
          annotations: { 'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev' },
        },
        spec: neutral,
      },
    ],
  ])('that has %s is corrected', (_, fields, patch) => {
    expect(serve(adopted(name, fields))).toEqual(patch);
  });

  test('that is wrong in all is corrected and adopted in one patch', () => {
    const { hpaName: _, scalingClass: __, ...bare } = generated(name);
    const wrong = { ...bare, target: { name: 'web-00009-deployment' } };
    const plan = planned({ revisions, scaledObjects: [wrong] });
    expect(lines(plan)).toEqual([
      'patch web-00001 (WrongTarget, WrongHpaName, MissingClass, Adopt)',
    ]);
    expect(plan.uncovered).toEqual([
      { revision: name, because: 'its ScaledObject is corrected', isTransient: true },
    ]);
  });

  test('without apiVersion and kind of the target is right: they are KEDA’s defaults', () => {
    expect(serve(adopted(name, { target: { name: 'web-00001-deployment' } }))).toBeUndefined();
  });

  test('that was written by hand with a stale target is one of the Service’s, and corrected', () => {
    const stale = handMade(name, { target: { name: 'web-00007-deployment' } });
    expect(lines(planned({ revisions, scaledObjects: [stale] }))).toEqual([
      'patch web-00001 (WrongTarget, Adopt)',
    ]);
  });
});

describe('adoption', () => {
  const foreignOwner = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: 'x',
    uid: 'x',
    isController: false,
    blocksDeletion: true,
  };

  test('keeps other people’s owners as they are', () => {
    expect(serve(generated(name, { owners: [foreignOwner] }))).toEqual({
      metadata: {
        ownerReferences: [
          ...ownerReferences,
          { apiVersion: 'v1', kind: 'ConfigMap', name: 'x', uid: 'x', blockOwnerDeletion: true },
        ],
      },
    });
  });

  test.each([
    ['the Service, which it had while it waited', [ownedByService]],
    [
      'the PodAutoscaler of the revision whose ScaledObject it is a copy of',
      [ownedByPodAutoscaler('web-00009')],
    ],
    ['the PodAutoscaler of an earlier life', [ownedByPodAutoscaler(name, 'earlier')]],
    [
      'the Revision, which automatic creation would not respect',
      [
        {
          apiVersion: 'serving.knative.dev/v1',
          kind: 'Revision',
          name,
          uid: 'web-00001-uid',
          isController: true,
        },
      ],
    ],
    [
      'the PodAutoscaler, but not as controller',
      [{ ...ownedByPodAutoscaler(name), isController: false }],
    ],
  ])('replaces %s', (_, owners) => {
    expect(serve(generated(name, { owners }))).toEqual({ metadata: { ownerReferences } });
  });

  test('ends standing for another', () => {
    expect(serve(adopted(name, { standsFor: 'web-00002' }))).toEqual({
      metadata: { annotations: { [revcast.standsFor]: null } },
    });
  });

  test('waits for the PodAutoscaler, and not for one of a deleted revision of the name', () => {
    const scaledObjects = [generated(name)];
    const earlier = podAutoscaler(name, { ownerUid: 'earlier' });
    const deleted = podAutoscaler(name, { isDeleted: true });
    for (const podAutoscalers of [[], [earlier], [deleted]]) {
      expect(planned({ revisions, scaledObjects, podAutoscalers }).actions).toEqual([]);
    }
  });

  test('is done for revisions without traffic as well: they still can be collected', () => {
    const plan = planned(
      {
        revisions: [revision(1), revision(2)],
        scaledObjects: [generated(name), adopted('web-00002')],
      },
      { idle: 'keep' },
    );
    expect(lines(plan)).toEqual(['patch web-00001 (Adopt)']);
  });
});

describe('a ScaledObject that KEDA found no Deployment for', () => {
  const woken = { metadata: { annotations: { [revcast.wokenFor]: 'web-00001-pa' } } };

  test('is woken once the PodAutoscaler is there', () => {
    expect(serve(adopted(name, asleep))).toEqual({ ...woken, spec: neutral });
    const plan = planned({ revisions, scaledObjects: [adopted(name, asleep)], deployed: [] });
    expect(plan.actions).toEqual([]);
  });

  test('is woken once for each PodAutoscaler, whatever KEDA says', () => {
    expect(serve(adopted(name, { ...asleep, wokenFor: 'web-00001-pa' }))).toBeUndefined();
    expect(serve(adopted(name, { ...asleep, wokenFor: 'earlier' }))).toEqual({
      ...woken,
      spec: neutral,
    });
  });

  test('is woken before its status says so when it is older than its revision', () => {
    const { ready: _, ...older } = adopted(name, { createdAt: revision(1).createdAt - 1_000 });
    expect(serve(older)).toEqual({ ...woken, spec: neutral });
    expect(serve({ ...older, createdAt: revision(1).createdAt })).toBeUndefined();
    expect(serve({ ...older, ready: { status: 'True', reason: '' } })).toBeUndefined();
  });

  test('is woken by its correction', () => {
    const plan = serve(adopted(name, { ...asleep, hpaName: 'x' }));
    expect(plan).toEqual({
      ...woken,
      spec: { advanced: { horizontalPodAutoscalerConfig: { name } } },
    });
  });

  test.each<[boolean | undefined, object]>([
    [undefined, { advanced: { restoreToOriginalReplicaCount: false } }],
    [false, { advanced: { restoreToOriginalReplicaCount: null } }],
    [true, { scaleTargetRef: { apiVersion: null } }],
  ])('is woken by what means nothing: restoreToOriginalReplicaCount %s', (restores, spec) => {
    const fields = { ...asleep, ...(restores !== undefined && { restores }) };
    expect(serve(adopted(name, fields))).toEqual({ ...woken, spec });
  });

  test('is woken once too when KEDA is content, and the PodAutoscaler isn’t ready for a minute', () => {
    const notReady = podAutoscaler(name, { isReady: false });
    const young = (age: number): ScaledObjectState => adopted(name, { createdAt: now - age });
    const scene = { revisions, podAutoscalers: [notReady] };
    const plan = planned({ ...scene, scaledObjects: [young(60_000)] });
    expect(patchOf(plan, name)).toEqual({ ...woken, spec: neutral });
    const early = planned({ ...scene, scaledObjects: [young(50_000)] });
    expect(early).toMatchObject({ actions: [], covered: [name], lookAgainAfter: 10_000 });
    const again = adopted(name, { wokenFor: 'web-00001-pa' });
    expect(planned({ ...scene, scaledObjects: [again] }).actions).toEqual([]);
  });

  test('sleeps on when its revision gets no traffic', () => {
    const plan = planned({
      revisions: [revision(1), revision(2)],
      scaledObjects: [adopted(name, { ...asleep, minReplicas: 0 }), adopted('web-00002')],
    });
    expect(plan.actions).toEqual([]);
  });
});

describe('a cpu or memory ScaledObject', () => {
  test('is not written before its Deployment is there: KEDA’s webhook refuses all', () => {
    const right = planned({ revisions, scaledObjects: [generated(name, cpu)], deployed: [] });
    expect(right).toMatchObject({ actions: [], covered: [name] });
    const wrong = generated(name, { ...cpu, hpaName: 'x' });
    const plan = planned({ revisions, scaledObjects: [wrong], deployed: [] });
    expect(plan).toMatchObject({ actions: [], uncovered: [{ revision: name, isTransient: true }] });
  });

  test('is corrected when the PodAutoscaler says that it is', () => {
    const wrong = generated(name, { ...cpu, hpaName: 'x' });
    expect(lines(planned({ revisions, scaledObjects: [wrong] }))).toEqual([
      'patch web-00001 (WrongHpaName, Adopt)',
    ]);
  });
});
