import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Program } from '../support/cluster-programs.ts';
import { nothingLeftOf, quiet, served } from './support/cover.ts';
import { createFixer } from './support/fixer.ts';
import { type Applier, appliers, sync, syncUntilTaken, withIgnored } from './support/gitops.ts';
import { service } from './support/manifests.ts';
import { createWorld, eventually, type World } from './support/world.ts';

let fixer: Program;
beforeAll(async () => {
  fixer = await createFixer();
  await fixer.start();
});
afterAll(async () => await fixer.kill('SIGTERM'));

const tools = [appliers.argocd, appliers.argocdServerSide, appliers.flux];
const named = ({ name }: Applier, prefix: string): string =>
  `${prefix}-${name.toLowerCase().replace(/\W+/g, '-').replace(/-$/, '')}`;

/** A ScaledObject for app-00001 that somebody wrote by hand, with the number of another cluster. */
async function stale(world: World): Promise<string> {
  const rendered = await world.commit(service('app', world.prometheus));
  return rendered
    .replace('name: app-00001-deployment', 'name: app-00009-deployment')
    .replace('      name: app-00001\n', '      name: app-00009\n');
}

const pause = async (ms: number): Promise<void> => await new Promise((end) => setTimeout(end, ms));

describe('a GitOps tool that applies again and again', () => {
  test.for(tools)(
    '$name has nothing to undo where the prediction was right',
    async (by, context) => {
      const world = await createWorld(context, named(by, 'calm'));
      const rendered = await world.commit(service('app', world.prometheus));
      await syncUntilTaken(world, rendered, by);
      await served(world, 'app', 'app-00001');
      await quiet(world, 2000);
      const before = world.fixerWrites().length;
      for (let syncs = 0; syncs < 4; syncs += 1) {
        expect(await sync(world, rendered, by)).toBe('');
        await pause(500);
      }
      await quiet(world, 2000);
      expect(world.fixerWrites()).toHaveLength(before);
      await served(world, 'app', 'app-00001');
      await nothingLeftOf(world, 'app');
    },
  );

  test.for(tools)(
    '$name leaves corrections alone that it is told to ignore',
    async (by, context) => {
      const world = await createWorld(context, named(by, 'ignore'));
      const rendered = await stale(world);
      await syncUntilTaken(world, rendered, by);
      await served(world, 'app', 'app-00001');
      await quiet(world, 2000);
      const before = world.fixerWrites().length;
      const hpa = await world.get('horizontalpodautoscalers', 'app-00001');
      for (let syncs = 0; syncs < 4; syncs += 1) {
        expect(await sync(world, await withIgnored(world, rendered), by)).toBe('');
        await pause(500);
      }
      await quiet(world, 2000);
      expect(world.fixerWrites()).toHaveLength(before);
      const same = await world.get('horizontalpodautoscalers', 'app-00001');
      expect(same?.metadata.uid).toBe(hpa?.metadata.uid);
      await nothingLeftOf(world, 'app');
    },
  );

  test('without the ignore rules it is corrected again, ever more slowly, and told why', async (context) => {
    const world = await createWorld(context, 'undone');
    const rendered = await stale(world);
    const corrected = async (): Promise<boolean> =>
      (await world.get('scaledobjects', 'app-00001'))?.spec.scaleTargetRef.name ===
      'app-00001-deployment';
    await sync(world, rendered);
    await served(world, 'app', 'app-00001');
    for (let times = 2; times <= 3; times += 1) {
      await sync(world, rendered);
      await eventually(async () => expect(await corrected()).toBe(true), 3000);
    }
    await eventually(async () => {
      const told = (await world.list('events')).filter(
        ({ reason }) => reason === 'ScaledObjectReverted',
      );
      expect(told).toHaveLength(1);
      expect(told[0]?.message).toContain('/spec/scaleTargetRef/name');
    });
    const before = world.fixerWrites().length;
    for (let syncs = 0; syncs < 5; syncs += 1) {
      await sync(world, rendered);
      await pause(1000);
    }
    expect(world.fixerWrites().slice(before).length).toBeLessThanOrEqual(1);
    // The last word is the fixer's, once the tool lets it.
    await served(world, 'app', 'app-00001');
    await quiet(world);
    await nothingLeftOf(world, 'app');
  });
});
