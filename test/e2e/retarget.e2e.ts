import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Program } from '../support/cluster-programs.ts';
import { conditionOf, quiet, routableOf, served } from './support/cover.ts';
import { createFixer } from './support/fixer.ts';
import { appliers, sync, withIgnored } from './support/gitops.ts';
import { kubectl } from './support/kubectl.ts';
import { service } from './support/manifests.ts';
import { createWorld, eventually, type World } from './support/world.ts';

/** The rights of this variant: it may not create ScaledObjects. */
async function install(components: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join('node_modules', '.cache', 'revcast', 'kustomize-'));
  const at = (name: string): string => relative(folder, join('kustomize', name));
  const kustomization = { resources: [at('fixer')], components: components.map(at) };
  writeFileSync(join(folder, 'kustomization.yaml'), JSON.stringify(kustomization));
  const { ok, stderr } = await kubectl(inject('e2e').kubeconfig, ['apply', '-k', folder]);
  rmSync(folder, { recursive: true });
  if (!ok) throw new Error(stderr);
}

let fixer: Program;
beforeAll(async () => {
  await install(['fixer-retarget']);
  fixer = await createFixer(['--repair=retarget']);
  await fixer.start();
});
afterAll(async () => {
  await fixer.kill('SIGTERM');
  await install([]);
});

const image = (tag: number): { image: string } => ({ image: `example.com/app:${tag}` });

/** Each routable revision is ready, and one ScaledObject, of whatever name, targets it. */
async function provided(world: World, service: string): Promise<void> {
  await eventually(async () => {
    const scaledObjects = await world.list('scaledobjects');
    for (const revision of await routableOf(world, service)) {
      const live = await world.get('podautoscalers', revision);
      expect(live && conditionOf(live, 'Ready'), revision).toBe('True');
      const targets = scaledObjects.map(({ spec }) => spec.scaleTargetRef.name);
      expect(targets.filter((name) => name === `${revision}-deployment`)).toHaveLength(1);
    }
  });
}

test('one that was predicted ahead serves in place, follows its load, and is given back', async (context) => {
  const world = await createWorld(context, 'retarget');
  const commit = (tag: number, load: number): Promise<string> =>
    world.commit(service('app', world.prometheus, { ...image(tag), load }));
  await commit(1, 1);
  const second = await commit(2, 1);
  expect(second).toContain('name: app-00002\n');
  await sync(world, second);
  await provided(world, 'app');
  expect((await world.get('scaledobjects', 'app-00002'))?.spec).toMatchObject({
    scaleTargetRef: { name: 'app-00001-deployment' },
    advanced: { horizontalPodAutoscalerConfig: { name: 'app-00001' } },
  });
  expect(await world.get('scaledobjects', 'app-00001')).toBeUndefined();
  await quiet(world);

  // Its load grows: the PodAutoscaler hears of it, though nothing in Knative listens to this HPA.
  const busy = second.replaceAll('vector(1)', 'vector(12)').replace(/^[\s\S]*?\n---\n/, '');
  await sync(world, await withIgnored(world, busy), appliers.argocd);
  await eventually(async () => {
    const { status } = (await world.get('podautoscalers', 'app-00001')) ?? {};
    expect(status).toMatchObject({ actualScale: 3, desiredScale: 3 });
  });

  // Its own revision comes: it is given back, and serves it.
  const template = { spec: { containers: [{ image: 'example.com/app:edited', resources: {} }] } };
  await world.patch('services', 'app', { spec: { template } });
  await served(world, 'app', 'app-00002').catch(() => undefined);
  await eventually(async () => {
    expect((await world.get('scaledobjects', 'app-00002'))?.spec).toMatchObject({
      scaleTargetRef: { name: 'app-00002-deployment' },
    });
    const live = await world.get('podautoscalers', 'app-00002');
    expect(live && conditionOf(live, 'Ready')).toBe('True');
  });
  await quiet(world);
  expect(world.fixerWrites().filter(({ verb }) => verb === 'create')).toEqual([]);
});
