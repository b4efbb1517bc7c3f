import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/fixer/apply/outcome.ts';
import type { Action, Tracking } from '../../src/fixer/types.ts';
import { type JsonObject, valueAt } from '../../src/json.ts';
import { ApiError } from '../../src/kubernetes/errors.ts';
import {
  applications,
  podAutoscalers,
  revisions,
  scaledObjects,
  services,
} from '../../src/kubernetes/resources.ts';
import { createWorld, type World } from './apply-world.ts';

const target: JsonObject = { spec: { scaleTargetRef: { name: 'web-00004-deployment' } } };

function patchOf(
  scaledObject: World['waiting'],
  patch: JsonObject,
  more: Partial<Extract<Action, { do: 'patch' }>> = {},
): Action {
  return { do: 'patch', reasons: ['WrongTarget'], scaledObject, patch, ...more };
}

const denial = (said: string): ApiError =>
  new ApiError(
    403,
    'Forbidden',
    `admission webhook "vscaledobject.kb.io" denied the request: ${said}`,
  );

const source = { repoURL: 'https://example.com/shop.git' };
const application = (resources: JsonObject[]): JsonObject => ({
  metadata: { namespace: 'argocd', name: 'shop' },
  spec: { destination: { name: 'in-cluster' }, source },
  status: {
    reconciledAt: '2026-01-01T11:00:00Z',
    sync: { status: 'Synced', comparedTo: { source } },
    resources,
  },
});

describe('a patch', () => {
  it('is a merge patch by revcast-fixer, on what was observed', async () => {
    const { apply, client, waiting } = createWorld();
    const annotations = { 'revcast.dev/stands-for': 'web-00004' };
    const outcome = await apply([patchOf(waiting, { ...target, metadata: { annotations } })]);
    expect(outcome).toEqual({ kind: 'done' });
    expect(client.writes).toEqual([
      {
        verb: 'patch',
        kind: 'ScaledObject',
        namespace: 'shop',
        name: 'web-00007',
        fieldManager: 'revcast-fixer',
        body: {
          ...target,
          metadata: { annotations, uid: waiting.uid, resourceVersion: waiting.resourceVersion },
        },
      },
    ]);
  });

  it('of what has changed since is not made', async () => {
    const { apply, client, waiting, scaledObject, counted } = createWorld();
    scaledObject('web-00007', { uid: waiting.uid });
    expect(await apply([patchOf(waiting, target)])).toMatchObject({
      kind: 'retry',
      failure: 'Conflict',
    });
    expect(valueAt(client.objects(scaledObjects)[0], ['spec', 'scaleTargetRef', 'name'])).toBe(
      'web-00007-deployment',
    );
    expect(counted).toMatchObject({ corrected: [], failed: ['Conflict'] });
  });
});

describe('a ScaledObject that is created', () => {
  it('is made from the revision as it is, with the overlay of its Service', async () => {
    const { apply, client, create, podAutoscaler } = createWorld();
    expect(await apply([create()])).toEqual({ kind: 'done' });
    expect(client.writes).toMatchObject([
      {
        verb: 'create',
        kind: 'ScaledObject',
        namespace: 'shop',
        name: 'web-00004',
        fieldManager: 'revcast-fixer',
        body: {
          metadata: { ownerReferences: [{ kind: 'PodAutoscaler', uid: podAutoscaler.uid }] },
          spec: { cooldownPeriod: 7, triggers: [{ type: 'cpu' }] },
        },
      },
    ]);
  });

  it('is a copy of the other as it is by now', async () => {
    const { apply, client, create, waiting, scaledObject } = createWorld();
    scaledObject('web-00007', { uid: waiting.uid, spec: { maxReplicaCount: 50 } });
    await apply([create({ copyOf: waiting })]);
    expect(client.writes).toMatchObject([
      { name: 'web-00004', body: { spec: { maxReplicaCount: 50 } } },
    ]);
  });

  it.each<[string, (world: World) => unknown]>([
    ['the revision', ({ client }) => client.put(revisions, another('web-00004'))],
    ['the source', ({ client }) => client.put(scaledObjects, another('web-00007'))],
    [
      'the source, which is on its way out',
      ({ client, waiting }) => client.put(scaledObjects, leaving(waiting)),
    ],
  ])('is not created when %s is another by now', async (_, happens) => {
    const world = createWorld();
    happens(world);
    expect(await world.apply([world.create({ copyOf: world.waiting })])).toMatchObject({
      kind: 'retry',
      failure: 'Gone',
    });
    expect(world.client.writes).toEqual([]);
  });

  it('is not made when the Service is another by now', async () => {
    const { apply, client, create } = createWorld();
    client.put(services, another('web'));
    expect(await apply([create()])).toMatchObject({ kind: 'retry', failure: 'Gone' });
  });

  it('is not written over one that has come meanwhile', async () => {
    const { apply, client, create, scaledObject } = createWorld();
    const there = scaledObject('web-00004');
    expect(await apply([create()])).toMatchObject({ kind: 'retry', failure: 'Conflict' });
    const found = await client.get(scaledObjects, 'shop', 'web-00004');
    expect(valueAt(found, ['metadata', 'resourceVersion'])).toBe(there.resourceVersion);
  });

  it('is refused with all that is wrong with the annotations, told once', async () => {
    const { apply, client, create, revision, told } = createWorld();
    const annotations = {
      'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev',
      'autoscaling.knative.dev/extra-prometheus-triggers': 'none',
    };
    client.put(revisions, {
      metadata: { ...names(revision.name), uid: revision.uid, annotations },
    });
    for (let i = 0; i < 2; i++) {
      expect(await apply([create()])).toMatchObject({ kind: 'refused', failure: 'NotMade' });
    }
    expect(told()).toEqual([
      [
        'ScaledObjectNotMade',
        expect.stringContaining('autoscaling.knative.dev/extra-prometheus-triggers'),
        1,
      ],
    ]);
  });
});

