import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPluginServer, type PluginServer, startPluginServer } from '../support/plugin-server.ts';
import { findProgram } from '../support/programs.ts';
import type { Parameter } from '../support/repo-server.ts';
import {
  configMap,
  type Files,
  folderWith,
  programs,
  revcastProgram,
  service,
} from './applications.ts';

const hasAll = hasPluginServer && ['helm', 'kustomize'].every((name) => findProgram(name));
const missing = hasAll ? '' : ' (skipped: needs argocd, cmp-client, helm and kustomize)';

describe.skipIf(!hasAll)(`behind Argo CD's plugin server${missing}`, () => {
  let server: PluginServer;
  const PATH = (): string => `${revcastProgram()}:${process.env.PATH}`;

  beforeAll(async () => {
    server = await startPluginServer('.', { PATH: PATH() });
  });
  afterAll(async () => await server.stop());

  const generate = async (files: Files, parameters: readonly Parameter[] = [], limits = {}) => {
    const applicationSource = { path: 'app', plugin: { name: 'revcast', parameters } };
    return await server.generate(folderWith(files), { applicationSource }, limits);
  };
  const namesOf = async (...of: Parameters<typeof generate>) =>
    (await generate(...of)).manifests.map(
      (object) => `${object.kind} ${(object.metadata as { name: string }).name}`,
    );

  const scaled = ['Service hello', 'ScaledObject hello-00001'];
  const chart: Files = {
    'app/Chart.yaml':
      'apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies: [{name: lib, version: 1.0.0, repository: file://../lib}]\n',
    'app/templates/service.yaml': service('{{ .Values.name | default "hello" }}'),
    'lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.0.0\n',
    'lib/templates/cm.yaml': configMap('lib'),
  };

  test.each<[string, Files, string[]]>([
    ['a folder', { 'app/service.yaml': service('hello') }, scaled],
    [
      'a kustomization',
      {
        'app/kustomization.yaml': 'resources: [../base]\n',
        'base/kustomization.yaml': 'resources: [s.yaml]\n',
        'base/s.yaml': service('hello'),
      },
      scaled,
    ],
    ['a chart whose dependency is not built', chart, ['ConfigMap lib', ...scaled]],
  ])('%s', async (_, files, names) => {
    expect(await namesOf(files)).toEqual(names);
  });

  test('parameters in every form', async () => {
    const parameters = [
      { name: 'helm-parameters', map: { name: 'by-map' } },
      { name: 'helm-value-files', array: [] },
      { name: 'old-revisions', string: 'prune' },
    ];
    const { manifests } = await generate(chart, parameters);
    expect(JSON.stringify(manifests)).toContain('by-map-00001');
    expect(JSON.stringify(manifests)).not.toContain('Prune=false');
  });

  test('the announced parameters are read by Argo CD', async () => {
    const parameters = [
      { name: 'helm-value-files', array: ['a.yaml'] },
      { name: 'helm-parameters', map: { a: 'b' } },
    ];
    const applicationSource = { path: 'app', plugin: { name: 'revcast', parameters } };
    const list = await server.parameters(folderWith(chart), { applicationSource });
    expect(list.find(({ name }) => name === 'helm-value-files')).toMatchObject({
      collectionType: 'array',
      array: ['a.yaml'],
    });
    expect(list.find(({ name }) => name === 'helm-parameters')).toMatchObject({
      collectionType: 'map',
      map: { a: 'b' },
    });
    expect(list.find(({ name }) => name === 'takeover')).toMatchObject({
      itemType: 'boolean',
      string: 'false',
    });
  });

  describe('what the UI shows', () => {
    test.each<[string, Files, readonly Parameter[]]>([
      [
        'a bad Service in a folder',
        { 'app/service.yaml': service('hello', { 'autoscaling.knative.dev/target': 'much' }) },
        [],
      ],
      [
        'a bad Service in a chart',
        {
          ...chart,
          'app/templates/service.yaml': service('hello', {
            'autoscaling.knative.dev/min-scale': '-1',
          }),
        },
        [],
      ],
      ['a template that fails', { ...chart, 'app/templates/x.yaml': '{{ fail "no luck" }}' }, []],
      [
        'a kustomization that cannot be built',
        { 'app/kustomization.yaml': 'resources: [nowhere.yaml]\n' },
        [],
      ],
      ['an empty folder', { 'app/README.md': '' }, []],
      [
        'a wrong parameter',
        { 'app/service.yaml': service('hello') },
        [{ name: 'takover', string: 'true' }],
      ],
      [
        'a parameter of the platform',
        { 'app/service.yaml': service('hello') },
        [{ name: 'source', string: 'command:id' }],
      ],
    ])('%s', async (title, files, parameters) => {
      const refusal = await generate(files, parameters).then(() => '', String);
      await expect(`${refusal}\n`).toMatchFileSnapshot(`shown/${title}.txt`);
    });
  });

  test('twenty at the same time', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`${index}`, `app-${index}`] as const),
    );
    const all = await Promise.all(
      Object.values(files).map((name) =>
        namesOf({ ...chart, 'app/values.yaml': `name: ${name}\n` }),
      ),
    );
    expect(all).toEqual(
      Object.values(files).map((name) => [
        'ConfigMap lib',
        `Service ${name}`,
        `ScaledObject ${name}-00001`,
      ]),
    );
  });

  describe('with programs of the platform', () => {
    let platform: PluginServer;

    beforeAll(async () => {
      const path = programs({ slow: 'echo still at it >&2; exec sleep 30' });
      const env = { PATH: `${path}:${PATH()}`, REVCAST_SOURCE: 'command:slow' };
      platform = await startPluginServer('.', env);
    });
    afterAll(async () => await platform.stop());

    const ask = async (limits: object, parameters: readonly Parameter[] = []): Promise<unknown> => {
      const applicationSource = { path: 'app', plugin: { name: 'revcast', parameters } };
      const files = { 'app/service.yaml': service('hello') };
      return await platform.generate(folderWith(files), { applicationSource }, limits);
    };

    test('one that takes too long is shown', async () => {
      const refusal = await ask({ timeout: '13s' }).then(() => '', String);
      await expect(`${refusal}\n`).toMatchFileSnapshot('shown/a program that takes too long.txt');
    });

    test('an Application can choose another source that Argo CD has itself', async () => {
      await expect(ask({}, [{ name: 'source', string: 'directory' }])).resolves.toMatchObject({
        sourceType: 'Plugin',
      });
    });
  });
});
