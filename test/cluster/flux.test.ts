import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assets, type Cluster, startCluster } from '../support/cluster.ts';
import { findModule } from '../support/modules.ts';
import { findProgram } from '../support/programs.ts';
import { type Ended, ended } from '../support/revcast.ts';

const modules = ['kustomize-controller', 'source-controller', 'helm-controller'] as const;
const found = modules.map(findModule).filter((module) => module !== undefined);
const lacking =
  assets === undefined || findProgram('kubectl') === undefined || found.length < modules.length;

describe.skipIf(lacking)(
  "Flux's resources (skipped without kube-apiserver or their sources)",
  () => {
    let cluster: Cluster;
    const kubectl = async (args: readonly string[], stdin = ''): Promise<Ended> =>
      await ended('kubectl', args, { env: { KUBECONFIG: cluster.kubeconfig }, stdin });
    const asked = ['--dry-run=server', '--validate=strict'];

    beforeAll(async () => {
      cluster = await startCluster();
      const folders = found.map((module) => `--filename=${join(module, 'config', 'crd', 'bases')}`);
      for (const args of [
        ['apply', '--server-side', ...folders],
        ['wait', '--for=condition=Established', 'crd', '--all'],
        ['create', 'namespace', 'flux-system'],
      ]) {
        const { status, stderr } = await kubectl(args);
        if (status !== 0) throw new Error(stderr);
      }
    });

    afterAll(async () => await cluster?.stop());

    test('the API server takes all of the example', async () => {
      const files = ['cluster', 'helmrelease.yaml'].map((name) => `-f=examples/flux/${name}`);
      const { status, stdout, stderr } = await kubectl(['apply', ...asked, ...files, '-o=name']);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout.trim().split('\n').sort()).toEqual([
        'helmrelease.helm.toolkit.fluxcd.io/shop',
        'kustomization.kustomize.toolkit.fluxcd.io/shop',
        'kustomization.kustomize.toolkit.fluxcd.io/shop-scaledobjects',
        'kustomization.kustomize.toolkit.fluxcd.io/shop-scaledobjects',
        'ocirepository.source.toolkit.fluxcd.io/shop',
      ]);
    });

    test('and would say what it has no field for', async () => {
      const text = readFileSync('examples/flux/cluster/kustomizations.yaml', 'utf8');
      const wrong = text.replace('labelSelector', 'labels');
      const { status, stderr } = await kubectl(['apply', ...asked, '-f=-'], wrong);
      expect(status).toBe(1);
      expect(stderr).toContain('unknown field "spec.ignore[0].target.labels"');
    });
  },
);