describe('a ScaledObject that is removed', () => {
  const tracking: Tracking = { tool: 'argocd', application: 'shop' };
  const remove = ({ waiting }: World, by: Tracking = tracking): Action => ({
    do: 'remove',
    reasons: ['NoLongerRendered'],
    scaledObject: waiting,
    tracking: by,
  });

  it('is the one that was observed, and that its tool applies no longer', async () => {
    const world = createWorld();
    world.client.put(applications, application([]));
    expect(await world.apply([remove(world)])).toEqual({ kind: 'done' });
    const { uid, resourceVersion } = world.waiting;
    expect(world.client.writes).toMatchObject([
      { verb: 'delete', name: 'web-00007', body: { uid, resourceVersion } },
    ]);
    expect(world.counted.corrected).toEqual(['NoLongerRendered']);
  });

  it.each<[string, JsonObject[] | undefined, Tracking]>([
    [
      'its tool applies it',
      [{ group: 'keda.sh', kind: 'ScaledObject', namespace: 'shop', name: 'web-00007' }],
      tracking,
    ],
    ['its tool can’t be asked', undefined, tracking],
    ['Helm installed it', [], { tool: 'helm', namespace: 'shop', release: 'shop' }],
  ])('is kept when %s, which is asked for later', async (_, resources, by) => {
    const world = createWorld();
    if (resources !== undefined) world.client.put(applications, application(resources));
    const outcome = await world.apply([remove(world, by)]);
    expect(outcome).toEqual({ kind: 'done', lookAgainAfter: 600_000 });
    expect(world.client.writes).toEqual([]);
    expect(world.counted.corrected).toEqual([]);
  });
});

describe('a ScaledObject whose tool can’t be asked', () => {
  const tracking: Tracking = { tool: 'argocd', application: 'shop' };

  const ask = (world: World, error: ApiError): Promise<Outcome> => {
    const { client, waiting, podAutoscaler, apply } = world;
    client.hide(applications, error);
    const reasons = ['NoLongerRendered'] as const;
    return apply([
      { do: 'remove', reasons, scaledObject: waiting, tracking },
      { do: 'touch', reasons: ['StaleReplicas'], podAutoscaler, value: '2/3' },
    ]);
  };

  it('is kept, and no failure, when that is in another cluster', async () => {
    const world = createWorld();
    const outcome = await ask(world, new ApiError(404, '', 'HTTP 404: 404 page not found'));
    expect(outcome).toEqual({ kind: 'done', lookAgainAfter: 600_000 });
    expect(world.client.writes).toMatchObject([{ verb: 'patch', name: 'web-00004' }]);
    expect(world.counted.failed).toEqual([]);
  });

  it('is kept when the right is missing, which is told, and stands in no other’s way', async () => {
    const world = createWorld();
    const message = 'applications is forbidden: User "u" cannot get resource "applications"';
    const outcome = await ask(world, new ApiError(403, 'Forbidden', message));
    expect(outcome).toMatchObject({ kind: 'refused', lookAgainAfter: 600_000 });
    expect(world.counted.failed).toEqual(['Forbidden']);
    expect(world.client.writes[0]).toMatchObject({ verb: 'patch', name: 'web-00004' });
    const text =
      'Application shop is refused (get): the fixer lacks the right to get applications.argoproj.io in namespace argocd';
    expect(world.told()).toEqual([['ApplicationRefused', text, 1]]);
  });

  it('is asked about again soon when the API server fails', async () => {
    const { client, waiting, apply } = createWorld();
    client.hide(applications, new ApiError(500, 'InternalError', 'x'));
    const reasons = ['NoLongerRendered'] as const;
    expect(await apply([{ do: 'remove', reasons, scaledObject: waiting, tracking }])).toMatchObject(
      { kind: 'retry', failure: 'Unavailable' },
    );
  });
});

