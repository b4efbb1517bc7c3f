import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { assets, skipped, startCluster } from '../support/cluster.ts';
import { installSettings } from '../support/cluster-scaling.ts';
import { blocksOf, pages, userFolder } from '../support/pages.ts';
import { ended } from '../support/revcast.ts';

describe.skipIf(assets === undefined)(`the documentation with a cluster (${skipped})`, () => {
  const withBlocks = pages.filter((page) => blocksOf(page).some(({ note }) => note === 'cluster'));

  test.each(withBlocks)('every command line of %s runs, in order', async (page) => {
    const blocks = blocksOf(page).filter(({ note }) => note === 'cluster');
    const cluster = await startCluster();
    const { cwd, env } = userFolder();
    try {
      await installSettings(cluster.ask);
      for (const { text } of blocks) {
        const run = { cwd, env: { ...env, KUBECONFIG: cluster.kubeconfig } };
        const { status, stderr } = await ended('bash', ['-euo', 'pipefail', '-c', text], run);
        expect({ status, stderr }, text).toMatchObject({ status: 0 });
      }
    } finally {
      rmSync(cwd, { recursive: true, force: true });
      await cluster.stop();
    }
  });
});
