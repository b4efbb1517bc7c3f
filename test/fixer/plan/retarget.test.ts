import { describe, expect, test } from 'vitest';
import type {
  HorizontalPodAutoscalerState,
  Plan,
  ScaledObjectState,
} from '../../../src/fixer/types.ts';
import { revcast } from '../../../src/knative/keys.ts';
import {
  adopted,
  configuration,
  cpu,
  generated,
  lines,
  patchOf,
  planned,
  podAutoscaler,
  revision,
  service,
  toldReasons,
} from './fixtures.ts';

const name = 'web-00001';
const revisions = [revision(1)];
const onlyPatches = { repair: 'retarget' } as const;
const retargeted = (fields: Partial<ScaledObjectState> = {}): ScaledObjectState =>
  generated('web-00003', {
    target: { name: 'web-00001-deployment' },
    hpaName: name,
    retargetedFrom: 'web-00003-deployment',
    ...fields,
  });
const hpa: HorizontalPodAutoscalerState = {
  namespace: 'ns',
  name,
  uid: 'hpa',
  resourceVersion: '1',
  isDeleted: false,
  currentReplicas: 2,
  desiredReplicas: 3,
};

function plan(...scaledObjects: ScaledObjectState[]): Plan {
  return planned({ revisions, scaledObjects }, onlyPatches);
}

describe('--repair retarget', () => {
  test('gives a ScaledObject that waits to the revision, and notes what it is for', () => {
    const found = plan(generated('web-00003', { templateHash: 'template-1' }));
    expect(lines(found)).toEqual(['patch web-00003 (Retarget)']);
    expect(toldReasons(found)).toEqual(['PredictionWrong']);
    expect(patchOf(found, 'web-00003')).toEqual({
      spec: {
        scaleTargetRef: { name: 'web-00001-deployment' },
        advanced: { horizontalPodAutoscalerConfig: { name } },
      },
      metadata: { annotations: { [revcast.retargetedFrom]: 'web-00003-deployment' } },
    });
  });

  test('leaves what is given as it is: no owner, no other mark', () => {
    expect(plan(retargeted())).toMatchObject({ actions: [], covered: [name], uncovered: [] });
  });

  test('takes over what somebody has retargeted by hand', () => {
    const { retargetedFrom: _, ...byHand } = retargeted({ hpaName: 'web-00003' });
    expect(patchOf(plan(byHand), 'web-00003')).toEqual({
      spec: { advanced: { horizontalPodAutoscalerConfig: { name } } },
      metadata: { annotations: { [revcast.retargetedFrom]: 'web-00003-deployment' } },
    });
  });

  test('creates nothing, and tells when nothing waits', () => {
    expect(plan()).toMatchObject({ actions: [], uncovered: [{ isTransient: false }] });
    expect(toldReasons(plan())).toEqual(['ScaledObjectMissing']);
  });

  test('waits for the Deployment', () => {
    const scaledObjects = [generated('web-00003', cpu)];
    const found = planned({ revisions, deployed: [], scaledObjects }, onlyPatches);
    expect(found).toMatchObject({ actions: [], uncovered: [{ isTransient: true }] });
  });

  test('gives one to each of several revisions, the newest first, and none away that serves', () => {
    const two = { revisions: [revision(1), revision(2)], routed: [name] };
    expect(
      lines(
        planned(
          { ...two, scaledObjects: [generated('web-00003'), generated('web-00004')] },
          onlyPatches,
        ),
      ),
    ).toEqual(['patch web-00003 (Retarget)', 'patch web-00004 (Retarget)']);
    const found = planned({ ...two, scaledObjects: [retargeted()] }, onlyPatches);
    expect(found).toMatchObject({ actions: [], covered: [name] });
    expect(found.uncovered).toMatchObject([{ revision: 'web-00002', isTransient: false }]);
  });

  test('gives on what serves a revision without traffic', () => {
    const found = planned(
      { revisions: [revision(1), revision(2)], scaledObjects: [retargeted()] },
      onlyPatches,
    );
    expect(patchOf(found, 'web-00003')).toMatchObject({
      spec: { scaleTargetRef: { name: 'web-00002-deployment' } },
    });
  });
});

describe('when the own revision of what was given comes', () => {
  const status = { latestCreated: 'web-00003', latestReady: name };
  const come = {
    revisions: [revision(1), revision(3)],
    service: service({ ...status, traffic: [name] }),
    configuration: configuration({ generation: 3, ...status }),
  };

  test('it gets its own back first, and the other revision the next that waits', () => {
    const other = generated('web-00007');
    const found = planned({ ...come, scaledObjects: [retargeted(), other] }, onlyPatches);
    expect(lines(found)).toEqual([
      'patch web-00003 (Returned, Adopt)',
      'patch web-00007 (Retarget)',
    ]);
    expect(patchOf(found, 'web-00003')).toMatchObject({
      spec: {
        scaleTargetRef: { name: 'web-00003-deployment' },
        advanced: { horizontalPodAutoscalerConfig: { name: 'web-00003' } },
      },
      metadata: { annotations: { [revcast.retargetedFrom]: null } },
    });
  });

  test('the other is created once that has happened, where the fixer may create again', () => {
    const found = planned({ ...come, scaledObjects: [retargeted()] });
    expect(lines(found)).toEqual([
      'patch web-00003 (Returned, Adopt)',
      'create web-00001 (Missing)',
    ]);
  });

  test('it waits for its Deployment when KEDA’s webhook does', () => {
    const scaledObjects = [retargeted(cpu)];
    const found = planned({ ...come, deployed: [name], scaledObjects }, onlyPatches);
    expect(found.actions).toEqual([]);
  });
});

describe('the PodAutoscaler of a revision that is served so', () => {
  const touched = (replicas?: string): string[] =>
    lines(
      planned(
        {
          revisions,
          scaledObjects: [retargeted()],
          podAutoscalers: [podAutoscaler(name, replicas === undefined ? {} : { replicas })],
          horizontalPodAutoscalers: new Map([[name, hpa]]),
        },
        onlyPatches,
      ),
    );

  test('is touched whenever the replicas of the HPA change: the extension doesn’t hear of them', () => {
    expect(touched()).toEqual(['touch web-00001 2/3 (StaleReplicas)']);
    expect(touched('1/1')).toEqual(['touch web-00001 2/3 (StaleReplicas)']);
    expect(touched('2/3')).toEqual([]);
  });

  test('is not touched when the revision has its own ScaledObject', () => {
    const found = planned(
      {
        revisions,
        scaledObjects: [adopted(name)],
        horizontalPodAutoscalers: new Map([[name, hpa]]),
      },
      onlyPatches,
    );
    expect(found.actions).toEqual([]);
  });
});