it('a PodAutoscaler is touched whatever Knative has written to it since', async () => {
  const { apply, client, podAutoscaler } = createWorld();
  client.put(podAutoscalers, { metadata: { ...names('web-00004'), uid: podAutoscaler.uid } });
  expect(
    await apply([{ do: 'touch', reasons: ['StaleReplicas'], podAutoscaler, value: '2/3' }]),
  ).toEqual({ kind: 'done' });
  expect(valueAt(client.objects(podAutoscalers)[0], ['metadata', 'annotations'])).toEqual({
    'revcast.dev/replicas': '2/3',
  });
});

it('a PodAutoscaler that is another by now is not touched', async () => {
  const { apply, client, podAutoscaler } = createWorld();
  client.put(podAutoscalers, another('web-00004'));
  expect(
    await apply([{ do: 'touch', reasons: ['StaleReplicas'], podAutoscaler, value: '2/3' }]),
  ).toMatchObject({ kind: 'retry', failure: 'Conflict' });
});

describe('leadership', () => {
  it.each<[string, (world: World) => Action]>([
    ['a patch', ({ waiting }) => patchOf(waiting, target)],
    ['a create', ({ create }) => create()],
    [
      'a remove',
      ({ client, waiting }) => {
        client.put(applications, application([]));
        const tracking = { tool: 'argocd', application: 'shop' } as const;
        return { do: 'remove', reasons: ['NoLongerRendered'], scaledObject: waiting, tracking };
      },
    ],
    [
      'a touch',
      ({ podAutoscaler }) => ({
        do: 'touch',
        reasons: ['StaleReplicas'],
        podAutoscaler,
        value: '1/1',
      }),
    ],
  ])('lost before %s: nothing is written', async (_, actionIn) => {
    const world = createWorld();
    world.leads(false);
    expect(await world.apply([actionIn(world)])).toEqual({ kind: 'stopped' });
    expect(world.client.writes).toEqual([]);
  });

  it('lost before an Event: it is not written, and not counted as lost', async () => {
    const { apply, client, leads, counted } = createWorld();
    leads(false);
    const told = { type: 'Normal', reason: 'ScaledObjectCreated', message: 'm' } as const;
    expect(await apply([], { told: [told] })).toEqual({ kind: 'stopped' });
    expect(client.writes).toEqual([]);
    expect(counted.failed).toEqual([]);
  });

  it('lost within a plan: nothing more is written, no Event either', async () => {
    const { apply, client, create, waiting, leads } = createWorld();
    client.answer(() => {
      leads(false);
      return undefined;
    });
    const told = { type: 'Normal', reason: 'ScaledObjectCreated', message: 'm' } as const;
    const actions = [create({ copyOf: waiting, told }), patchOf(waiting, target)];
    expect(await apply(actions)).toEqual({ kind: 'stopped' });
    expect(client.writes).toHaveLength(1);
  });
});

describe('when an action fails', () => {
  it('the rest of the plan waits, whatever it is about', async () => {
    const { apply, client, scaledObject, waiting } = createWorld();
    client.answer(({ name }) =>
      name === 'web-00007' ? new ApiError(500, '', 'etcd is away') : undefined,
    );
    const other = scaledObject('web-00002');
    const outcome = await apply([patchOf(waiting, target), patchOf(other, { spec: {} })]);
    expect(outcome).toMatchObject({ kind: 'retry', failure: 'Unavailable' });
    expect(client.writes).toEqual([]);
  });

  it('because KEDA refuses the object, other revisions get theirs', async () => {
    const { apply, client, create, scaledObject, counted } = createWorld();
    client.answer(({ verb }) => (verb === 'create' ? denial('no cpu request') : undefined));
    const serving = scaledObject('web-00003', { spec: { scaleTargetRef: { name: 'stale' } } });
    const corrected = { spec: { scaleTargetRef: { name: 'web-00003-deployment' } } };
    const outcome = await apply([create(), patchOf(serving, corrected)]);
    expect(outcome).toMatchObject({ kind: 'refused', failure: 'Refused' });
    expect(client.writes).toMatchObject([{ verb: 'patch', name: 'web-00003' }]);
    expect(counted).toMatchObject({ corrected: ['WrongTarget'], failed: ['Refused', 'EventLost'] });
  });

  it('nothing takes a Deployment that was to be given up', async () => {
    const { apply, client, create, scaledObject } = createWorld();
    client.answer(({ verb }) => (verb === 'patch' ? denial('min above max') : undefined));
    const holder = scaledObject('web-00003', {
      spec: { scaleTargetRef: { name: 'web-00004-deployment' } },
    });
    const back = { spec: { scaleTargetRef: { name: 'web-00003-deployment' } } };
    await apply([patchOf(holder, back), create()]);
    expect(client.writes.filter(({ kind }) => kind === 'ScaledObject')).toEqual([]);
  });

  it('no note says that another stands for it', async () => {
    const { apply, client, create, waiting } = createWorld();
    client.answer(({ kind, verb }) =>
      kind === 'ScaledObject' && verb === 'create' ? denial('no cpu request') : undefined,
    );
    const note = { metadata: { annotations: { 'revcast.dev/stands-for': 'web-00004' } } };
    await apply([create({ copyOf: waiting }), patchOf(waiting, note)]);
    expect(client.writes.filter(({ kind }) => kind === 'ScaledObject')).toEqual([]);
  });

  it('that KEDA still sees another there is told only when it goes on', async () => {
    const { apply, client, create, told, passes } = createWorld();
    const taken = "the workload 'd' of type 'apps/v1.Deployment' is already managed by the hpa 'h'";
    client.answer(({ kind }) => (kind === 'ScaledObject' ? denial(taken) : undefined));
    expect(await apply([create()])).toMatchObject({ kind: 'retry', failure: 'TargetTaken' });
    expect(told()).toEqual([]);
    passes(30_000);
    await apply([create()]);
    expect(told()).toEqual([['ScaledObjectRefused', expect.stringContaining(taken), 1]]);
  });
});

