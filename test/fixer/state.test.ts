import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  configurationState,
  horizontalPodAutoscalerState,
  podAutoscalerState,
  revisionState,
  routeState,
  scaledObjectState,
  serviceState,
} from '../../src/fixer/state.ts';
import type { JsonObject } from '../../src/json.ts';
import { stampedRevision } from './state-stamped.ts';

const metadata = { name: 'shop', namespace: 'ns', uid: 'u', resourceVersion: '7' };
const state = { ...metadata, isDeleted: false };

describe('the record of a Service', () => {
  it('has its own annotations, its latest revisions, and the traffic of spec and status', () => {
    const service = {
      metadata: {
        ...metadata,
        annotations: { 'revcast.dev/mode': 'skip', 'revcast.dev/odd': 1, 'example.com/x': 'y' },
      },
      spec: { traffic: [{ revisionName: 'shop-00002' }, { latestRevision: true, percent: 90 }] },
      status: {
        latestCreatedRevisionName: 'shop-00003',
        latestReadyRevisionName: 'shop-00002',
        traffic: [{ revisionName: 'shop-00002' }, { revisionName: 'shop-00001' }],
      },
    };
    expect(serviceState(service as JsonObject)).toEqual({
      ...state,
      annotations: { 'revcast.dev/mode': 'skip' },
      latestCreated: 'shop-00003',
      latestReady: 'shop-00002',
      traffic: ['shop-00001', 'shop-00002'],
    });
  });

  it('says that it is being deleted', () => {
    const deletionTimestamp = '2026-03-01T10:00:00Z';
    expect(serviceState({ metadata: { ...metadata, deletionTimestamp } })?.isDeleted).toBe(true);
  });

  it('has nothing that is not known yet', () => {
    expect(serviceState({ metadata })).toEqual({ ...state, annotations: {}, traffic: [] });
  });
});

describe('the record of a Configuration', () => {
  it('has its owner, its generation and its latest revisions', () => {
    const ownerReferences = [{ kind: 'Service', name: 'shop', uid: 's-uid', controller: true }];
    const status = { latestCreatedRevisionName: 'shop-00003' };
    const configuration = { metadata: { ...metadata, ownerReferences, generation: 3 }, status };
    expect(configurationState(configuration)).toEqual({
      ...state,
      annotations: {},
      ownerUid: 's-uid',
      generation: 3,
      latestCreated: 'shop-00003',
    });
  });
});

describe('the record of a Route', () => {
  it('has the revisions that it sends traffic to, and those that it will', () => {
    const spec = { traffic: [{ revisionName: 'b' }, { configurationName: 'shop' }] };
    const status = { traffic: [{ revisionName: 'a' }] };
    expect(routeState({ metadata, spec, status })).toEqual({ ...state, traffic: ['a', 'b'] });
  });
});

const hpa = { 'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev' };
const autoCreate = 'autoscaling.knative.dev/scaled-object-auto-create';

function revision(annotations: JsonObject): JsonObject {
  const template = { metadata: { annotations }, spec: { containers: [{ image: 'a' }] } };
  return stampedRevision(template, { name: 'shop', namespace: 'ns', generation: 12 });
}

describe('the record of a Revision', () => {
  it('has what its labels, its owner and its annotations tell', () => {
    const found = revisionState(revision({ ...hpa, [autoCreate]: 'F' }));
    expect(found).toMatchObject({
      name: 'shop-00012',
      configuration: 'shop',
      service: 'shop',
      ownerUid: 'c-uid',
      generation: 12,
      scalingClass: 'hpa.autoscaling.knative.dev',
      autoCreate: false,
      createdAt: Date.UTC(2026, 2, 1, 10),
    });
    expect(found?.templateHash).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each([
    ['another class', { 'autoscaling.knative.dev/class': 'kpa.autoscaling.knative.dev' }, ''],
    ['automatic creation', { ...hpa, [autoCreate]: 'true' }, ''],
    ['automatic creation as the cluster has it', { ...hpa, [autoCreate]: 'maybe' }, /./],
    ['the class of the cluster', {}, /./],
  ])('with %s is hashed only when it may be in scope', (_, annotations, hash) => {
    expect(revisionState(revision(annotations))?.templateHash).toMatch(
      hash === '' ? /^$/ : new RegExp(hash),
    );
  });

  it('is none when no Configuration owns it', () => {
    expect(revisionState({ metadata })).toBeUndefined();
  });
});

describe('the record of a PodAutoscaler', () => {
  it('tells whether it is ready, of which class and whose it is, and which replicas it was told of', () => {
    const ownerReferences = [
      { kind: 'Revision', name: 'other', uid: 'x' },
      { kind: 'Revision', name: 'shop', uid: 'r-uid', controller: true },
    ];
    const scalingClass = 'hpa.autoscaling.knative.dev';
    const annotations = {
      'autoscaling.knative.dev/class': scalingClass,
      'revcast.dev/replicas': '1/3',
    };
    const status = { conditions: [{ type: 'Active' }, { type: 'Ready', status: 'True' }] };
    expect(
      podAutoscalerState({ metadata: { ...metadata, annotations, ownerReferences }, status }),
    ).toEqual({ ...state, isReady: true, scalingClass, ownerUid: 'r-uid', replicas: '1/3' });
  });

  it.each(['False', 'Unknown'])('is not ready when it says %s', (status) => {
    const conditions = [{ type: 'Ready', status }];
    expect(podAutoscalerState({ metadata, status: { conditions } })?.isReady).toBe(false);
  });
});

describe('the record of an HPA', () => {
  it('has its replicas', () => {
    const status = { currentReplicas: 2, desiredReplicas: 5 };
    expect(horizontalPodAutoscalerState({ metadata, status })).toEqual({ ...state, ...status });
    const none = { currentReplicas: 0, desiredReplicas: 0 };
    expect(horizontalPodAutoscalerState({ metadata })).toEqual({ ...state, ...none });
  });
});

const readers = [
  serviceState,
  configurationState,
  routeState,
  revisionState,
  podAutoscalerState,
  horizontalPodAutoscalerState,
  scaledObjectState,
];

describe.each(readers.map((read) => [read.name, read] as const))('%s', (_, read) => {
  it.each([{}, { metadata: { name: '' } }, { metadata: { name: 7 } }, { metadata: [] }])(
    'finds nothing in %j, which has no name',
    (object) => {
      expect(read(object)).toBeUndefined();
    },
  );

  it('takes objects of any shape', () => {
    const odd = fc.jsonValue({ maxDepth: 2 });
    const at = (keys: readonly string[]): fc.Arbitrary<unknown> =>
      fc.oneof(
        odd,
        fc.record(Object.fromEntries(keys.map((key) => [key, fc.oneof(odd, fc.array(odd))])), {
          requiredKeys: [],
        }),
      );
    const named = fc.record({
      name: fc.constant('a'),
      labels: at(['serving.knative.dev/configuration', 'app.kubernetes.io/instance']),
      annotations: at(['revcast.dev/query-templates', 'argocd.argoproj.io/tracking-id']),
      ownerReferences: odd,
      managedFields: odd,
      creationTimestamp: odd,
    });
    const spec = at(['traffic', 'triggers', 'scaleTargetRef', 'advanced', 'minReplicaCount']);
    const status = at(['conditions', 'traffic', 'latestReadyRevisionName']);
    fc.assert(
      fc.property(named, spec, status, (metadata, spec, status) => {
        const found = read({ metadata, spec, status } as JsonObject);
        if (found !== undefined) expect(found.name).toBe('a');
      }),
    );
  });
});
