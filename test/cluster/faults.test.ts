import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { assets, type Cluster, skipped, startCluster } from '../support/cluster.ts';
import { type Fixer, install, startFixer } from '../support/cluster-fixer.ts';
import { createKnative, type Knative, made } from '../support/cluster-knative.ts';
import { createAsk } from '../support/cluster-request.ts';
import { covered } from '../support/cluster-right.ts';
import { installSettings } from '../support/cluster-scaling.ts';

const namespace = 'faults';
const leader = 'revcast_fixer_leader{shard="0"}';

describe.skipIf(assets === undefined)(`the fixer when things fail (${skipped})`, () => {
  let cluster: Cluster;
  let knative: Knative;
  const running = new Set<Fixer>();

  beforeAll(async () => {
    // Else it waits for the watches of others for a minute when it ends.
    cluster = await startCluster({ flags: ['--shutdown-watch-termination-grace-period=1s'] });
    await installSettings(cluster.ask);
    await install(cluster, 'kustomize/fixer');
    knative = await createKnative(cluster.ask, namespace);
  });

  afterEach(async () => {
    await Promise.all([...running].map(async (fixer) => await fixer.stop()));
    running.clear();
  });

  afterAll(async () => await cluster?.stop());

  async function start(kubeconfig?: string): Promise<Fixer> {
    const fixer = await startFixer(cluster, { ...(kubeconfig !== undefined && { kubeconfig }) });
    running.add(fixer);
    return fixer;
  }

  async function restart(): Promise<void> {
    await cluster.apiServer.kill();
    await cluster.apiServer.start();
  }

  async function leads(fixer: Fixer, within: number): Promise<void> {
    await vi.waitFor(async () => expect(await fixer.metric(leader)).toBe(1), within);
  }

  test('of two replicas one writes; the other takes over when it dies, and at once when it ends', async () => {
    const first = await start();
    await leads(first, 10_000);
    const second = await start();
    await knative.rollOut('one');
    await covered(cluster.ask, namespace, ['one-00001']);
    expect(await second.metric(leader)).toBe(0);
    const corrections = (fixer: Fixer) =>
      fixer.log().filter(({ message }) => message === 'corrected');
    expect(corrections(first)).toHaveLength(1);
    expect(corrections(second)).toEqual([]);

    first.kill('SIGKILL');
    await knative.rollOut('two');
    // 15 s until the Lease expires, and up to 4.4 s until somebody looks.
    await leads(second, 25_000);
    await covered(cluster.ask, namespace, ['two-00001']);

    const third = await start();
    await second.stop();
    expect(await second.ended).toBe(0);
    await leads(third, 6_000);
    await knative.rollOut('three');
    await covered(cluster.ask, namespace, ['three-00001']);
  });

  test.each([
    ['is killed', 'SIGKILL'],
    ['ends', 'SIGTERM'],
  ] as const)('it goes on when the API server %s and starts again', async (how, signal) => {
    const name = how.split(' ').join('-');
    const fixer = await start();
    await leads(fixer, 25_000);
    await cluster.apiServer.kill(signal);
    expect(await fixer.page('/healthz')).toMatchObject({ status: 200 });
    await cluster.apiServer.start();
    await vi.waitFor(async () => await knative.rollOut(name), 20_000);
    await covered(cluster.ask, namespace, [`${name}-00001`], 40_000);
  });

  test('it reads everything again when history is forgotten', async () => {
    const fixer = await start();
    await leads(fixer, 25_000);
    fixer.kill('SIGSTOP');
    await restart();
    await vi.waitFor(async () => await knative.rollOut('forgotten'), 20_000);
    await cluster.compact();
    await restart();
    fixer.kill('SIGCONT');
    await covered(cluster.ask, namespace, ['forgotten-00001'], 60_000);
    const { text } = await fixer.page('/metrics');
    expect(text).toMatch(/revcast_fixer_watch_restarts_total\{.*reason="gone"\} [1-9]/);
  });

  test('it reads its token anew when that has been rotated', async () => {
    const token = join(cluster.directory, 'token');
    writeFileSync(token, await tokenOfSecret('first'));
    const fixer = await start(kubeconfigWith(token));
    await leads(fixer, 25_000);
    const old = createAsk({ ...cluster, token: await tokenOfSecret('first') });
    writeFileSync(token, await tokenOfSecret('second'));
    await cluster.ask('DELETE', '/api/v1/namespaces/revcast-system/secrets/first');
    // The API server remembers for 10 s that a token was good.
    await vi.waitFor(
      async () => expect(await old('GET', '/api/v1')).toMatchObject({ status: 401 }),
      30_000,
    );
    await restart();
    await vi.waitFor(async () => await knative.rollOut('rotated'), 20_000);
    await covered(cluster.ask, namespace, ['rotated-00001'], 60_000);
  });

  /** A token that is good as long as this Secret is there. */
  async function tokenOfSecret(name: string): Promise<string> {
    const path = '/api/v1/namespaces/revcast-system';
    await cluster.ask('POST', `${path}/secrets`, { metadata: { name } });
    const boundObjectRef = { apiVersion: 'v1', kind: 'Secret', name };
    const request = { spec: { expirationSeconds: 3600, boundObjectRef } };
    const answer = cluster.ask('POST', `${path}/serviceaccounts/revcast-fixer/token`, request);
    return (await made<{ status: { token: string } }>(answer)).status.token;
  }

  function kubeconfigWith(tokenFile: string): string {
    const path = join(cluster.directory, 'rotated.kubeconfig');
    const name = 'rotated';
    const authority = Buffer.from(cluster.authority).toString('base64');
    const config = {
      'current-context': name,
      contexts: [{ name, context: { cluster: name, user: name, namespace: 'revcast-system' } }],
      clusters: [
        { name, cluster: { server: cluster.server, 'certificate-authority-data': authority } },
      ],
      users: [{ name, user: { tokenFile } }],
    };
    writeFileSync(path, JSON.stringify(config));
    return path;
  }
});
