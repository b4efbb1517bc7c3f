import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { parse } from 'yaml';
import { blocksOf } from '../support/pages.ts';
import { findProgram } from '../support/programs.ts';
import { missing, type Registry, startRegistry } from './registry.ts';
import { createRepository, type Repository } from './repository.ts';

/** The block of the page that has this in it. */
function shown(holding: string): string {
  const found = blocksOf('docs/flux.md').filter(({ text }) => text.includes(holding));
  const [{ text } = { text: '' }] = found;
  if (found.length !== 1) throw new Error(`${found.length} blocks have ${holding}`);
  return text;
}

/** Runs a block with the registry of the test. */
async function run(repository: Repository, { address }: Registry, block: string): Promise<void> {
  const { status, stderr } = await repository.bash(block.replaceAll('ghcr.io/example', address));
  if (status !== 0) throw new Error(`${block}\n${stderr}`);
}

async function createPlace(context: TestContext): Promise<readonly [Repository, Registry]> {
  return await Promise.all([createRepository(context), startRegistry(context)]);
}

describe.skipIf(missing !== '')(
  'docs/flux.md (skipped without crane, flux, kustomize, git)',
  () => {
    test.concurrent('publish.sh is called as it wants to be', async (context) => {
      const [repository, registry] = await createPlace(context);
      await run(repository, registry, shown('ci/publish.sh'));
      expect(Object.keys(await registry.pull('shop:main'))).toHaveLength(2);
    });

    test.concurrent('one Kustomization gets everything in one file', async (context) => {
      const [repository, registry] = await createPlace(context);
      await run(repository, registry, shown('shop:main --path all.yaml'));
      const files = await registry.pull('shop:main');
      expect(Object.keys(files)).toEqual(['all.yaml']);
      expect(files['all.yaml']).toMatch(/kind: Service\n.*kind: ScaledObject\n/s);
    });

    test.concurrent('a pipe that fails pushes an empty artifact', async (context) => {
      const [repository, registry] = await createPlace(context);
      const push = `oci://${registry.address}/shop:main --source a --revision b`;
      const pipe = await repository.bash(`false | flux push artifact ${push} --path -`);
      expect(pipe.status).toBe(1);
      expect(Object.values(await registry.pull('shop:main'))).toEqual(['']);
    });

    const helm = findProgram('helm');
    test.skipIf(helm === undefined)(
      'the ScaledObjects of a HelmRelease come alone (skipped without helm)',
      async (context) => {
        const [repository, registry] = await createPlace(context);
        createChart(repository);
        const [render = '', ...others] = shown('helm template').split(/(?=^revcast lock)/m);
        await run(repository, registry, `${render}revcast lock --namespace shop manifests.yaml`);
        await run(repository, registry, render + others.join(''));
        const pulled = await registry.pull('shop-scaledobjects:main');
        mkdirSync(join(repository.folder, 'pulled'));
        repository.write('pulled/all.yaml', pulled['all.yaml'] ?? '');
        const { stdout } = await repository.bash(
          `flux build kustomization shop-scaledobjects --dry-run --path pulled \
            --kustomization-file helmrelease.yaml`,
        );
        expect(stdout.match(/^kind: .*$/gm)).toEqual(['kind: ScaledObject']);
        expect(stdout).toContain('\n  namespace: shop\n');
      },
    );

    test.concurrent('a component beside the overlay comes out the same again', async (context) => {
      const [repository] = await createPlace(context);
      const write = `mkdir -p examples && ln -sfn .. examples/flux\n${shown('--out scaling')}`;
      await repository.bash(write);
      const { components } = parse(shown('# app/kustomization.yaml'));
      const names = `components: ${JSON.stringify(components)}\n`;
      repository.edit('app/kustomization.yaml', (text) => text + names);
      await repository.git('add', '--all');
      expect(await repository.bash(write)).toMatchObject({ status: 0 });
      expect(await repository.git('diff', '--name-only')).toBe('');
      const { stdout } = await repository.bash('kustomize build app');
      expect(stdout.match(/^kind: .*$/gm)).toEqual([
        'kind: Namespace',
        'kind: Service',
        'kind: ScaledObject',
      ]);
    });
  },
);

/** The example's Service as a chart with one value. */
function createChart({ folder, write, edit }: Repository): void {
  mkdirSync(join(folder, 'chart', 'templates'), { recursive: true });
  write('chart/Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 0.1.0\n');
  write('values.yaml', 'image: { tag: 1.15.0 }\n');
  edit('app/checkout.yaml', (text) => {
    const template = text.replace('1.14.2', '{{ .Values.image.tag }}');
    writeFileSync(join(folder, 'chart', 'templates', 'checkout.yaml'), template);
    return text;
  });
}
