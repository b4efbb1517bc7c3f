import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { revisionTemplateHash } from '../../src/fixer/state/template-of.ts';
import type { JsonObject } from '../../src/json.ts';
import type { Program } from '../support/cluster-programs.ts';
import { conditionOf, covered, nothingLeftOf, quiet, served } from './support/cover.ts';
import { createFixer } from './support/fixer.ts';
import { appliers, sync, syncUntilTaken } from './support/gitops.ts';
import { service } from './support/manifests.ts';
import { brokenImage } from './support/stand-in-node.ts';
import { createWorld, eventually, type Live, type World } from './support/world.ts';

let fixer: Program;
beforeAll(async () => {
  fixer = await createFixer();
  await fixer.start();
});
afterAll(async () => await fixer.kill('SIGTERM'));

const image = (tag: number): { image: string } => ({ image: `example.com/app:${tag}` });

const namesOf = (objects: readonly Live[]): string[] =>
  objects.map(({ metadata }) => metadata.name).sort();

const eventsOf = async ({ list }: World): Promise<string[]> =>
  (await list('events')).map(({ reason = '' }) => reason);

/** What waits says so, and goes with its Service. */
async function marked(world: World, waiting: string): Promise<void> {
  await eventually(async () => {
    const { metadata } = (await world.get('scaledobjects', waiting)) ?? {};
    expect(metadata?.annotations).toHaveProperty('revcast.dev/stands-for');
    expect(metadata?.ownerReferences).toContainEqual(expect.objectContaining({ kind: 'Service' }));
  }, 20_000);
}

