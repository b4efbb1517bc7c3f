import type { Failure, Outcome } from '../../src/fixer/apply/outcome.ts';
import { type Apply, createApplier } from '../../src/fixer/apply.ts';
import { scaledObjectState } from '../../src/fixer/state/scaled-object.ts';
import { podAutoscalerState, revisionState, serviceState } from '../../src/fixer/state.ts';
import type {
  Action,
  Observed,
  Plan,
  PodAutoscalerState,
  Reason,
  RevisionState,
  ScaledObjectState,
} from '../../src/fixer/types.ts';
import type { JsonObject } from '../../src/json.ts';
import { defaultCluster } from '../../src/knative/cluster.ts';
import {
  events,
  podAutoscalers,
  revisions,
  scaledObjects,
  services,
} from '../../src/kubernetes/resources.ts';
import { createFakeClient, type FakeClient } from '../support/fake-client.ts';

/** Service web with a revision, its PodAutoscaler, and a ScaledObject that waits for another. */
export interface World {
  readonly client: FakeClient;
  readonly observed: Observed;
  readonly revision: RevisionState;
  readonly podAutoscaler: PodAutoscalerState;
  readonly waiting: ScaledObjectState;
  readonly scaledObject: (name: string, more?: JsonObject) => ScaledObjectState;
  readonly apply: (actions: readonly Action[], plan?: Partial<Plan>) => Promise<Outcome>;
  readonly passes: (ms: number) => void;
  readonly leads: (isLeading: boolean) => void;
  readonly counted: { corrected: Reason[]; predicted: boolean[]; failed: Failure[] };
  /** Reason, message and count of each Event. */
  readonly told: () => unknown[][];
  readonly create: (more?: Partial<Extract<Action, { do: 'create' }>>) => Action;
}

const namespace = 'shop';

export function createWorld(): World {
  const client = createFakeClient();
  let now = Date.parse('2026-01-01T12:00:00Z');
  let isLeading = true;
  const counted: World['counted'] = { corrected: [], predicted: [], failed: [] };
  const apply: Apply = createApplier(client, {
    clock: {
      now: () => now,
      date: () => now,
      setTimer: () => ({}),
      clearTimer: () => undefined,
    },
    recorder: {
      corrected: (reasons) => counted.corrected.push(...reasons),
      predicted: (right) => counted.predicted.push(right),
      failed: (failure) => counted.failed.push(failure),
    },
    instance: 'fixer-0',
  });

  const service = is(serviceState(client.put(services, service0)));
  const revision = is(revisionState(client.put(revisions, revisionObject('web-00004', '4'))));
  const podAutoscaler = is(
    podAutoscalerState(client.put(podAutoscalers, { metadata: { namespace, name: 'web-00004' } })),
  );
  const scaledObject = (name: string, more: JsonObject = {}): ScaledObjectState =>
    is(scaledObjectState(client.put(scaledObjects, scaledObjectObject(name, more))));
  const observed: Observed = {
    namespace,
    name: 'web',
    service,
    revisions: [revision],
    routed: new Set(),
    podAutoscalers: new Map([['web-00004', podAutoscaler]]),
    scaledObjects: [],
    horizontalPodAutoscalers: new Map(),
    cluster: defaultCluster,
  };

  return {
    client,
    observed,
    revision,
    podAutoscaler,
    waiting: scaledObject('web-00007'),
    scaledObject,
    apply: (actions, plan = {}) =>
      apply({ actions, covered: [], uncovered: [], told: [], ...plan }, observed, () => isLeading),
    passes: (ms) => {
      now += ms;
    },
    leads: (next) => {
      isLeading = next;
    },
    counted,
    told: () =>
      client.objects(events).map(({ reason, message, count }) => [reason, message, count]),
    create: (more = {}) => ({
      do: 'create',
      reasons: ['Missing'],
      revision,
      owner: podAutoscaler,
      ...more,
    }),
  };
}

const service0: JsonObject = {
  apiVersion: 'serving.knative.dev/v1',
  kind: 'Service',
  metadata: {
    namespace,
    name: 'web',
    annotations: { 'revcast.dev/scaled-object': 'spec: {cooldownPeriod: 7}' },
  },
  spec: {},
};

function revisionObject(name: string, generation: string): JsonObject {
  return {
    metadata: {
      namespace,
      name,
      labels: {
        'serving.knative.dev/configuration': 'web',
        'serving.knative.dev/configurationGeneration': generation,
        'serving.knative.dev/service': 'web',
      },
      annotations: { 'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev' },
    },
    spec: { containers: [{ image: 'example.com/app:1' }] },
  };
}

function scaledObjectObject(name: string, { spec = {}, ...metadata }: JsonObject): JsonObject {
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: {
      namespace,
      name,
      creationTimestamp: '2026-01-01T00:00:00Z',
      labels: { 'app.kubernetes.io/managed-by': 'revcast' },
      ...metadata,
    },
    spec: {
      scaleTargetRef: { name: `${name}-deployment` },
      minReplicaCount: 1,
      maxReplicaCount: 3,
      advanced: { horizontalPodAutoscalerConfig: { name } },
      triggers: [{ type: 'cpu', metadata: { value: '50' } }],
      ...(spec as JsonObject),
    },
  };
}

function is<State>(state: State | undefined): State {
  if (state === undefined) throw new Error('no state');
  return state;
}
