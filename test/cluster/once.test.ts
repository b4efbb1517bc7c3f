import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assets, type Cluster, skipped, startCluster } from '../support/cluster.ts';
import { commandOf, fix, fixerKubeconfig, install } from '../support/cluster-fixer.ts';
import { createKnative, made } from '../support/cluster-knative.ts';
import { prometheus } from '../support/cluster-objects.ts';
import { covered } from '../support/cluster-right.ts';
import { applied, installSettings, rendered, scaledObjects } from '../support/cluster-scaling.ts';
import { built, find } from '../support/kustomize.ts';

const rbac = '/apis/rbac.authorization.k8s.io/v1';

describe.skipIf(assets === undefined)(`fix --once and --dry-run (${skipped})`, () => {
  let cluster: Cluster;
  let kubeconfig: string;
  const job = commandOf(find(built('kustomize/fixer-job/once'), 'Job', 'revcast-fix-once'));

  beforeAll(async () => {
    cluster = await startCluster();
    await installSettings(cluster.ask);
    await install(cluster, 'kustomize/fixer-job/once');
    kubeconfig = await fixerKubeconfig(cluster);
    await readerRole();
  });

  afterAll(async () => await cluster?.stop());

  /** Somebody who may look at everything. */
  async function readerRole(): Promise<void> {
    const { ask } = cluster;
    await ask('POST', '/api/v1/namespaces/default/serviceaccounts', {
      metadata: { name: 'reader' },
    });
    const groups = ['serving.knative.dev', 'autoscaling.internal.knative.dev', 'keda.sh', ''];
    const rules = [{ apiGroups: groups, resources: ['*'], verbs: ['list', 'watch'] }];
    await made(ask('POST', `${rbac}/clusterroles`, { metadata: { name: 'reader' }, rules }));
    await made(
      ask('POST', `${rbac}/clusterrolebindings`, {
        metadata: { name: 'reader' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'reader' },
        subjects: [{ kind: 'ServiceAccount', namespace: 'default', name: 'reader' }],
      }),
    );
  }

  test('the Job corrects everything and succeeds, and has nothing to do the next time', async () => {
    const knative = await createKnative(cluster.ask, 'all');
    await applied(cluster.ask, rendered('all', 'ahead', 3, { annotations: prometheus }));
    await knative.rollOut('ahead', { annotations: prometheus });
    await knative.rollOut('missing');
    const first = await fix(kubeconfig, job.args, job.env);
    expect(first.stderr).toContain('2 of 2 needed revisions covered');
    expect(first.status).toBe(0);
    await covered(cluster.ask, 'all', ['ahead-00001', 'missing-00001'], 100);
    const before = await scaledObjects(cluster.ask, 'all');
    const second = await fix(kubeconfig, [...job.args, '--format=json'], job.env);
    expect(second.status).toBe(0);
    expect(JSON.parse(second.stdout)).toMatchObject({ corrections: 0, covered: 2, uncovered: [] });
    expect(await scaledObjects(cluster.ask, 'all')).toEqual(before);
  });

  test('it fails, and says which, when a revision is left without', async () => {
    const knative = await createKnative(cluster.ask, 'left');
    const annotations = { ...prometheus, 'autoscaling.knative.dev/target': 'many' };
    await knative.rollOut('bad', { annotations });
    await knative.rollOut('good');
    const { status, stdout } = await fix(kubeconfig, [...job.args, '--namespace=left'], job.env);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^left +bad +bad-00001 +/m);
    await covered(cluster.ask, 'left', ['good-00001'], 100);
  });

  test('it waits for a Deployment that comes, and not for ever for one that does not', async () => {
    const knative = await createKnative(cluster.ask, 'late');
    const revision = await knative.begin('late');
    const args = [...job.args, '--namespace=late', '--wait=3s'];
    const waiting = fix(kubeconfig, args, job.env);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await knative.deploy(revision);
    expect(await waiting).toMatchObject({ status: 0 });
    await covered(cluster.ask, 'late', [revision], 100);
    await knative.begin('late', { image: 'example.com/app:2' });
    const { status, stdout } = await fix(kubeconfig, args, job.env);
    expect({ status, stdout }).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('late-00002'),
    });
  });

  test('a dry run needs the right to read only, prints the plan, and writes nothing', async () => {
    const knative = await createKnative(cluster.ask, 'dry');
    await applied(cluster.ask, rendered('dry', 'web', 3, { annotations: prometheus }));
    await knative.rollOut('web', { annotations: prometheus });
    const before = await scaledObjects(cluster.ask, 'dry');
    const reader = await cluster.kubeconfigOf('default', 'reader');
    const args = ['fix', '--dry-run', '--namespace=dry'];
    const table = await fix(reader, args);
    expect(table.stderr).toBe('revcast: 0 of 1 needed revision covered, 2 corrections to make\n');
    expect(table.status).toBe(0);
    expect(table.stdout).toMatch(/dry.*web.*web-00001/);
    const json = await fix(reader, [...args, '--format=json']);
    expect(json.status).toBe(0);
    expect(JSON.stringify(JSON.parse(json.stdout))).toContain('PredictedAhead');
    expect(await scaledObjects(cluster.ask, 'dry')).toEqual(before);
  });

  test('a missing right and a cluster that is away are told as such', async () => {
    const reader = await cluster.kubeconfigOf('default', 'reader');
    const forbidden = await fix(reader, ['fix', '--once', '--namespace=dry', '--wait=2s']);
    expect(forbidden.status).toBe(4);
    expect(forbidden.stderr).toContain('lacks the right to get revisions.serving.knative.dev');
    const gone = await fix(reader, ['fix', '--dry-run', '--kubeconfig=/nowhere']);
    expect(gone).toMatchObject({ status: 4, stderr: expect.stringContaining('/nowhere') });
  });
});
