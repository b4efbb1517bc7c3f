import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { until } from '../../support/cluster-programs.ts';
import { auditFlags } from './audit.ts';
import { install } from './install.ts';
import { kubectl } from './kubectl.ts';
import { startControllerManager, startKeda, startKnative } from './programs.ts';
import { standInForIngress } from './stand-in-ingress.ts';
import { standInForMetrics } from './stand-in-metrics.ts';
import { standInForNodes } from './stand-in-node.ts';

export interface Everything {
  readonly cluster: Cluster;
  readonly prometheus: string;
  /** Where the audit log is. */
  readonly audit: string;
  readonly stop: () => Promise<void>;
}

/** A cluster with Knative Serving, the extension's stand-in and KEDA running in it. */
export async function startEverything(): Promise<Everything> {
  const audit = mkdtempSync(join(tmpdir(), 'revcast-e2e-'));
  const cluster = await startCluster({
    flags: [
      '--enable-aggregator-routing=true',
      '--service-cluster-ip-range=10.0.0.0/16',
      ...auditFlags(audit),
    ],
  });
  const stopAll = async (): Promise<void> => {
    await cluster.stop();
    rmSync(audit, { recursive: true, force: true });
  };
  try {
    await install(cluster.kubeconfig);
    const stops = [await standInForNodes(cluster), standInForIngress(cluster)];
    await startControllerManager(cluster);
    const [metrics] = await Promise.all([
      standInForMetrics(cluster),
      startKnative(cluster),
      startKeda(cluster),
    ]);
    await until('the webhooks to answer', () => takesService(cluster.kubeconfig), 120_000);
    const stop = async (): Promise<void> => {
      for (const end of [...stops, metrics.stop]) end();
      await stopAll();
    };
    return { cluster, prometheus: metrics.prometheus, audit, stop };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

async function takesService(kubeconfig: string): Promise<boolean> {
  const service = {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { namespace: 'default', name: 'probe' },
    spec: { template: { spec: { containers: [{ image: 'example.com/probe' }] } } },
  };
  const args = ['create', '--dry-run=server', '-f', '-'];
  return (await kubectl(kubeconfig, args, JSON.stringify(service))).ok;
}
