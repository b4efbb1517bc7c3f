import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { configMap, type Files, folderWith, service } from '../argocd/applications.ts';
import { createProgram, createWorkplace, type Workplace } from '../support/cluster-programs.ts';
import { accepts, hasPluginServer } from '../support/plugin-server.ts';
import { findProgram } from '../support/programs.ts';
import { repoServer } from '../support/repo-server.ts';
import { canEnter, cannot, entering } from './enter.ts';
import { makeRoot, programs, type Root } from './root.ts';

const argocd = findProgram('argocd');
const present = hasPluginServer && Object.values(programs).every((path) => path !== undefined);
const missing = present ? cannot : ' (skipped: needs argocd, cmp-client, helm 4 and kustomize)';

describe.skipIf(!present || !canEnter)(`the sidecar of kustomize/argocd${missing}`, () => {
  let root: Root;
  let workplace: Workplace;
  const sockets = (): string => join(workplace.directory, 'plugins');

  beforeAll(async () => {
    root = await makeRoot();
    workplace = createWorkplace();
    mkdirSync(sockets());
    chmodSync(sockets(), 0o777);
    const { directory } = workplace;
    const [, sidecar] = parse(readFileSync('kustomize/argocd/sidecar.yaml', 'utf8')).spec.template
      .spec.containers;
    const volumes: Files = { 'var-files': dirname(argocd ?? ''), plugins: sockets() };
    const mounts = Object.fromEntries(
      sidecar.volumeMounts.flatMap(({ name, mountPath }: { name: string; mountPath: string }) =>
        name in volumes ? [[mountPath, volumes[name]]] : [],
      ),
    );
    // Argo CD is one program, which does what its name says.
    const [command] = sidecar.command;
    const name = basename(command);
    const args = entering(root.path, [join(dirname(command), 'argocd'), '--logformat=text'], {
      user: sidecar.securityContext.runAsUser,
      mounts,
      env: { ARGOCD_BINARY_NAME: name },
    });
    const answers = async (): Promise<boolean> => await accepts(sockets());
    await createProgram({ name, path: 'unshare', args, directory, answers }).start();
  }, 60_000);
  afterAll(async () => {
    await workplace?.remove();
    root?.remove();
  });

  const chart = {
    'app/Chart.yaml':
      'apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies: [{name: lib, version: 1.0.0, repository: file://../lib}]\n',
    'app/templates/service.yaml': service('hello'),
    'lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.0.0\n',
    'lib/templates/cm.yaml': configMap('lib'),
  };

  test.each<[string, Files, string[]]>([
    ['a folder', { 'app/s.yaml': service('hello') }, []],
    ['a kustomization', { 'app/kustomization.yaml': 'resources: [s.yaml]\n' }, []],
    ['a chart and what it depends on', chart, ['ConfigMap']],
  ])('generates %s', async (_, files, others) => {
    const repository = folderWith({ ...files, 'app/s.yaml': service('hello') });
    const applicationSource = { path: 'app', plugin: { name: 'revcast' } };
    const { manifests } = await repoServer(sockets()).generate(repository, { applicationSource });
    expect(manifests.map(({ kind }) => kind)).toEqual([...others, 'Service', 'ScaledObject']);
  });

  test('announces its parameters', async () => {
    const repository = folderWith({ 'app/s.yaml': service('hello') });
    const applicationSource = { path: 'app', plugin: { name: 'revcast' } };
    const list = await repoServer(sockets()).parameters(repository, { applicationSource });
    expect(list.map(({ name }) => name)).toContain('old-revisions');
  });
});
