import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { assets, type Cluster, skipped, startCluster } from '../support/cluster.ts';
import {
  type Audit,
  createAudit,
  nameOfRight,
  type Right,
  rightsIn,
} from '../support/cluster-audit.ts';
import { everything, installGitOps, synced, undo } from '../support/cluster-everything.ts';
import { install, startFixer } from '../support/cluster-fixer.ts';
import { made } from '../support/cluster-knative.ts';
import { installSettings, scaledObjects } from '../support/cluster-scaling.ts';
import { built } from '../support/kustomize.ts';

describe.skipIf(assets === undefined)(`the rights of the fixer (${skipped})`, () => {
  const rights = assets === undefined ? [] : rightsIn(built('kustomize/fixer'));
  let cluster: Cluster;
  let audit: Audit;

  beforeAll(async () => {
    audit = createAudit();
    cluster = await startCluster({ flags: audit.flags });
    const { ask } = cluster;
    await installSettings(ask);
    await installGitOps(ask);
    await install(cluster, 'kustomize/fixer');
    // All at once: what is to be removed has to be a minute old.
    const namespaces = ['used', ...rights.map((_, index) => `without-${index}`)];
    for (const namespace of namespaces) await everything(ask, namespace);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    for (const namespace of namespaces) await synced(ask, namespace);
  }, 120_000);

  afterAll(async () => {
    await cluster?.stop();
    audit?.remove();
  });

  test('each one is used, and no other is asked for', async () => {
    const running = await startFixer(cluster, { args: ['--namespace=used'] });
    const here = async () => Object.keys(await scaledObjects(cluster.ask, 'used')).sort();
    await vi.waitFor(
      async () =>
        expect(await here()).toEqual([
          ...['ahead-00001', 'ahead-00003', 'alone-00001', 'argocd-00002', 'flux-00002'],
          ...['missing-00001', 'wrong-00001'],
        ]),
      { timeout: 90_000, interval: 500 },
    );
    await undo(cluster.ask, 'used');
    await vi.waitFor(() => expect(audit.used()).toEqual(rights.map(nameOfRight).sort()), 20_000);
    await running.stop();
  }, 150_000);

  const cases = rights.map((right, index) => ({ right, index, name: nameOfRight(right) }));

  test.each(cases)('without the right to $name it says so', async ({ right, index }) => {
    const namespace = `without-${index}`;
    const kubeconfig = await accountWithout(right, namespace);
    const running = await startFixer(cluster, {
      args: [`--namespace=${namespace}`, `--lease-namespace=${namespace}`],
      kubeconfig,
      withoutWaiting: true,
    });
    const { verb, resource } = right;
    const words = new RegExp(
      `(cannot ${verb} resource "${resource}")|(right to ${verb} ${resource})`,
    );
    try {
      if (verb === 'patch' && resource === 'events') {
        await vi.waitFor(() => expect(running.text()).toContain('wrong-00001'), 20_000);
        await undo(cluster.ask, namespace);
      }
      const said = (): string => running.text().replaceAll('\\"', '"');
      await vi.waitFor(() => expect(said()).toMatch(words), 20_000);
    } finally {
      await running.stop();
    }
  });

  /** A ServiceAccount with every right but one, and a kubeconfig for it. */
  async function accountWithout(right: Right, namespace: string): Promise<string> {
    const { ask } = cluster;
    const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
    await ask('POST', accounts, { metadata: { name: 'fixer' } });
    const rules = rights
      .filter((each) => nameOfRight(each) !== nameOfRight(right))
      .map(({ group, resource, verb }) => ({
        apiGroups: [group],
        resources: [resource],
        verbs: [verb],
      }));
    for (const where of [namespace, 'knative-serving']) {
      const path = `/apis/rbac.authorization.k8s.io/v1/namespaces/${where}`;
      const metadata = { name: namespace };
      await made(ask('POST', `${path}/roles`, { metadata, rules }));
      await made(
        ask('POST', `${path}/rolebindings`, {
          metadata,
          roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: namespace },
          subjects: [{ kind: 'ServiceAccount', namespace, name: 'fixer' }],
        }),
      );
    }
    return await cluster.kubeconfigOf(namespace, 'fixer');
  }
});
