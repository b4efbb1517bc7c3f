import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { hasPluginServer, type PluginServer, startPluginServer } from '../support/plugin-server.ts';
import { findProgram } from '../support/programs.ts';
import type { Parameter } from '../support/repo-server.ts';
import { configMap, type Files, folderWith, revcastProgram } from './applications.ts';

const hasAll = hasPluginServer && ['helm', 'kustomize'].every((name) => findProgram(name));
const missing = hasAll ? '' : ' (skipped: needs argocd, cmp-client, helm and kustomize)';

interface Case {
  readonly title: string;
  readonly files: Files;
  /** The `spec.source` that has Argo CD do it. */
  readonly source: JsonObject;
  /** What gives revcast the same to do. */
  readonly parameters: readonly Parameter[];
  readonly path?: string;
}

const chart: Files = {
  'app/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'app/values.yaml': 'a: default\nb: default\nc: default\n',
  'app/templates/cm.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n  namespace: {{ .Release.Namespace }}\ndata:\n  values: {{ toJson .Values | quote }}\n  version: {{ .Capabilities.KubeVersion | quote }}\n  apis: {{ .Capabilities.APIVersions.Has "keda.sh/v1alpha1" | quote }}\n',
  'app/templates/tests/test.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: test\n  annotations: {helm.sh/hook: test}\n',
  'app/crds/crd.yaml':
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: things.example.com\n',
};

const folder: Files = {
  'app/b.yaml': configMap('b'),
  'app/a.yml': `${configMap('a1')}---\n${configMap('a2')}`,
  'app/c.json': '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}}',
  'app/d.txt': 'no manifest',
  'app/a/z.yaml': configMap('a-z'),
  'app/a/b/y.yaml': configMap('a-b-y'),
  'app/.hidden.yaml': configMap('hidden'),
  'app/.folder/h.yaml': configMap('in-hidden'),
  'app/B.yaml': configMap('upper-b'),
  'app/values.yaml': 'image: nginx\nreplicas: 2\n',
  'app/empty.yaml': '# nothing\n---\n',
  'app/list.yaml': `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: l1}}\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: l2}}\n`,
  'app/skipped.yaml': `# +argocd:skip-file-rendering\n${configMap('skipped')}`,
  'app/link.yaml': '-> ../shared/linked.yaml',
  'app/dangling.yaml': '-> nowhere.yaml',
  'app/linked-folder.yaml': '-> ../shared',
  'app/node_modules/n.yaml': configMap('in-node-modules'),
  'shared/linked.yaml': configMap('linked'),
};

const helm = (fields: JsonObject): JsonObject => ({ helm: fields });
const directory = (fields: JsonObject): JsonObject => ({ directory: fields });
const array = (name: string, ...values: string[]): Parameter => ({ name, array: values });
const map = (name: string, entries: Files): Parameter => ({ name, map: entries });
const string = (name: string, value: string): Parameter => ({ name, string: value });

const valueFiles: Files = {
  ...chart,
  'app/z.yaml': 'a: z\nb: z\n',
  'app/envs/b.yaml': 'a: envs-b\n',
  'app/envs/a/x.yaml': 'a: envs-a-x\n',
  'app/envs/.hidden.yaml': 'b: hidden\n',
  'app/with,comma.yaml': 'c: comma\n',
  'app/-dash.yaml': 'c: dash\n',
  'app/shop.yaml': 'c: of-the-app\n',
  'common/all.yaml': 'b: common\n',
  'app/text.txt': 'from a file, with a comma',
};

function withFiles(title: string, ...files: string[]): Case {
  return {
    title: `files with values: ${title}`,
    files: valueFiles,
    source: helm({ valueFiles: files }),
    parameters: [array('helm-value-files', ...files)],
  };
}