describe('with the fixer, every revision that can get traffic is ready', () => {
  test.for([appliers.kubectl, appliers.argocd, appliers.argocdServerSide, appliers.flux])(
    'right prediction, applied as by $name: the ScaledObject is adopted and no more',
    async (by, context) => {
      const world = await createWorld(
        context,
        `right-${by.name.toLowerCase().replace(/\W+/g, '-').replace(/-$/, '')}`,
      );
      for (const tag of [1, 2]) {
        const name = `app-0000${tag}`;
        const rendered = await world.commit(service('app', world.prometheus, image(tag)));
        await syncUntilTaken(world, rendered, by);
        await served(world, 'app', name);
        const revision = await world.get('revisions', name);
        const scaledObject = await world.get('scaledobjects', name);
        expect(scaledObject?.metadata.annotations?.['revcast.dev/template-hash']).toBe(
          revisionTemplateHash(revision as unknown as JsonObject),
        );
      }
      await quiet(world);
      expect(await eventsOf(world)).not.toContain('PredictionWrong');
      await nothingLeftOf(world, 'app');
    },
  );

  test('right prediction for cpu: the first apply is refused, a later one is taken', async (context) => {
    const world = await createWorld(context, 'right-cpu');
    const rendered = await world.commit(service('app', world.prometheus, { cpu: true }));
    await syncUntilTaken(world, rendered);
    await served(world, 'app', 'app-00001');
    await quiet(world);
    await nothingLeftOf(world, 'app');
  });

  test('predicted ahead: several commits, one sync', async (context) => {
    const world = await createWorld(context, 'ahead');
    for (const tag of [1, 2]) await world.commit(service('app', world.prometheus, image(tag)));
    const third = await world.commit(service('app', world.prometheus, image(3)));
    expect(third).toContain('name: app-00003\n');
    await sync(world, third);
    await served(world, 'app', 'app-00001');
    await marked(world, 'app-00003');
    const waiting = await world.get('scaledobjects', 'app-00003');
    expect(waiting?.metadata.annotations?.['revcast.dev/stands-for']).toBe('app-00001');
    expect(waiting?.spec.triggers[0].metadata.query).toContain('app-00003');
    const made = await world.get('scaledobjects', 'app-00001');
    expect(made?.spec.triggers[0].metadata.query).toContain('app-00001');
    expect(await eventsOf(world)).toContain('PredictionWrong');
    await quiet(world);

    // People catch the cluster up: the number that was waited for comes.
    for (const tag of [4, 3]) {
      const template = {
        spec: { containers: [{ image: `example.com/app:${tag}`, resources: {} }] },
      };
      await world.patch('services', 'app', { spec: { template } });
      await covered(world, 'app');
    }
    await served(world, 'app', 'app-00003');
    await quiet(world);
    await nothingLeftOf(world, 'app');
  });

  test('predicted behind: kubectl edit between two syncs', async (context) => {
    const world = await createWorld(context, 'behind');
    await sync(world, await world.commit(service('app', world.prometheus)));
    await served(world, 'app', 'app-00001');
    const template = { spec: { containers: [{ image: 'example.com/app:edited' }] } };
    await world.patch('services', 'app', { spec: { template } });
    await served(world, 'app', 'app-00002');
    const second = await world.commit(service('app', world.prometheus, image(2)));
    expect(second).toContain('name: app-00002\n');
    await sync(world, second);
    await served(world, 'app', 'app-00003');
    await quiet(world);
    await nothingLeftOf(world, 'app');
  });

  test('a cluster rebuilt under an old lock', async (context) => {
    const world = await createWorld(context, 'rebuilt');
    for (const tag of [1, 2, 3, 4, 5, 6]) {
      await world.commit(service('app', world.prometheus, { ...image(tag), cpu: true }));
    }
    const seventh = await world.commit(
      service('app', world.prometheus, { ...image(7), cpu: true }),
    );
    expect(seventh).toContain('name: app-00007\n');
    // KEDA refuses this one for ever: its Deployment doesn't come.
    expect(await sync(world, seventh)).toContain('app-00007-deployment');
    await served(world, 'app', 'app-00001');
    await quiet(world);
    await nothingLeftOf(world, 'app');
  });

  test('a roll-out with traffic split over two revisions, and roll-back', async (context) => {
    const world = await createWorld(context, 'split');
    const at = (tag: number, traffic?: readonly object[]): Promise<string> =>
      world.commit(
        service('app', world.prometheus, { ...image(tag), min: 2, ...(traffic && { traffic }) }),
      );
    await sync(world, await at(1));
    await served(world, 'app', 'app-00001');
    await sync(
      world,
      await at(2, [
        { revisionName: 'app-00001', percent: 50 },
        { latestRevision: true, percent: 50 },
      ]),
    );
    await served(world, 'app', 'app-00002');
    expect(await covered(world, 'app')).toEqual(['app-00001', 'app-00002']);
    const minimum = async (name: string): Promise<unknown> =>
      (await world.get('scaledobjects', name))?.spec.minReplicaCount;
    expect(await minimum('app-00001')).toBe(2);
    // All traffic to the new one: the old one need not keep its pods.
    await sync(world, await at(2));
    await eventually(async () => expect(await minimum('app-00001')).toBeUndefined());
    expect(await minimum('app-00002')).toBe(2);
    await quiet(world);
    // Traffic returns to the old one, by its name: so does its minimum.
    await sync(world, await at(2, [{ revisionName: 'app-00001', percent: 100 }]));
    await eventually(async () => expect(await minimum('app-00001')).toBe(2));
    await covered(world, 'app');
    // Roll-back in Git: the old template is a new generation.
    await sync(world, await at(1));
    await served(world, 'app', 'app-00003');
    await quiet(world);
    await nothingLeftOf(world, 'app');
  });

  test('a new revision that never gets ready while the old one serves', async (context) => {
    const world = await createWorld(context, 'broken');
    await sync(world, await world.commit(service('app', world.prometheus)));
    await served(world, 'app', 'app-00001');
    await sync(world, await world.commit(service('app', world.prometheus, { image: brokenImage })));
    const except = ['app-00002'];
    await eventually(async () => {
      expect(await covered(world, 'app', { except })).toEqual(['app-00001', 'app-00002']);
    });
    await quiet(world);
    const old = await world.get('podautoscalers', 'app-00001');
    expect(old && conditionOf(old, 'Ready')).toBe('True');
    await sync(world, await world.commit(service('app', world.prometheus, image(3))));
    await served(world, 'app', 'app-00003');
    await nothingLeftOf(world, 'app');
  });

  test('a Service that is deleted and comes again', async (context) => {
    const world = await createWorld(context, 'again');
    await sync(world, await world.commit(service('app', world.prometheus)));
    const second = await world.commit(service('app', world.prometheus, image(2)));
    await sync(world, second);
    await served(world, 'app', 'app-00002');
    await nothingLeftOf(world, 'app');
    // The lock knows of no deletion: it goes on counting where the cluster starts over.
    await sync(world, second);
    await served(world, 'app', 'app-00001');
    await marked(world, 'app-00002');
    await quiet(world);
    await nothingLeftOf(world, 'app');
  });

  test('a Service that comes again before all of the old one is gone', async (context) => {
    const world = await createWorld(context, 'quick');
    const first = await world.commit(service('app', world.prometheus));
    await sync(world, first);
    await served(world, 'app', 'app-00001');
    await world.remove('services', 'app');
    await syncUntilTaken(world, first);
    await served(world, 'app', 'app-00001');
    await quiet(world);
    await nothingLeftOf(world, 'app');
  });

  test('pinned names, also on roll-back', async (context) => {
    const world = await createWorld(context, 'pinned');
    const at = (tag: number): Promise<string> =>
      world.commit(service('app', world.prometheus, image(tag)), {
        args: ['--revision-names=pin'],
        unlocked: true,
      });
    const nameIn = (rendered: string): string =>
      /kind: ScaledObject\nmetadata:\n {2}name: (\S+)/.exec(rendered)?.[1] ?? '';
    const [first, second] = [await at(1), await at(2)];
    for (const rendered of [first, second, first]) {
      await sync(world, rendered);
      await served(world, 'app', nameIn(rendered));
    }
    await quiet(world);
    expect(await eventsOf(world)).not.toContain('PredictionWrong');
    await nothingLeftOf(world, 'app');
  });

  test("the user's own ScaledObject, predicted ahead and behind", async (context) => {
    const world = await createWorld(context, 'own');
    const own = `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: mine }
spec:
  scaleTargetRef: { apiVersion: serving.knative.dev/v1, kind: Service, name: app }
  minReplicaCount: 2
  maxReplicaCount: 4
  triggers:
    - type: prometheus
      metadata: { serverAddress: "${world.prometheus}", query: "load{r='{{ .revisionName }}'} 1", threshold: "5" }
`;
    const at = (tag: number): Promise<string> =>
      world.commit(`${service('app', world.prometheus, image(tag))}---\n${own}`);
    await at(1);
    await sync(world, await at(2));
    await served(world, 'app', 'app-00001');
    expect((await world.get('scaledobjects', 'app-00001'))?.spec).toMatchObject({
      minReplicaCount: 2,
      maxReplicaCount: 4,
      triggers: [{ metadata: { query: "load{r='app-00001'} 1" } }],
    });
    const template = { spec: { containers: [{ image: 'example.com/app:edited' }] } };
    await world.patch('services', 'app', { spec: { template } });
    await served(world, 'app', 'app-00002');
    await world.patch('services', 'app', {
      spec: { template: { spec: { containers: [{ image: 'example.com/app:again' }] } } },
    });
    await served(world, 'app', 'app-00003');
    expect((await world.get('scaledobjects', 'app-00003'))?.spec.maxReplicaCount).toBe(4);
    await quiet(world);
    expect(namesOf(await world.list('scaledobjects'))).toEqual([
      'app-00001',
      'app-00002',
      'app-00003',
    ]);
    await nothingLeftOf(world, 'app');
  });
});
