import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { JsonObject } from '../../src/json.ts';
import { find, type Manifest } from '../support/kustomize.ts';
import { blocksOf, userFolder } from '../support/pages.ts';
import { hasPluginServer, type PluginServer, startPluginServer } from '../support/plugin-server.ts';
import { findProgram } from '../support/programs.ts';

const application = parse(readFileSync('examples/argocd/application.yaml', 'utf8'));
const applicationSet = readFileSync('examples/argocd/applicationset.yaml', 'utf8');

const shown = blocksOf('docs/argocd.md')
  .filter(({ language }) => language === 'yaml')
  .map(({ text }) => parse(text));
const withKey = (key: string): JsonObject[] => shown.filter((each) => key in each);

/** What the ApplicationSet makes for a cluster. */
function applicationOf(cluster: string): Manifest {
  const filled = applicationSet
    .replaceAll('{{ .nameNormalized }}', cluster)
    .replaceAll('{{ .server }}', `https://${cluster}.example.com`);
  expect(filled).not.toContain('{{');
  return parse(filled).spec.template;
}

const canRun = hasPluginServer && findProgram('helm') !== undefined;

describe.skipIf(!canRun)('examples/argocd in Argo CD (skipped without argocd or helm)', () => {
  const user = userFolder();
  const repository = mkdtempSync(join(tmpdir(), 'revcast-examples-'));
  let server: PluginServer;
  beforeAll(async () => {
    cpSync('examples', join(repository, 'examples'), { recursive: true });
    server = await startPluginServer('.', user.env);
  });
  afterAll(async () => {
    await server.stop();
    for (const folder of [user.cwd, repository]) rmSync(folder, { recursive: true });
  });

  async function generated({ metadata, spec }: Manifest): Promise<Manifest[]> {
    const about = { appName: metadata.name, namespace: spec.destination.namespace };
    const request = { ...about, applicationSource: spec.source };
    return (await server.generate(repository, request)).manifests as unknown as Manifest[];
  }

  test('the Application is rendered with its values, its parameters, and its ScaledObject', async () => {
    const manifests = await generated(application);
    expect(manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Service hello',
      'ScaledObject hello-00001',
    ]);
    const { template } = find(manifests, 'Service', 'hello').spec;
    expect(template.spec.containers[0].image).toBe('registry.example.com/hello:v1.2.3');
    expect(find(manifests, 'ScaledObject', 'hello-00001').spec).toMatchObject({
      minReplicaCount: 2,
      maxReplicaCount: 50,
      triggers: [{ type: 'cpu', metadata: { value: '60' } }],
    });
  });

  test('an error reads as docs/argocd.md shows it', async () => {
    const [shown] = blocksOf('docs/argocd.md').filter(({ language }) => language === 'text');
    mkdirSync(join(repository, 'faulty'));
    cpSync('docs/faulty.yaml', join(repository, 'faulty', 'faulty.yaml'));
    const source = { ...application.spec.source, path: 'faulty', plugin: { name: 'revcast' } };
    const broken = { ...application, spec: { ...application.spec, source } };
    await expect(generated(broken)).rejects.toThrow(shown?.text.trim().replaceAll('\n', ' '));
  });

  test('with the discovery that docs/argocd.md shows, a lock file is enough', async () => {
    const [discovery] = withKey('spec').filter(({ spec }) => 'discover' in (spec as JsonObject));
    const plugin = parse(readFileSync('plugin.yaml', 'utf8'));
    const spec = { ...plugin.spec, ...(discovery as unknown as Manifest).spec };
    const folder = join(repository, 'discovering');
    mkdirSync(folder);
    writeFileSync(join(folder, 'plugin.yaml'), stringify({ ...plugin, spec }));
    for (const name of ['locked', 'plain']) {
      cpSync('examples/quickstart', join(repository, name), { recursive: true });
    }
    writeFileSync(join(repository, 'locked', 'revcast.lock.yaml'), 'services: {}\nversion: 1\n');
    const discovering = await startPluginServer(folder, user.env);
    try {
      const kindOf = async (path: string): Promise<string> =>
        (await discovering.generate(repository, { applicationSource: { path } })).sourceType;
      expect(await kindOf('locked')).toBe('Plugin');
      expect(await kindOf('plain')).toBe('Directory');
    } finally {
      await discovering.stop();
    }
  });

  test('the ApplicationSet gives each cluster the generation that its lock file counts', async () => {
    const chart = join(repository, applicationOf('eu').spec.source.path);
    mkdirSync(join(chart, 'locks'));
    const counted = { eu: 3, us: 1 };
    for (const [cluster, generation] of Object.entries(counted)) {
      const lock = join(chart, 'locks', `${cluster}.yaml`);
      const template = 'template: "0000000000000000"';
      const entry = `  demo/hello:\n    generation: ${generation}\n    ${template}\n`;
      writeFileSync(lock, `services:\n${entry}\nversion: 1\n`);
    }
    // The lock file has another template than the chart, so the next generation is next.
    for (const [cluster, generation] of Object.entries(counted)) {
      const manifests = await generated(applicationOf(cluster));
      const names = manifests.map(({ metadata }) => metadata.name);
      expect(names).toEqual(['hello', `hello-0000${generation + 1}`]);
    }
  });
});

describe('what the examples and docs/argocd.md say', () => {
  const all = [application, applicationOf('eu')];

  test('an Application retries, and leaves alone what the fixer corrects', () => {
    const [{ syncPolicy }, ...others] = withKey('syncPolicy') as unknown as [Manifest];
    const [{ ignoreDifferences }] = withKey('ignoreDifferences') as unknown as [Manifest];
    expect(others).toEqual([]);
    for (const { spec } of all) {
      expect(spec.syncPolicy.retry).toEqual(syncPolicy.retry);
      expect(spec.ignoreDifferences).toEqual(ignoreDifferences);
      expect(spec.syncPolicy.syncOptions).toContain('RespectIgnoreDifferences=true');
    }
  });

  test('the Application that is shown is a part of the example', () => {
    const [page] = withKey('spec').filter(({ spec }) => 'source' in (spec as JsonObject));
    expect(application).toMatchObject({
      spec: {
        source: {
          ...(page as unknown as Manifest).spec.source,
          plugin: {
            name: 'revcast',
            parameters: expect.arrayContaining(
              (page as unknown as Manifest).spec.source.plugin.parameters,
            ),
          },
        },
      },
    });
  });
});
