import { inject } from 'vitest';
import { type ClusterAccess, clusterAt } from './cluster.ts';
import './cluster-setup.ts';

/** The API server that all tests of test/cluster share: their namespaces keep them apart. */
export function sharedCluster(): ClusterAccess {
  const address = inject('cluster');
  if (address === undefined) throw new Error('there is no cluster');
  return clusterAt(address);
}