describe('what is told', () => {
  const told = { type: 'Normal', reason: 'ScaledObjectCreated', message: 'made' } as const;

  it('of an action is told each time, once it is done', async () => {
    const world = createWorld();
    world.client.answer(({ kind }) =>
      kind === 'ScaledObject' ? new ApiError(500, '', '') : undefined,
    );
    await world.apply([world.create({ told })]);
    expect(world.told()).toEqual([]);
    world.client.answer(() => undefined);
    await world.apply([world.create({ told })]);
    expect(world.told()).toEqual([['ScaledObjectCreated', 'made', 1]]);
  });

  it('of a plan is told once, as long as it is planned', async () => {
    const world = createWorld();
    for (let i = 0; i < 2; i++) await world.apply([], { told: [told] });
    expect(world.told()).toEqual([['ScaledObjectCreated', 'made', 1]]);
    await world.apply([]);
    await world.apply([], { told: [told] });
    expect(world.told()).toEqual([['ScaledObjectCreated', 'made', 2]]);
  });

  it('and can’t be written stops nothing', async () => {
    const world = createWorld();
    world.client.answer(({ kind }) => (kind === 'Event' ? new ApiError(403, '', 'no') : undefined));
    const actions = [
      world.create({ told }),
      patchOf(world.waiting, { spec: { pollingInterval: 5 } }),
    ];
    expect(await world.apply(actions)).toEqual({ kind: 'done' });
    expect(world.counted.failed).toEqual(['EventLost']);
  });
});

describe('a prediction', () => {
  const owners = { metadata: { ownerReferences: [] } };

  it.each<[string, boolean[], (world: World) => Action]>([
    [
      'is right when its ScaledObject is adopted',
      [true],
      ({ waiting }) => patchOf(waiting, owners, { reasons: ['Adopt'] }),
    ],
    [
      'is wrong when its ScaledObject is copied',
      [false],
      ({ create, waiting }) => create({ copyOf: waiting, reasons: ['PredictedAhead'] }),
    ],
    ['was not made where there was nothing', [], ({ create }) => create()],
    [
      'of one that stood for another was counted before',
      [],
      ({ scaledObject }) =>
        patchOf(
          scaledObject('web-00008', { annotations: { 'revcast.dev/stands-for': 'web-00004' } }),
          owners,
          { reasons: ['Adopt'] },
        ),
    ],
    [
      'is not the fixer’s own',
      [],
      ({ scaledObject }) =>
        patchOf(
          scaledObject('web-00008', { annotations: { 'revcast.dev/prediction': 'actual' } }),
          owners,
          { reasons: ['Adopt'] },
        ),
    ],
  ])('%s', async (_, expected, actionIn) => {
    const world = createWorld();
    await world.apply([actionIn(world)]);
    expect(world.counted.predicted).toEqual(expected);
  });
});

function names(name: string): JsonObject {
  return { namespace: 'shop', name };
}

function another(name: string): JsonObject {
  return { metadata: { ...names(name), uid: 'another' } };
}

function leaving({ uid, name }: World['waiting']): JsonObject {
  return { metadata: { ...names(name), uid, deletionTimestamp: '2026-01-01T12:00:00Z' } };
}
