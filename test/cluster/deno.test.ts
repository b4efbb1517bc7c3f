import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assets, type Cluster, skipped, startCluster } from '../support/cluster.ts';
import { commandOf, fixerKubeconfig, install } from '../support/cluster-fixer.ts';
import { createKnative } from '../support/cluster-knative.ts';
import { prometheus } from '../support/cluster-objects.ts';
import { covered } from '../support/cluster-right.ts';
import { applied, installSettings, rendered } from '../support/cluster-scaling.ts';
import { onDeno, permissions } from '../support/deno.ts';
import { built, find } from '../support/kustomize.ts';

describe.skipIf(assets === undefined)(`the fixer on Deno (${skipped})`, () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster();
    await installSettings(cluster.ask);
    await install(cluster, 'kustomize/fixer-job/once');
  });

  afterAll(async () => await cluster?.stop());

  test('does the same from the same sources', async () => {
    const knative = await createKnative(cluster.ask, 'deno');
    await applied(cluster.ask, rendered('deno', 'ahead', 3, { annotations: prometheus }));
    await knative.rollOut('ahead', { annotations: prometheus });
    await knative.rollOut('missing');
    const { args } = commandOf(find(built('kustomize/fixer-job/once'), 'Job', 'revcast-fix-once'));
    const env = { KUBECONFIG: await fixerKubeconfig(cluster) };
    const { status, stderr } = await onDeno('src/main.ts', args, permissions('fix'), { env });
    expect(stderr).toContain('2 of 2 needed revisions covered');
    expect(status).toBe(0);
    await covered(cluster.ask, 'deno', ['ahead-00001', 'missing-00001'], 100);
  }, 60_000);
});
