import type { TestProject } from 'vitest/node';
import type { ClusterAddress } from '../support/cluster.ts';
import { kubectl } from './support/kubectl.ts';
import { missingPrograms } from './support/programs.ts';
import { programs } from './support/programs-folder.ts';

export interface E2e extends ClusterAddress {
  readonly prometheus: string;
  readonly audit: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    e2e: E2e;
  }
}

/** Before all tests: one cluster with everything in it. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const missing = missingPrograms();
  if (missing.length > 0) {
    throw new Error(`not built: ${missing.join(', ')} (npm run test:e2e builds them)`);
  }
  process.env.KUBEBUILDER_ASSETS = programs;
  const { startEverything } = await import('./support/everything.ts');
  const { cluster, prometheus, audit, stop } = await startEverything();
  await kubectl(cluster.kubeconfig, ['apply', '-k', 'kustomize/fixer']);
  const { server, authority, token, directory, kubeconfig } = cluster;
  provide('e2e', { server, authority, token, directory, kubeconfig, prometheus, audit });
  return stop;
}
