import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { conditionOf } from './support/cover.ts';
import { service } from './support/manifests.ts';
import { createWorld, eventually, type World } from './support/world.ts';

/*
 * What was measured on the real autoscaler-keda (SPEC §4 and §9) also holds for its stand-in, and for
 * KEDA and Knative as they are here. No fixer runs.
 */

const apply = ['apply', '--server-side', '-f', '-'];

/**
 * Applies a Service and then its ScaledObject, the latter changed: when nothing else happens any more
 * that would make the extension look.
 */
async function applied(
  world: World,
  // biome-ignore lint/suspicious/noExplicitAny: a ScaledObject to be spoilt
  change: (scaledObject: any) => void = () => {},
): Promise<void> {
  const manifests = service('app', world.prometheus);
  const rendered = await world.commit(manifests, { args: ['--only-generated'], unlocked: true });
  const scaledObject = parse(rendered);
  change(scaledObject);
  await world.kubectl(apply, manifests);
  await deploymentOf(world);
  await aWhile();
  await world.kubectl(apply, stringify(scaledObject));
}

const isReady = async (world: World, ready: string): Promise<void> => {
  const live = await world.get('podautoscalers', 'app-00001');
  expect(live && conditionOf(live, 'Ready')).toBe(ready);
};

/** Long enough for what happens at all: it took 1 to 2 s where it happened. */
const aWhile = async (): Promise<void> => await new Promise((resolve) => setTimeout(resolve, 6000));

const deploymentOf = async (world: World): Promise<void> =>
  await eventually(async () =>
    expect(await world.get('deployments', 'app-00001-deployment')).toBeDefined(),
  );

describe('the parts without the fixer', () => {
  test('a revision is ready soon after its ScaledObject is there', async (context) => {
    const world = await createWorld(context, 'parts-right');
    await applied(world);
    await eventually(() => isReady(world, 'True'), 10_000);
  });

  test('a ScaledObject of another name leaves the revision stuck until its PodAutoscaler is touched', async (context) => {
    const world = await createWorld(context, 'parts-name');
    await applied(world, ({ metadata }) => {
      metadata.name = 'mine';
    });
    await eventually(async () =>
      expect(await world.get('horizontalpodautoscalers', 'app-00001')).toBeDefined(),
    );
    await aWhile();
    await isReady(world, 'Unknown');
    const annotations = { 'example.com/touched': '1' };
    await world.patch('podautoscalers', 'app-00001', { metadata: { annotations } });
    await eventually(() => isReady(world, 'True'), 5000);
  });

  test('without the class annotation it is stuck, and the annotation counts from the next change of spec on', async (context) => {
    const world = await createWorld(context, 'parts-class');
    const annotation = (value: string | undefined): object => ({
      metadata: { annotations: { 'autoscaling.knative.dev/class': value } },
    });
    await applied(world, ({ metadata }) => {
      delete metadata.annotations['autoscaling.knative.dev/class'];
    });
    await aWhile();
    await isReady(world, 'Unknown');
    await world.patch('scaledobjects', 'app-00001', annotation('hpa.autoscaling.knative.dev'));
    await aWhile();
    await isReady(world, 'Unknown');
    const advanced = { restoreToOriginalReplicaCount: false };
    await world.patch('scaledobjects', 'app-00001', { spec: { advanced } });
    await eventually(() => isReady(world, 'True'), 10_000);
  });

  test('one that waited for its Deployment is woken by a change of its spec', async (context) => {
    const world = await createWorld(context, 'parts-asleep');
    const manifests = service('app', world.prometheus);
    const rendered = await world.commit(manifests, { args: ['--only-generated'], unlocked: true });
    await world.kubectl(apply, rendered);
    await eventually(async () => {
      const waiting = await world.get('scaledobjects', 'app-00001');
      expect(waiting?.status?.conditions).toContainEqual(
        expect.objectContaining({
          type: 'Ready',
          status: 'False',
          reason: 'ScaledObjectCheckFailed',
        }),
      );
    });
    // From its last try 10 s after the first, it waits for 10 s more.
    await new Promise((resolve) => setTimeout(resolve, 11_000));
    await world.kubectl(apply, manifests);
    await deploymentOf(world);
    const advanced = { restoreToOriginalReplicaCount: false };
    await world.patch('scaledobjects', 'app-00001', { spec: { advanced } });
    await eventually(async () => {
      const woken = await world.get('scaledobjects', 'app-00001');
      expect(woken && conditionOf(woken, 'Ready')).toBe('True');
    }, 3000);
    await eventually(() => isReady(world, 'True'), 10_000);
  });

  test('a cpu ScaledObject is refused while its Deployment is missing', async (context) => {
    const world = await createWorld(context, 'parts-cpu');
    const manifests = service('app', world.prometheus, { cpu: true });
    const rendered = await world.commit(manifests, { args: ['--only-generated'], unlocked: true });
    await expect(world.kubectl(apply, rendered)).rejects.toThrow(
      'denied the request: Deployment.apps "app-00001-deployment" not found',
    );
    await world.kubectl(apply, manifests);
    await eventually(async () => await world.kubectl(apply, rendered), 10_000);
    await eventually(() => isReady(world, 'True'), 10_000);
  });

  test('without an owner, the ScaledObject and its HPA stay when the Service goes', async (context) => {
    const world = await createWorld(context, 'parts-owner');
    await applied(world);
    await eventually(() => isReady(world, 'True'));
    await world.remove('services', 'app');
    await eventually(async () => expect(await world.list('deployments')).toEqual([]));
    await aWhile();
    expect(await world.list('scaledobjects')).toHaveLength(1);
    expect(await world.list('horizontalpodautoscalers')).toHaveLength(1);
  });

  test('the PodAutoscaler follows its HPA, and the HPA its load', async (context) => {
    const world = await createWorld(context, 'parts-load');
    const manifests = service('app', world.prometheus, { load: 12 });
    await world.kubectl(apply, await world.commit(manifests, { unlocked: true }));
    await eventually(async () => {
      const live = await world.get('podautoscalers', 'app-00001');
      expect(live?.status).toMatchObject({ actualScale: 3, desiredScale: 3 });
    });
  });
});
