import { afterAll, beforeAll, describe, test } from 'vitest';
import { assets, type Cluster, skipped, startCluster } from '../support/cluster.ts';
import { type Fixer, install, startFixer } from '../support/cluster-fixer.ts';
import { createKnative } from '../support/cluster-knative.ts';
import { prometheus } from '../support/cluster-objects.ts';
import { covered } from '../support/cluster-right.ts';
import { applied, installSettings, rendered } from '../support/cluster-scaling.ts';

const template = { annotations: prometheus };

describe.skipIf(assets === undefined)(`where owners need rights (${skipped})`, () => {
  let cluster: Cluster;
  let fixer: Fixer;

  beforeAll(async () => {
    // As OpenShift has it: who makes an owner's deletion wait needs a right on that owner.
    const flags = ['--enable-admission-plugins=OwnerReferencesPermissionEnforcement'];
    cluster = await startCluster({ flags });
    await installSettings(cluster.ask);
    await install(cluster, 'kustomize/fixer');
    fixer = await startFixer(cluster);
  });

  afterAll(async () => {
    await fixer?.stop();
    await cluster?.stop();
  });

  test('a right prediction is adopted, and what is missing is made', async () => {
    const { ask } = cluster;
    const knative = await createKnative(ask, 'shop');
    await applied(ask, rendered('shop', 'web', 1, template));
    await knative.rollOut('web', template);
    await knative.rollOut('api');
    await covered(ask, 'shop', ['web-00001', 'api-00001']);
  });
});
