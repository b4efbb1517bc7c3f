import type { TestProject } from 'vitest/node';
import { assets, type ClusterAddress, skipped, startCluster } from './cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    cluster: ClusterAddress | undefined;
  }
}

/** Before the tests of test/cluster: one API server for all of them. */
export async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (assets === undefined) {
    console.log(`test/cluster ${skipped}`);
    return undefined;
  }
  const { stop, server, authority, token, directory, kubeconfig } = await startCluster();
  provide('cluster', { server, authority, token, directory, kubeconfig });
  return stop;
}
