import { describe, expect, it } from 'vitest';
import { createRecent } from '../../src/fixer/apply/recent.ts';
import type { Action, Reason, ScaledObjectState } from '../../src/fixer/types.ts';
import { type JsonObject, stringAt, valueAt } from '../../src/json.ts';
import { scaledObjects } from '../../src/kubernetes/resources.ts';
import { createWorld, type World } from './apply-world.ts';

const target: JsonObject = { spec: { scaleTargetRef: { name: 'web-00004-deployment' } } };

/** Somebody undoes everything, and the fixer corrects it: how many times in so long, looking each second. */
async function corrections(
  world: World,
  seconds: number,
  patch: JsonObject = target,
  reasons: readonly Reason[] = ['WrongTarget'],
  more: Partial<ScaledObjectState> = {},
): Promise<number[]> {
  const at: number[] = [];
  for (let second = 0; second < seconds; second++) {
    const scaledObject = { ...world.scaledObject('web-00007', { uid: 'u' }), ...more };
    const before = world.counted.corrected.length;
    await world.apply([{ do: 'patch', reasons, scaledObject, patch }]);
    if (world.counted.corrected.length > before) at.push(second);
    world.passes(1000);
  }
  return at;
}

describe('a ScaledObject that is removed again and again', () => {
  const created = async (world: World, seconds: number): Promise<number[]> => {
    const at: number[] = [];
    for (let second = 0; second < seconds; second++) {
      const before = world.counted.corrected.length;
      await world.apply([world.create()]);
      if (world.counted.corrected.length > before) at.push(second);
      const uid = stringAt(namesake(world), ['metadata', 'uid']) ?? '';
      await world.client.remove(scaledObjects, 'shop', 'web-00004', { uid });
      world.passes(1000);
    }
    return at;
  };
  const namesake = ({ client }: World): JsonObject | undefined =>
    client
      .objects(scaledObjects)
      .find((each) => valueAt(each, ['metadata', 'name']) === 'web-00004');

  it('is made more and more slowly, which is told once', async () => {
    const world = createWorld();
    expect(await created(world, 80)).toEqual([0, 1, 2, 12, 32, 72]);
    expect(world.told()).toContainEqual([
      'ScaledObjectReverted',
      'something keeps removing ScaledObject web-00004, which is made more and more slowly now: revision web-00004 can get traffic, and needs it',
      1,
    ]);
  });
});

describe('a correction that is undone again and again', () => {
  it('is made more and more slowly, but at least every five minutes', async () => {
    expect(await corrections(createWorld(), 1000)).toEqual([
      0, 1, 2, 12, 32, 72, 152, 312, 612, 912,
    ]);
  });

  it('is told once, with what to do about it', async () => {
    const world = createWorld();
    await corrections(world, 100);
    expect(world.told()).toEqual([
      [
        'ScaledObjectReverted',
        'something keeps undoing the corrections of ScaledObject web-00007, which are made more and more slowly now. Whatever applies shop/web-00007 must leave these fields alone: [/spec/scaleTargetRef/name].',
        1,
      ],
    ]);
  });

  it.each<[string, NonNullable<ScaledObjectState['tracking']>, string]>([
    [
      'Argo CD',
      { tool: 'argocd', application: 'shop' },
      'In Application shop, set ignoreDifferences: [{group: keda.sh, kind: ScaledObject, jsonPointers: [/metadata/annotations/revcast.dev~1woken-for, /spec/scaleTargetRef/name]}] and syncPolicy.syncOptions: [RespectIgnoreDifferences=true].',
    ],
    [
      'Flux',
      { tool: 'flux', namespace: 'flux-system', kustomization: 'shop' },
      'In Kustomization flux-system/shop, set ignore: [{paths: [/metadata/annotations/revcast.dev~1woken-for, /spec/scaleTargetRef/name], target: {kind: ScaledObject}}], or annotate the ScaledObject in Git with kustomize.toolkit.fluxcd.io/ssa: IfNotPresent.',
    ],
  ])('%s is told how to leave it alone', async (_, tracking, rule) => {
    const world = createWorld();
    const annotations = { 'revcast.dev/woken-for': 'u' };
    const patch = { metadata: { annotations }, ...target };
    await corrections(world, 3, patch, ['WrongTarget'], { tracking });
    expect(world.told()).toEqual([['ScaledObjectReverted', expect.stringContaining(rule), 1]]);
  });

  it('is made at once again after it held for half an hour', async () => {
    const world = createWorld();
    await corrections(world, 100);
    world.passes(1_800_001);
    expect(await corrections(world, 3)).toEqual([0, 1, 2]);
  });

  it('is the same one when only what wakes KEDA differs', async () => {
    const world = createWorld();
    let wakes: boolean | null = false;
    const at: number[] = [];
    for (let second = 0; second < 6; second++) {
      wakes = wakes === null ? false : null;
      const advanced = { restoreToOriginalReplicaCount: wakes };
      const patch: JsonObject = { spec: { ...(target.spec as JsonObject), advanced } };
      at.push(...(await corrections(world, 1, patch)).map(() => second));
    }
    expect(at).toEqual([0, 1, 2]);
  });
});

