import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { revisionName } from '../../src/knative/names.ts';
import { connect } from '../../src/kubernetes/connect.ts';
import { scaledObjects } from '../../src/kubernetes/resources.ts';
import { reflect } from '../../src/kubernetes/watch.ts';
import { type Cluster, startCluster } from '../../test/support/cluster.ts';
import { kubeconfigFile, tokenOf } from '../../test/support/cluster-access.ts';
import { type Fixer, install, startFixer } from '../../test/support/cluster-fixer.ts';
import { installSettings } from '../../test/support/cluster-scaling.ts';
import { coverage, isOwned } from './coverage.ts';
import {
  applyScaledObject,
  begin,
  deploy,
  makeNamespaces,
  serve,
  settle,
  subject,
} from './load.ts';
import { each, pause, percentile } from './pool.ts';
import { type FaultProxy, startProxy } from './proxy.ts';
import type { Row } from './table.ts';

export interface Scale {
  readonly services: number;
  /** Of each Service. */
  readonly revisions: number;
  readonly rollOuts: number;
  readonly perSecond: number;
}

/** Milliseconds from Revision to PodAutoscaler on a real cluster. */
const deploying = 180;
const idleSeconds = 60;

/** A large cluster: cold start, memory, idle traffic, and how soon a new revision is covered. */
export async function measureScale(scale: Scale, log: (text: string) => void): Promise<Row[]> {
  const cluster = await startCluster();
  const proxy = await startProxy(cluster);
  try {
    await fill(cluster, scale, log);
    const kubeconfig = await behind(cluster, proxy);
    const rows: Row[] = [];

    log('first start');
    const first = await timedStart(cluster, kubeconfig);
    rows.push(['first start, every ScaledObject adopted', seconds(first.time)]);
    rows.push(['memory at most', `${peakOf(cluster)} MB`]);
    await first.fixer.stop();

    log('cold start');
    const cold = await timedStart(cluster, kubeconfig);
    rows.push(['cold start to all checked', seconds(cold.time)]);
    rows.push(['memory at most', `${peakOf(cluster)} MB`]);
    const { uncovered, doubled } = await coverage(cluster.ask);
    rows.push(['uncovered, doubled', `${uncovered.length}, ${doubled.length}`]);

    log('idle');
    const before = proxy.requests();
    await pause(idleSeconds * 1000);
    const idle = ((proxy.requests() - before) * 60) / idleSeconds;
    rows.push(['requests a minute when idle, Lease included', idle.toFixed(0)]);

    log('roll-outs');
    rows.push(...(await rollOuts(cluster, scale)));
    rows.push(['memory at most', `${peakOf(cluster)} MB`]);
    await cold.fixer.stop();
    return rows;
  } finally {
    proxy.close();
    await cluster.stop();
  }
}

async function fill(cluster: Cluster, scale: Scale, log: (text: string) => void): Promise<void> {
  const { services, revisions, rollOuts: rolled } = scale;
  await installSettings(cluster.ask);
  await install(cluster, 'kustomize/fixer');
  await makeNamespaces(cluster.ask, services + rolled);
  const began = Date.now();
  let done = 0;
  await each(services + rolled, 32, async (index) => {
    // Those that roll out later have one revision, and get a second.
    await settle(cluster.ask, subject(index), index < services ? revisions : 1);
    if (++done % 500 === 0) log(`${done} Services after ${seconds(Date.now() - began)}`);
  });
}

/** A kubeconfig of the fixer's own ServiceAccount that leads through the proxy. */
export async function behind(cluster: Cluster, proxy: FaultProxy): Promise<string> {
  const token = await tokenOf(cluster.ask, 'revcast-system', 'revcast-fixer', 86_400);
  const access = { server: proxy.server, authority: cluster.authority, token };
  return kubeconfigFile(cluster.directory, 'soak', access, 'revcast-system');
}

async function timedStart(
  cluster: Cluster,
  kubeconfig: string,
): Promise<{ readonly fixer: Fixer; readonly time: number }> {
  const began = Date.now();
  const fixer = await startFixer(cluster, { kubeconfig, args: ['--writes-per-second', '1000'] });
  // Leading comes first, and looking at everything after it.
  for (let calm = 0; calm < 5; ) {
    await pause(200);
    const depth = await fixer.metric('revcast_fixer_queue_depth');
    const isLeading = (await fixer.metric('revcast_fixer_leader{shard="0"}')) === 1;
    calm = isLeading && depth === 0 ? calm + 1 : 0;
  }
  return { fixer, time: Date.now() - began - 1000 };
}

/** MB; of all fixers that are running. */
function peakOf({ directory }: Cluster): number {
  const peaks = readdirSync(directory)
    .filter((name) => /^fixer-\d+\.pid$/.test(name))
    .map((name) => readFileSync(join(directory, name), 'utf8').trim())
    .map((pid) => /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  return Math.round(Math.max(...peaks.map(Number)) / 1024);
}

interface Moments {
  readonly revision: number;
  podAutoscaler?: number;
  right?: number;
}

/** A third each: predicted right, predicted ahead, nothing predicted. */
async function rollOuts(cluster: Cluster, scale: Scale): Promise<Row[]> {
  const { ask, kubeconfig } = cluster;
  const moments = new Map<string, Moments>();
  const connection = await connect({ kubeconfig });
  const seen = (object: Parameters<typeof isOwned>[0]): void => {
    const { namespace, name } = object.metadata as { namespace: string; name: string };
    const found = moments.get(`${namespace}/${name}`);
    if (found !== undefined && found.right === undefined && isOwned(object)) {
      found.right = Date.now();
    }
  };
  const ignore = (): void => undefined;
  let isListed = (): void => undefined;
  const listed = new Promise<void>((resolve) => {
    isListed = resolve;
  });
  const sink = { seen, gone: ignore, retain: isListed, restarted: ignore };
  const watch = reflect(connection, scaledObjects, {}, sink);
  await listed;

  const roll = async (index: number): Promise<void> => {
    const at = subject(scale.services + index);
    const next = revisionName(at.name, 2);
    if (index % 3 === 0) await applyScaledObject(ask, at, next);
    if (index % 3 === 1) await applyScaledObject(ask, at, revisionName(at.name, 4));
    const revision = await begin(ask, at, 2, () =>
      moments.set(`${at.namespace}/${next}`, { revision: Date.now() }),
    );
    await pause(deploying);
    await deploy(ask, revision);
    const found = moments.get(`${at.namespace}/${next}`);
    if (found !== undefined) found.podAutoscaler = Date.now();
    await serve(ask, at, next);
  };
  const running: Promise<void>[] = [];
  for (let index = 0; index < scale.rollOuts; index++) {
    running.push(roll(index));
    await pause(1000 / scale.perSecond);
  }
  await Promise.all(running);
  await pause(15_000);
  watch.stop();
  const all = [...moments.values()];
  const right = all.filter((each) => each.right !== undefined);
  const since = (start: 'revision' | 'podAutoscaler'): string => {
    const times = right.map((each) => Math.max(0, (each.right ?? 0) - (each[start] ?? 0)));
    return [0.5, 0.99, 1].map((share) => `${percentile(times, share)} ms`).join(', ');
  };
  return [
    ['roll-outs, covered', `${all.length}, ${right.length}`],
    ['Revision to ScaledObject: p50, p99, most', since('revision')],
    ['PodAutoscaler to ScaledObject: p50, p99, most', since('podAutoscaler')],
  ];
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
