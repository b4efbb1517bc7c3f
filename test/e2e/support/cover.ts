import { expect } from 'vitest';
import { eventually, type Live, type World } from './world.ts';

export function conditionOf({ status }: Live, type: string): string | undefined {
  return status?.conditions?.find((condition: { type: string }) => condition.type === type)?.status;
}

/** Latest created and latest ready revision, and those that get traffic. */
export async function routableOf({ get }: World, service: string): Promise<Set<string>> {
  const configuration = await get('configurations', service);
  if (!configuration?.status) throw new Error(`${service} is not reconciled yet`);
  const { observedGeneration, latestCreatedRevisionName, latestReadyRevisionName } =
    configuration.status;
  expect(observedGeneration, 'generation looked at').toBe(configuration.metadata.generation);
  const { status } = (await get('services', service)) ?? {};
  const traffic: { revisionName?: string }[] = status?.traffic ?? [];
  const names = [
    latestCreatedRevisionName,
    latestReadyRevisionName,
    ...traffic.map(({ revisionName }) => revisionName),
  ];
  return new Set(names.filter((name) => typeof name === 'string'));
}

/**
 * Waits until every routable revision has exactly one ScaledObject, which is right, and with it a
 * PodAutoscaler that is ready. Tells their names.
 */
export async function covered(
  world: World,
  service: string,
  { except = [] }: { readonly except?: readonly string[] } = {},
): Promise<string[]> {
  return await eventually(async () => {
    const routable = [...(await routableOf(world, service))];
    expect(routable, 'routable revisions').not.toEqual([]);
    const scaledObjects = await world.list('scaledobjects');
    for (const revision of routable) {
      await expectRight(world, revision, scaledObjects);
      if (except.includes(revision)) continue;
      const podAutoscaler = await world.get('podautoscalers', revision);
      expect(podAutoscaler && conditionOf(podAutoscaler, 'Ready'), `${revision} is ready`).toBe(
        'True',
      );
    }
    return routable.sort();
  });
}

/** As `covered`, and the Service itself says that it is ready, in this revision. */
export async function served(world: World, service: string, revision: string): Promise<void> {
  await eventually(async () => {
    const live = await world.get('services', service);
    expect(live?.status?.latestReadyRevisionName).toBe(revision);
    expect(live && conditionOf(live, 'Ready')).toBe('True');
    expect(live?.status?.observedGeneration).toBe(live?.metadata.generation);
  });
  await covered(world, service);
}

async function expectRight(
  world: World,
  revision: string,
  scaledObjects: readonly Live[],
): Promise<void> {
  const deployment = `${revision}-deployment`;
  const targeting = scaledObjects.filter(({ spec }) => spec.scaleTargetRef.name === deployment);
  expect(
    targeting.map(({ metadata }) => metadata.name),
    `ScaledObjects of ${deployment}`,
  ).toEqual([revision]);
  const [scaledObject] = targeting;
  expect(scaledObject && conditionOf(scaledObject, 'Ready'), `ScaledObject ${revision}`).toBe(
    'True',
  );
  // Of a Service that comes again, the old life's are there for a while.
  const podAutoscaler = await world.get('podautoscalers', revision);
  const { kind, name, uid } = { kind: 'PodAutoscaler', ...podAutoscaler?.metadata };
  expect(scaledObject?.metadata.ownerReferences ?? [], `owner of ${revision}`).toContainEqual(
    expect.objectContaining({ kind, name, uid, controller: true }),
  );
  expect(scaledObject?.metadata.deletionTimestamp, `${revision} is on its way out`).toBeUndefined();
  const hpa = await world.get('horizontalpodautoscalers', revision);
  expect(hpa?.metadata.ownerReferences?.map(({ kind, name }) => [kind, name])).toEqual([
    ['ScaledObject', revision],
  ]);
  expect(hpa?.spec.scaleTargetRef.name).toBe(deployment);
}

/** Nothing is written by the fixer for so long, once it has nothing to do any more. */
export async function quiet(world: World, forMs = 4000): Promise<void> {
  const before = world.fixerWrites().length;
  await new Promise((resolve) => setTimeout(resolve, forMs));
  expect(world.fixerWrites().slice(before)).toEqual([]);
}

/** Deletes the Service: nothing of it stays. */
export async function nothingLeftOf(world: World, service: string): Promise<void> {
  await world.remove('services', service);
  await nothingLeft(world);
}

/** Neither of Knative's objects nor of KEDA's. */
export async function nothingLeft(world: World): Promise<void> {
  await eventually(async () => {
    for (const plural of [
      ...(['services', 'configurations', 'revisions', 'podautoscalers', 'deployments'] as const),
      ...(['scaledobjects', 'horizontalpodautoscalers'] as const),
    ]) {
      expect(
        (await world.list(plural)).map(({ metadata }) => metadata.name),
        plural,
      ).toEqual([]);
    }
  });
}
