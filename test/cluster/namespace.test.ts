import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assets, type Cluster, skipped, startCluster } from '../support/cluster.ts';
import { install, startFixer } from '../support/cluster-fixer.ts';
import { createKnative } from '../support/cluster-knative.ts';
import { covered } from '../support/cluster-right.ts';
import { installSettings, scaledObjects } from '../support/cluster-scaling.ts';

describe.skipIf(assets === undefined)(`the fixer for one namespace (${skipped})`, () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster();
    await installSettings(cluster.ask);
    await install(cluster, 'kustomize/fixer-namespace');
  });

  afterAll(async () => await cluster?.stop());

  test('it works with rights there only, and leaves the others alone', async () => {
    const { ask } = cluster;
    const [here, there] = [await createKnative(ask, 'default'), await createKnative(ask, 'other')];
    const fixer = await startFixer(cluster);
    await there.rollOut('web');
    await here.rollOut('web');
    await covered(ask, 'default', ['web-00001']);
    expect(await scaledObjects(ask, 'other')).toEqual({});
    expect(fixer.log().filter(({ level }) => level !== 'info')).toEqual([]);
    await fixer.stop();
  });
});
