import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { assets, skipped, startCluster } from '../support/cluster.ts';
import { until } from '../support/cluster-programs.ts';
import { createAsk } from '../support/cluster-request.ts';
import { sharedCluster } from '../support/cluster-shared.ts';

const scaledObjects = '/apis/keda.sh/v1alpha1/scaledobjects';

describe.skipIf(assets === undefined)(`the test API server (${skipped})`, () => {
  test('all tests share one, which serves the resources of Knative and KEDA', async () => {
    const { ask } = sharedCluster();
    for (const resource of [
      '/apis/serving.knative.dev/v1/revisions',
      '/apis/autoscaling.internal.knative.dev/v1alpha1/podautoscalers',
      scaledObjects,
    ]) {
      expect(await ask('GET', resource), resource).toMatchObject({ status: 200 });
    }
  });

  test('a test can have one of its own, kill it, start it again, and leaves nothing', async () => {
    const { ask, apiServer, etcd, stop, directory } = await startCluster();
    await apiServer.kill();
    await expect(ask('GET', scaledObjects)).rejects.toThrow('ECONNREFUSED');
    await apiServer.start();
    await etcd.kill();
    await etcd.start();
    await until('it to serve', async () => (await ask('GET', scaledObjects)).status === 200);
    await stop();
    await expect(ask('GET', scaledObjects)).rejects.toThrow('ECONNREFUSED');
    expect(existsSync(directory)).toBe(false);
  });

  test('it ends with its owner, however that ends', async () => {
    const script = `const { startCluster } = await import('./test/support/cluster.ts');
      console.log((await startCluster()).directory);
      setInterval(() => undefined, 1000);`;
    const owner = spawn(process.execPath, [
      ...['--import', 'tsx', '--input-type=module'],
      ...['--eval', script],
    ]);
    const directory = await new Promise<string>((resolve, reject) => {
      owner.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
      owner.once('exit', () => reject(new Error('it ended too early')));
    });
    expect(existsSync(directory)).toBe(true);
    owner.kill('SIGKILL');
    await until('the folder to go', () => !existsSync(directory));
  });

  test('a ServiceAccount may do what a role gives it, and no more', async () => {
    const { ask, kubeconfigOf, server, authority } = sharedCluster();
    const namespace = 'harness';
    await ask('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
    const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
    await ask('POST', accounts, { metadata: { name: 'reader' } });
    const kubeconfig = JSON.parse(readFileSync(await kubeconfigOf(namespace, 'reader'), 'utf8'));
    const asReader = createAsk({ server, authority, token: kubeconfig.users[0].user.token });
    expect(await asReader('GET', scaledObjects)).toMatchObject({ status: 403 });
    const rbac = '/apis/rbac.authorization.k8s.io/v1';
    await ask('POST', `${rbac}/clusterroles`, {
      metadata: { name: namespace },
      rules: [{ apiGroups: ['keda.sh'], resources: ['scaledobjects'], verbs: ['list'] }],
    });
    await ask('POST', `${rbac}/clusterrolebindings`, {
      metadata: { name: namespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: namespace },
      subjects: [{ kind: 'ServiceAccount', namespace, name: 'reader' }],
    });
    await until('the role', async () => (await asReader('GET', scaledObjects)).status === 200);
    const one = '/apis/keda.sh/v1alpha1/namespaces/default/scaledobjects/any';
    expect(await asReader('DELETE', one)).toMatchObject({ status: 403 });
  });
});
