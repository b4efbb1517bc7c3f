import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  utimesSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findProgram } from '../support/programs.ts';
import { builtCommand, ended } from '../support/revcast.ts';
import {
  argocd,
  configMap,
  type Files,
  folderWith,
  namesIn,
  programs,
  service,
} from './applications.ts';

const chart: Files = {
  'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'templates/service.yaml': service('hello'),
};
const kustomization: Files = {
  'kustomization.yaml': 'resources: [service.yaml]\n',
  'service.yaml': service('hello'),
};

const canBeAnother = process.getuid?.() === 0 && findProgram('setpriv') !== undefined;
const another = canBeAnother ? '' : ' (skipped: needs root, and setpriv)';
const helm = findProgram('helm');
const kustomize = findProgram('kustomize');

describe.skipIf(!canBeAnother)(`user 999, who may only write temporary files${another}`, () => {
  test.each<[string, Files, string | undefined]>([
    ['a folder', { 'service.yaml': service('hello') }, ''],
    ['a chart', { ...chart, 'values.yaml': '' }, helm],
    ['a kustomization', kustomization, kustomize],
  ])('%s, without HOME', async (_, files, program) => {
    if (program === undefined) return;
    // Where it is, another user may not look.
    const path = folderWith({});
    chmodSync(path, 0o755);
    if (program !== '') copyFileSync(program, join(path, basename(program)));
    const folder = folderWith(files);
    chmodSync(folder, 0o755);
    const TMPDIR = folderWith({ 'revcast-argocd-of-root/file': '' });
    utimesSync(join(TMPDIR, 'revcast-argocd-of-root'), 0, 0);
    chmodSync(TMPDIR, 0o1777);
    const variables = [`PATH=${path}:/usr/bin:/bin`, `TMPDIR=${TMPDIR}`, 'ARGOCD_APP_NAME=shop'];
    const user = ['--reuid=999', '--regid=999', '--clear-groups', 'env', '-i', ...variables];
    const line = [...user, process.execPath, builtCommand(), 'argocd', 'generate'];
    const { status, stdout, stderr } = await ended('setpriv', line, { cwd: folder });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(namesIn(stdout)).toEqual(['hello', 'hello-00001']);
    expect(readdirSync(TMPDIR)).toEqual(['revcast-argocd-of-root']);
  });
});

describe.skipIf(kustomize === undefined)('a kustomization (needs kustomize)', () => {
  test('runs nothing on this machine through a base', async () => {
    const git = findProgram('git') ?? '';
    const folder = folderWith({ ran: '' });
    const path = programs({ evil: `touch ${folder}/evil; exit 1` });
    await ended(git, ['init', '--quiet', '--bare', join(folder, 'base.git')]);
    const base = `file://${folder}/base.git?ref=--upload-pack=${path}/evil`;
    const files = { 'kustomization.yaml': `resources: ["${base}"]\n` };
    const { status, stderr } = await argocd('generate', folderWith(files));
    expect(status).toBe(1);
    if (git !== '') expect(stderr).toContain("transport 'file' not allowed");
    expect(existsSync(join(folder, 'evil'))).toBe(false);
  });

  test('leaves what it fetches where it is removed', async () => {
    const path = programs({ kustomize: 'echo "$TMPDIR" >&2; exit 9' });
    const TMPDIR = folderWith({});
    const env = { TMPDIR, PATH: `${path}:${process.env.PATH}` };
    const { stderr } = await argocd('generate', folderWith(kustomization), { env });
    expect(stderr).toMatch(/^<temporary>\n/);
    expect(readdirSync(TMPDIR)).toEqual([]);
  });

  test('has the flags of the platform, and with charts what is known of the cluster', async () => {
    const path = programs({ kustomize: 'echo "$@" >&2; env | grep HELM_ >&2; exit 9' });
    const { stderr } = await argocd('generate', folderWith(kustomization), {
      args: ['--kustomize-build-options=--enable-helm  --load-restrictor LoadRestrictionsNone'],
      env: { PATH: `${path}:${process.env.PATH}` },
    });
    expect(stderr).toContain(
      'build . --enable-helm --load-restrictor LoadRestrictionsNone --helm-kube-version 1.36.0 --helm-api-versions v1 --helm-api-versions apps/v1\n',
    );
    expect(stderr).toMatch(/HELM_PLUGINS=<temporary>\/plugins\n/);
  });
});

describe.skipIf(helm === undefined)('a chart (needs helm)', () => {
  /** A chart repository with the chart `lib`, and what was asked of it. */
  async function chartRepository(): Promise<{ url: string; asked: string[]; close: () => void }> {
    const packed = folderWith({
      'lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.0.0\n',
      'lib/templates/cm.yaml': configMap('of-lib'),
    });
    await ended('helm', ['package', 'lib'], { cwd: packed });
    await ended('helm', ['repo', 'index', '.'], { cwd: packed });
    const asked: string[] = [];
    const server = createServer(({ url = '' }, response) => {
      asked.push(url);
      response.end(readFileSync(join(packed, basename(url))));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, asked, close: () => server.close() };
  }

  test('gets its dependencies from a repository that nobody has added', async () => {
    const { url, asked, close } = await chartRepository();
    const dependencies = `dependencies: [{name: lib, version: 1.0.0, repository: "${url}"}]\n`;
    const files = { ...chart, 'Chart.yaml': `${chart['Chart.yaml']}${dependencies}` };
    const known = `apiVersion: ""\nrepositories: [{name: other, url: "${url}/other"}]\n`;
    const config = join(folderWith({ 'known.yaml': known }), 'known.yaml');
    for (const HELM_REPOSITORY_CONFIG of ['', config]) {
      const env = { HELM_REPOSITORY_CONFIG };
      const { status, stdout, stderr } = await argocd('generate', folderWith(files), { env });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(namesIn(stdout)).toEqual(['of-lib', 'hello', 'hello-00001']);
      expect(asked.splice(0)).toContain('/lib-1.0.0.tgz');
    }
    close();
    expect(readFileSync(config, 'utf8')).toBe(known);
  });

  test('keeps the directories that the platform has for helm', async () => {
    const path = programs({ helm: 'env | grep ^HELM_ | sort >&2; exit 9' });
    const env = {
      HELM_CONFIG_HOME: '/etc/helm',
      HELM_CACHE_HOME: '',
      PATH: `${path}:${process.env.PATH}`,
    };
    const { stderr } = await argocd('generate', folderWith(chart), { env });
    expect(stderr).toMatch(
      /^HELM_CACHE_HOME=<temporary>\/cache\nHELM_CONFIG_HOME=\/etc\/helm\nHELM_DATA_HOME=<temporary>\/data\n/,
    );
  });
});