const cases: readonly Case[] = [
  { title: 'a plain folder', files: folder, source: {}, parameters: [] },
  {
    title: 'a folder and those below it',
    files: folder,
    source: directory({ recurse: true }),
    parameters: [string('directory-recurse', 'true')],
  },
  ...['{*.yml,a/*.yaml}', '*', '?.yaml', '[!a]*', 'a/*'].map((include) => ({
    title: `only files that match ${include}`,
    files: folder,
    source: directory({ recurse: true, include }),
    parameters: [string('directory-recurse', 'true'), string('directory-include', include)],
  })),
  ...['{*.json,l*}', 'a/**', '**/y.yaml', '.*'].map((exclude) => ({
    title: `but files that match ${exclude}`,
    files: folder,
    source: directory({ recurse: true, exclude }),
    parameters: [string('directory-recurse', 'true'), string('directory-exclude', exclude)],
  })),
  {
    title: 'a kustomization',
    files: {
      ...folder,
      'app/kustomization.yaml': 'resources: [b.yaml, ../shared]\nnamePrefix: x-\n',
      'shared/kustomization.yml': 'resources: [linked.yaml]\n',
    },
    source: {},
    parameters: [],
  },
  {
    title: 'a kustomization beside a chart',
    files: { ...chart, 'app/Kustomization': 'resources: [k.yaml]\n', 'app/k.yaml': configMap('k') },
    source: {},
    parameters: [],
  },
  {
    title: 'a chart, wherever its name',
    files: { ...chart, 'app/kustomization.yaml': 'resources: []\n' },
    source: helm({ releaseName: 'x' }),
    parameters: [string('source', 'helm'), string('helm-release-name', 'x')],
  },
  { title: 'a chart', files: chart, source: {}, parameters: [] },
  {
    title: 'a chart without this and that',
    files: chart,
    source: helm({ skipCrds: true, skipTests: true }),
    parameters: [string('helm-skip-crds', 'true'), string('helm-skip-tests', 'true')],
  },
  {
    title: 'a chart that the values do not fit',
    files: { ...chart, 'app/values.schema.json': '{"required": ["missing"]}' },
    source: helm({ skipSchemaValidation: true }),
    parameters: [string('helm-skip-schema-validation', 'true')],
  },
  {
    title: 'a chart for another cluster',
    files: chart,
    source: helm({
      kubeVersion: 'v1.30.2+k3s1',
      apiVersions: ['keda.sh/v1alpha1'],
      namespace: 'n',
    }),
    parameters: [
      string('kube-version', 'v1.30.2+k3s1'),
      array('api-versions', 'keda.sh/v1alpha1'),
      string('helm-namespace', 'n'),
    ],
  },
  {
    title: 'a chart that lacks its dependency',
    files: {
      ...chart,
      'app/Chart.yaml': `${chart['app/Chart.yaml']}dependencies: [{name: lib, version: 1.0.0, repository: file://../lib}]\n`,
      'lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.0.0\n',
      'lib/templates/cm.yaml': configMap('of-lib'),
    },
    source: {},
    parameters: [],
  },
  withFiles('in order', 'envs/b.yaml', 'z.yaml'),
  withFiles('in the other order', 'z.yaml', 'envs/b.yaml'),
  withFiles('of the repository', '/common/all.yaml', '../common/all.yaml'),
  withFiles('that match', 'envs/*.yaml'),
  withFiles('that match below', 'envs/**/*.yaml'),
  withFiles('that match, and one of them by name', 'envs/a/x.yaml', 'envs/**/*.yaml'),
  withFiles('named like the Application', '$ARGOCD_APP_NAME.yaml', '${ARGOCD_APP_NAME}.yaml'),
  withFiles('that begins with a dash', '-dash.yaml'),
  {
    title: 'files with values: some are missing',
    files: valueFiles,
    source: helm({
      valueFiles: ['none.yaml', 'none/*.yaml', 'z.yaml'],
      ignoreMissingValueFiles: true,
    }),
    parameters: [
      array('helm-value-files', 'none.yaml', 'none/*.yaml', 'z.yaml'),
      string('helm-ignore-missing-value-files', 'true'),
    ],
  },
  {
    title: 'values of every kind',
    files: valueFiles,
    source: helm({
      valueFiles: ['z.yaml'],
      values: 'b: inline\nc: {d: [1, two]}\n',
      parameters: [
        { name: 'n', value: '12' },
        { name: 's', value: '12', forceString: true },
        { name: 'list', value: '{a,b}' },
        { name: 'comma', value: 'a,b=c' },
        { name: 'escaped', value: 'a\\,b' },
        { name: 'deep.er[1]', value: 'x' },
        { name: 'commit', value: '${ARGOCD_APP_REVISION_SHORT} $$HOME $HOME' },
        { name: 'dash', value: '--set' },
      ],
      fileParameters: [{ name: 'text', path: 'text.txt' }],
    }),
    parameters: [
      array('helm-value-files', 'z.yaml'),
      string('helm-values', 'b: inline\nc: {d: [1, two]}\n'),
      map('helm-parameters', {
        n: '12',
        list: '{a,b}',
        comma: 'a,b=c',
        escaped: 'a\\,b',
        'deep.er[1]': 'x',
        commit: '${ARGOCD_APP_REVISION_SHORT} $$HOME $HOME',
        dash: '--set',
      }),
      map('helm-string-parameters', { s: '12' }),
      map('helm-file-parameters', { text: 'text.txt' }),
    ],
  },
];

describe.skipIf(!hasAll)(`revcast does what Argo CD does by itself${missing}`, () => {
  let server: PluginServer;

  beforeAll(async () => {
    server = await startPluginServer('.', { PATH: `${revcastProgram()}:${process.env.PATH}` });
  });
  afterAll(async () => await server.stop());

  test.for(cases)('$title', async ({ files, source, parameters, path = 'app' }) => {
    const repository = folderWith(files);
    const expected = await server.generate(repository, { applicationSource: { path, ...source } });
    const plugin = { name: 'revcast', parameters };
    const found = await server.generate(folderWith(files), { applicationSource: { path, plugin } });
    expect(expected.sourceType).not.toBe('Plugin');
    expect(found.sourceType).toBe('Plugin');
    expect(found.manifests).toEqual(expected.manifests);
    expect(found.manifests).not.toEqual([]);
  });
});
