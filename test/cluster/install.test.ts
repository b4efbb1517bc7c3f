import { beforeAll, describe, expect, test } from 'vitest';
import { assets, type ClusterAccess, skipped } from '../support/cluster.ts';
import { install } from '../support/cluster-fixer.ts';
import { made } from '../support/cluster-knative.ts';
import { installSettings } from '../support/cluster-scaling.ts';
import { sharedCluster } from '../support/cluster-shared.ts';
import { built, type Manifest } from '../support/kustomize.ts';

const folders = ['fixer', 'fixer-namespace', 'fixer-job/once', 'fixer-job/cron'];

describe.skipIf(assets === undefined)(`kustomize in an API server (${skipped})`, () => {
  let cluster: ClusterAccess;

  beforeAll(async () => {
    cluster = sharedCluster();
    await installSettings(cluster.ask);
  });

  test.each(folders)('%s can be applied, and applied again', async (folder) => {
    await install(cluster, `kustomize/${folder}`);
    await install(cluster, `kustomize/${folder}`);
  });

  test.each(folders)('the pods of %s pass the restricted pod security', async (folder) => {
    const { ask } = cluster;
    await install(cluster, `kustomize/${folder}`);
    const [workload] = built(`kustomize/${folder}`).filter(isWorkload);
    const { metadata = {}, spec } = (workload?.spec.jobTemplate ?? workload).spec.template;
    const pod = {
      metadata: { ...metadata, name: `pod-of-${folder.replace('/', '-')}` },
      spec: { ...spec },
    };
    await made(ask('POST', '/api/v1/namespaces/revcast-system/pods?dryRun=All', pod));
    // That the same with one privilege is refused shows that somebody looks.
    const [container] = spec.containers;
    const careless = { ...container, securityContext: { allowPrivilegeEscalation: true } };
    const refused = await ask('POST', '/api/v1/namespaces/revcast-system/pods?dryRun=All', {
      ...pod,
      spec: { ...spec, containers: [careless] },
    });
    expect(refused).toMatchObject({ status: 403 });
    expect(refused.body.message).toContain('violates PodSecurity "restricted:latest"');
  });
});

function isWorkload({ kind }: Manifest): boolean {
  return ['Deployment', 'Job', 'CronJob'].includes(kind);
}
