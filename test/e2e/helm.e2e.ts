import { delimiter } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Program } from '../support/cluster-programs.ts';
import { helmFolder, helms } from '../support/helm.ts';
import { nothingLeft, quiet, served } from './support/cover.ts';
import { createFixer } from './support/fixer.ts';
import { service } from './support/manifests.ts';
import { programs } from './support/programs-folder.ts';
import { createWorld } from './support/world.ts';

process.env.PATH = `${programs}${delimiter}${process.env.PATH}`;

let fixer: Program;
beforeAll(async () => {
  fixer = await createFixer();
  await fixer.start();
});
afterAll(async () => await fixer.kill('SIGTERM'));

test.for(helms)(
  '$name installs, upgrades, rolls back and uninstalls at the first try, when ScaledObjects are left to the fixer',
  async (helm, context) => {
    const world = await createWorld(context, `by-${helm.program}`);
    const place = await helmFolder(helm, { KUBECONFIG: inject('e2e').kubeconfig });
    context.onTestFinished(() => place.remove());
    const image = 'example.com/app:{{ .Values.tag }}';
    place.chart('shop', {
      'templates/app.yaml': service('app', world.prometheus, { cpu: true, image }),
    });
    const run = async (...args: readonly string[]): Promise<void> => {
      const ended = await place.run([...args, `--namespace=${world.namespace}`, '--timeout=60s']);
      expect(ended).toMatchObject({ status: 0 });
    };
    const undo = helm.program === 'helm' ? '--atomic' : '--rollback-on-failure';
    for (const tag of [1, 2]) {
      const flags = [`--set=tag=${tag}`, '--wait', undo, ...helm.postRender('--split=services')];
      await run('upgrade', '--install', 'shop', 'shop', ...flags);
      await served(world, 'app', `app-0000${tag}`);
    }
    await run('rollback', 'shop', '1', '--wait');
    await served(world, 'app', 'app-00003');
    await quiet(world);
    await run('uninstall', 'shop');
    await nothingLeft(world);
  },
);
