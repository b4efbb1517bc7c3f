import { revisionName } from '../../src/knative/names.ts';
import { startCluster } from '../../test/support/cluster.ts';
import { type Fixer, install, startFixer } from '../../test/support/cluster-fixer.ts';
import { installSettings } from '../../test/support/cluster-scaling.ts';
import { coverage } from './coverage.ts';
import {
  applyScaledObject,
  begin,
  deploy,
  makeNamespaces,
  serve,
  settle,
  subject,
} from './load.ts';
import { each, pause, persistently } from './pool.ts';
import { startProxy, type Written } from './proxy.ts';
import { behind } from './scale.ts';
import type { Row } from './table.ts';

export interface Faults {
  readonly services: number;
  /** How often the API server is killed, and how often the leader is. */
  readonly kills: number;
}

/** Roll-outs without end while everything around the fixer fails, and what is left when it heals. */
export async function measureFaults(faults: Faults, log: (text: string) => void): Promise<Row[]> {
  const cluster = await startCluster();
  const proxy = await startProxy(cluster);
  const fixers: Fixer[] = [];
  try {
    const { ask } = cluster;
    await installSettings(ask);
    await install(cluster, 'kustomize/fixer');
    await makeNamespaces(ask, faults.services);
    await each(faults.services, 16, async (index) => await settle(ask, subject(index), 1));
    const kubeconfig = await behind(cluster, proxy);
    const start = async (): Promise<Fixer> =>
      await startFixer(cluster, { kubeconfig, withoutWaiting: true });
    fixers.push(await start(), await start());

    let isOver = false;
    const generations = Array.from({ length: faults.services }, () => 1);
    const rollOut = async (index: number, generation: number): Promise<number> => {
      const at = subject(index);
      const tried = async <T>(job: () => Promise<T>): Promise<T> => await persistently(job);
      if (index % 3 === 0) {
        await tried(() => applyScaledObject(ask, at, revisionName(at.name, generation)));
      }
      const revision = await tried(() => begin(ask, at, generation));
      await tried(() => deploy(ask, revision));
      await tried(() => serve(ask, at, revision.metadata.name));
      return generation;
    };
    const rolling = each(8, 8, async (worker) => {
      for (let index = worker; !isOver; index = (index + 8) % faults.services) {
        generations[index] = await rollOut(index, (generations[index] ?? 1) + 1);
      }
    });
    const cutting = setInterval(proxy.cut, 1000);
    proxy.failing = 0.1;

    for (let kill = 1; kill <= faults.kills; kill++) {
      log(`API server and leader killed for the ${kill}. time`);
      await killLeader(fixers, start);
      await pause(4000);
      await cluster.apiServer.kill('SIGKILL');
      await pause(1000);
      await cluster.apiServer.start();
      await pause(4000);
    }
    log('etcd pauses');
    cluster.etcd.pause();
    await pause(10_000);
    cluster.etcd.resume();
    await pause(5000);

    isOver = true;
    await rolling;
    clearInterval(cutting);
    proxy.failing = 0;
    log('everything heals');
    const healed = Date.now();
    let left = await coverage(ask);
    while (left.uncovered.length > 0 && Date.now() - healed < 120_000) {
      await pause(1000);
      left = await coverage(ask);
    }
    const healing = Date.now() - healed;
    const writesThen = proxy.writes.length;
    await pause(30_000);
    left = await coverage(ask);
    const repeated = repeats(proxy.writes);
    return [
      ['roll-outs', String(generations.reduce((sum, each) => sum + each - 1, 0))],
      ['uncovered, doubled', `${left.uncovered.length}, ${left.doubled.length}`],
      ['all covered after', `${(healing / 1000).toFixed(0)} s`],
      ['corrections that were written', String(proxy.writes.filter(isCorrection).length)],
      ['written twice', String(repeated.length)],
      ['writes in 30 s of quiet', String(proxy.writes.length - writesThen)],
      ...repeated.slice(0, 5).map((each): Row => ['written twice', each]),
    ];
  } finally {
    await Promise.all(fixers.map(async (fixer) => await fixer.stop()));
    proxy.close();
    await cluster.stop();
  }
}

async function killLeader(fixers: Fixer[], start: () => Promise<Fixer>): Promise<void> {
  for (const [index, fixer] of fixers.entries()) {
    const isLeading = await fixer.metric('revcast_fixer_leader{shard="0"}').catch(() => 0);
    if (isLeading !== 1) continue;
    fixer.kill('SIGKILL');
    await fixer.ended;
    fixers[index] = await start();
    return;
  }
}

function isCorrection({ path }: Written): boolean {
  return path.includes('/scaledobjects');
}

/** The same content, written to the same ScaledObject more than once. */
function repeats(writes: readonly Written[]): string[] {
  const counts = new Map<string, number>();
  for (const each of writes.filter(isCorrection)) {
    const key = `${each.method} ${each.path} ${each.body.slice(0, 300)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > 1).map(([key, count]) => `${count} × ${key}`);
}
