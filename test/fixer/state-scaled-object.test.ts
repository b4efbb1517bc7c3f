import { describe, expect, it } from 'vitest';
import { scaledObjectState } from '../../src/fixer/state.ts';
import type { ScaledObjectState } from '../../src/fixer/types.ts';
import type { JsonObject } from '../../src/json.ts';

interface Parts {
  readonly metadata?: JsonObject;
  readonly spec?: JsonObject;
  readonly status?: JsonObject;
}

function read({ metadata = {}, spec = {}, status = {} }: Parts = {}): ScaledObjectState {
  const identity = { name: 'shop-00003', namespace: 'ns', uid: 'u', resourceVersion: '7' };
  const object = { metadata: { ...identity, ...metadata }, spec, status };
  const state = scaledObjectState(object);
  if (state === undefined) throw new Error('there is a name');
  return state;
}

describe('the record of a ScaledObject', () => {
  it('has what its spec says of the target, the HPA and the bounds', () => {
    const spec = {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop-00003-deployment' },
      minReplicaCount: 2,
      advanced: {
        restoreToOriginalReplicaCount: true,
        horizontalPodAutoscalerConfig: { name: 'shop-00003' },
      },
      triggers: [{ type: 'prometheus' }],
    };
    expect(read({ spec })).toMatchObject({
      target: spec.scaleTargetRef,
      hpaName: 'shop-00003',
      minReplicas: 2,
      restores: true,
      hasIdleReplicas: false,
      needsDeployment: false,
      needsOneReplica: false,
    });
  });

  it('keeps an odd target as it is', () => {
    const scaleTargetRef = { kind: 'StatefulSet', name: 'db' };
    expect(read({ spec: { scaleTargetRef } }).target).toEqual(scaleTargetRef);
    expect(read().target).toEqual({ name: '' });
  });

  it.each([
    [['cpu'], true, true],
    [['memory', 'cpu'], true, true],
    [['cron', 'memory'], true, false],
    [['cron'], false, false],
    [[], false, false],
  ])('with triggers %j tells what the webhook of KEDA asks for', (types, deployment, replica) => {
    const found = read({ spec: { triggers: types.map((type) => ({ type })) } });
    expect(found.needsDeployment).toBe(deployment);
    expect(found.needsOneReplica).toBe(replica);
  });

  it('tells idle replicas, even when they are 0', () => {
    expect(read({ spec: { idleReplicaCount: 0 } }).hasIdleReplicas).toBe(true);
  });

  it('has what its labels and annotations say', () => {
    const metadata = {
      generation: 4,
      creationTimestamp: '2026-03-01T10:00:00Z',
      labels: {
        'app.kubernetes.io/managed-by': 'revcast',
        'serving.knative.dev/configuration': 'shop',
      },
      annotations: {
        'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev',
        'autoscaling.knative.dev/scaled-object-override': '{}',
        'revcast.dev/service': 'shop',
        'revcast.dev/template-hash': '0123456789abcdef',
        'revcast.dev/stands-for': 'shop-00002',
        'revcast.dev/woken-for': 'pa-uid',
        'revcast.dev/idle-min': '',
        'revcast.dev/retargeted-from': 'shop-00003-deployment',
      },
    };
    expect(read({ metadata })).toMatchObject({
      generation: 4,
      createdAt: Date.UTC(2026, 2, 1, 10),
      isGenerated: true,
      isFixers: false,
      boundTo: 'shop',
      configuration: 'shop',
      scalingClass: 'hpa.autoscaling.knative.dev',
      templateHash: '0123456789abcdef',
      isOverride: true,
      standsFor: 'shop-00002',
      wokenFor: 'pa-uid',
      idleMin: '',
      retargetedFrom: 'shop-00003-deployment',
    });
  });

  it.each([
    [{ 'revcast.dev/stand-in-of': 'shop-00004' }, true],
    [{ 'revcast.dev/prediction': 'actual' }, true],
    [{ 'revcast.dev/prediction': 'lock' }, false],
    [{}, false],
  ])('with %j tells whether the fixer wrote it', (annotations, isFixers) => {
    expect(read({ metadata: { annotations } }).isFixers).toBe(isFixers);
  });

  it('is not generated when another tool manages it', () => {
    const labels = { 'app.kubernetes.io/managed-by': 'Helm' };
    expect(read({ metadata: { labels } }).isGenerated).toBe(false);
  });

  it('has its owners', () => {
    const owner = { apiVersion: 'v1', kind: 'K', name: 'n', uid: 'u' };
    const ownerReferences = [
      { ...owner, controller: true, blockOwnerDeletion: true },
      { ...owner, blockOwnerDeletion: false },
      owner,
    ];
    expect(read({ metadata: { ownerReferences } }).owners).toEqual([
      { ...owner, isController: true, blocksDeletion: true },
      { ...owner, isController: false, blocksDeletion: false },
      { ...owner, isController: false },
    ]);
  });

  it('has its condition Ready, with the reason', () => {
    const ready = { type: 'Ready', status: 'False', reason: 'ScaledObjectCheckFailed' };
    const conditions = [
      { type: 'Active', status: 'True' },
      { ...ready, message: 'no target' },
    ];
    expect(read({ status: { conditions } }).ready).toEqual({
      status: 'False',
      reason: 'ScaledObjectCheckFailed',
    });
    expect(read({ status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } }).ready).toEqual({
      status: 'Unknown',
      reason: '',
    });
    expect(read()).not.toHaveProperty('ready');
  });
});
