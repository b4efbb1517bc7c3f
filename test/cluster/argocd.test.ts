import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { argocdFolder, argocdManifests } from '../support/argocd.ts';
import { assets, type Cluster, skipped, startCluster } from '../support/cluster.ts';
import { made } from '../support/cluster-knative.ts';
import { until } from '../support/cluster-programs.ts';
import { built, find, kubectl } from '../support/kustomize.ts';

const restricted = { 'pod-security.kubernetes.io/enforce': 'restricted' };
const canRun = assets !== undefined && argocdFolder !== undefined && kubectl !== undefined;

describe.skipIf(!canRun)(`examples/argocd in an API server (${skipped})`, () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster();
    const { ask } = cluster;
    const definitions = join(argocdFolder ?? '', 'manifests', 'crds');
    for (const name of readdirSync(definitions).filter((each) => each.endsWith('-crd.yaml'))) {
      const [document] = parseAllDocuments(readFileSync(join(definitions, name), 'utf8'));
      const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
      await made(ask('POST', path, document?.toJSON()));
    }
    const metadata = { name: 'argocd', labels: restricted };
    await made(ask('POST', '/api/v1/namespaces', { metadata }));
  });
  afterAll(async () => await cluster?.stop());

  test.each([
    ['application', 'applications'],
    ['applicationset', 'applicationsets'],
  ])('%s.yaml is valid', async (file, plural) => {
    const { ask } = cluster;
    const path = `/apis/argoproj.io/v1alpha1/namespaces/argocd/${plural}`;
    await until(path, async () => (await ask('GET', path)).status === 200);
    const object = parse(readFileSync(`examples/argocd/${file}.yaml`, 'utf8'));
    await made(ask('POST', `${path}?dryRun=All&fieldValidation=Strict`, object));
  });

  test('the repo-server with its sidecar is valid, and passes the restricted pod security', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'revcast-argocd-'));
    try {
      cpSync('kustomize/argocd', join(folder, 'component'), { recursive: true });
      writeFileSync(join(folder, 'install.yaml'), argocdManifests('install'));
      const kustomization = 'resources: [install.yaml]\ncomponents: [component]\n';
      writeFileSync(join(folder, 'kustomization.yaml'), kustomization);
      const { ask } = cluster;
      const server = find(built(folder), 'Deployment', 'argocd-repo-server');
      const strict = 'dryRun=All&fieldValidation=Strict';
      const deployments = '/apis/apps/v1/namespaces/argocd/deployments';
      await made(ask('POST', `${deployments}?${strict}`, { ...server }));
      const { spec } = server.spec.template;
      const pod = (containers: object[]) => ({
        metadata: { name: 'pod' },
        spec: { ...spec, containers },
      });
      const pods = `/api/v1/namespaces/argocd/pods?${strict}`;
      const { serviceAccountName: name } = spec;
      await made(ask('POST', '/api/v1/namespaces/argocd/serviceaccounts', { metadata: { name } }));
      await made(ask('POST', pods, pod(spec.containers)));
      // That the same with one privilege is refused shows that somebody looks.
      const [first, sidecar] = spec.containers;
      const careless = { ...sidecar, securityContext: { allowPrivilegeEscalation: true } };
      const refused = await ask('POST', pods, pod([first, careless]));
      expect(refused.body.message).toContain('violates PodSecurity "restricted:latest"');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