describe('a correction is not held back', () => {
  it.each<[string, readonly Reason[]]>([
    ['when a revision loses its traffic', ['Idle']],
    ['when traffic returns', ['InUse']],
    ['when KEDA has to be woken', ['Asleep']],
  ])('%s, however often', async (_, reasons) => {
    const world = createWorld();
    expect(await corrections(world, 6, target, reasons)).toHaveLength(6);
    expect(world.told()).toEqual([]);
  });

  it('for another correction of the same ScaledObject', async () => {
    const world = createWorld();
    await corrections(world, 3);
    const other = { metadata: { annotations: { 'revcast.dev/stands-for': 'web-00005' } } };
    expect(await corrections(world, 1, other, ['Waiting'])).toEqual([0]);
  });

  it('for one that holds up another revision’s ScaledObject', async () => {
    const world = createWorld();
    await corrections(world, 3);
    const contested = world.scaledObject('web-00007', { uid: 'u' });
    const actions: Action[] = [
      { do: 'patch', reasons: ['WrongTarget'], scaledObject: contested, patch: target },
      { do: 'patch', reasons: ['Adopt'], scaledObject: world.scaledObject('web-00002'), patch: {} },
    ];
    world.counted.corrected.length = 0;
    expect(await world.apply(actions)).toMatchObject({ kind: 'later', failure: 'Reverted' });
    expect(world.counted.corrected).toEqual(['Adopt']);
  });
});

it('a contested Deployment is taken by nobody else meanwhile', async () => {
  const world = createWorld();
  const back: JsonObject = { spec: { scaleTargetRef: { name: 'web-00007-deployment' } } };
  const holder = (): ScaledObjectState =>
    world.scaledObject('web-00007', {
      uid: 'u',
      spec: { scaleTargetRef: { name: 'web-00004-deployment' } },
    });
  const give = (): Action => ({
    do: 'patch',
    reasons: ['WrongTarget'],
    scaledObject: holder(),
    patch: back,
  });
  for (let i = 0; i < 3; i++) await world.apply([give()]);
  await world.apply([give(), world.create()]);
  const targets = world.client
    .objects(scaledObjects)
    .map((object) => valueAt(object, ['spec', 'scaleTargetRef', 'name']));
  expect(targets).toEqual(['web-00004-deployment']);
});

it('what is remembered is bounded, and the oldest is forgotten', () => {
  const recent = createRecent<number>(2);
  for (const [key, value] of [
    ['a', 1],
    ['b', 2],
    ['a', 3],
    ['c', 4],
  ] as const)
    recent.put(key, value);
  expect(['a', 'b', 'c'].map(recent.get)).toEqual([3, undefined, 4]);
});
