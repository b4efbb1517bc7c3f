import { expect, test } from 'vitest';
import type { Program } from '../support/cluster-programs.ts';
import { type Ended, revcast } from '../support/revcast.ts';
import { conditionOf, nothingLeftOf, quiet, served } from './support/cover.ts';
import { createFixer, fixerKubeconfig } from './support/fixer.ts';
import { sync, syncUntilTaken } from './support/gitops.ts';
import { service } from './support/manifests.ts';
import { createWorld, eventually, type World } from './support/world.ts';

const image = (tag: number): { image: string } => ({ image: `example.com/app:${tag}` });

async function startFixer(): Promise<Program> {
  const fixer = await createFixer();
  await fixer.start();
  return fixer;
}

async function fix(...args: readonly string[]): Promise<Ended> {
  const env = { KUBECONFIG: await fixerKubeconfig() };
  return await revcast(['fix', '--namespace=down', ...args], { env });
}

/** Old serves, and the new one is stuck: what Knative does without a ScaledObject. */
async function isStuck({ get }: World, old: string, created: string): Promise<void> {
  await eventually(async () => {
    const configuration = await get('configurations', 'app');
    expect(configuration?.status.latestCreatedRevisionName).toBe(created);
    expect(configuration?.status.latestReadyRevisionName).toBe(old);
    expect(await get('deployments', `${created}-deployment`)).toBeDefined();
  });
}

test('the fixer is down during roll-outs that were predicted wrong, then back', async (context) => {
  const world = await createWorld(context, 'down');
  const commit = (tag: number, cpu = false): Promise<string> =>
    world.commit(service('app', world.prometheus, { ...image(tag), cpu }));
  const first = await startFixer();
  await sync(world, await commit(1));
  await served(world, 'app', 'app-00001');
  await first.kill('SIGKILL');

  // Behind by one: 00003 gets a ScaledObject for 00002, which is there, and none of its own.
  const template = { spec: { containers: [{ image: 'example.com/app:edited', resources: {} }] } };
  await world.patch('services', 'app', { spec: { template } });
  await isStuck(world, 'app-00001', 'app-00002');
  await sync(world, await commit(2));
  await isStuck(world, 'app-00001', 'app-00003');
  const serving = await world.get('podautoscalers', 'app-00001');
  expect(serving && conditionOf(serving, 'Ready')).toBe('True');

  const second = await startFixer();
  await served(world, 'app', 'app-00003');
  await quiet(world);
  await second.kill('SIGTERM');

  // Behind again, and for cpu, which KEDA's webhook takes only when there is a Deployment.
  await syncUntilTaken(world, await commit(3, true));
  await isStuck(world, 'app-00003', 'app-00004');

  // Without a controller: a Job that looks once, after somebody has looked what it would do.
  const before = world.fixerWrites().length;
  const dryRun = await fix('--dry-run');
  expect(dryRun.stdout).toContain('app-00004');
  expect(world.fixerWrites()).toHaveLength(before);
  expect(await fix('--once')).toMatchObject({ status: 0 });
  await served(world, 'app', 'app-00004');

  // Nothing runs while the Service goes: garbage collection needs no fixer.
  await nothingLeftOf(world, 'app');
});
