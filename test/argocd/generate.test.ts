import { describe, expect, test } from 'vitest';
import {
  argocd,
  configMap,
  type Files,
  folderWith,
  namesIn,
  programs,
  service,
} from './applications.ts';

const plain: Files = { 'service.yaml': service('hello') };

describe('a folder', () => {
  test('is rendered for the namespace of the Application, with the annotations of Argo CD', async () => {
    const { status, stdout, stderr } = await argocd('generate', folderWith(plain));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(namesIn(stdout)).toEqual(['hello', 'hello-00001']);
    expect(stdout).toContain('argocd.argoproj.io/sync-options: Prune=false');
    expect(stdout).not.toContain('namespace:');
  });

  test('is rendered without a namespace of the Application, too', async () => {
    const env = { ARGOCD_APP_NAMESPACE: '' };
    expect(await argocd('generate', folderWith(plain), { env })).toMatchObject({ status: 0 });
  });

  test('has a lock file, which says what is next and is no input', async () => {
    const entry = 'prod/hello:\n    generation: 7\n    template: "0000000000000000"\n';
    const lock = `services:\n  ${entry}\nversion: 1\n`;
    const { status, stdout } = await argocd(
      'generate',
      folderWith({ ...plain, 'revcast.lock.yaml': lock }),
    );
    expect(status).toBe(0);
    expect(namesIn(stdout)).toEqual(['hello', 'hello-00008']);
  });

  test('with files that are no manifests is rendered without them, and that is told', async () => {
    const files = { ...plain, 'values.yaml': 'a: 1\n', 'more.yml': 'kind: of\n' };
    const { status, stdout, stderr } = await argocd('generate', folderWith(files));
    expect({ status, names: namesIn(stdout) }).toEqual({
      status: 0,
      names: ['hello', 'hello-00001'],
    });
    expect(stderr).toBe(
      'revcast: left out, as Argo CD does, for they are no manifests: values.yaml\n',
    );
    expect(stdout).toContain('kind: of');
  });

  test('with Jsonnet is refused, unless that is left out', async () => {
    const folder = folderWith({ ...plain, 'app.jsonnet': '{}' });
    const { status, stdout, stderr } = await argocd('generate', folder);
    expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
    expect(stderr).toContain('app.jsonnet: revcast evaluates no Jsonnet');
    const args = ['--directory-exclude=*.jsonnet'];
    expect(await argocd('generate', folder, { args })).toMatchObject({ status: 0, stderr: '' });
  });

  test('with a glob that is none is refused', async () => {
    const args = ['--directory-include=[a'];
    expect(await argocd('generate', folderWith(plain), { args })).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('--directory-include is a glob, not "[a": a [ has no ]'),
    });
  });
});

describe('nothing leads out of the repository', () => {
  const secret = folderWith({ 'secret.yaml': configMap('secret'), 'values.yaml': 'a: 1' });
  const chart: Files = {
    'app/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'app/templates/cm.yaml': configMap('cm', '{{ toJson .Values }}').replaceAll('"', "'"),
    'app/link.yaml': `-> ${secret}/values.yaml`,
    'app/folder': `-> ${secret}`,
    [`app/{${secret}/values.yaml}`.replaceAll('/', '')]: '',
  };

  test('a link in a folder', async () => {
    const folder = folderWith({ ...plain, 'link.yaml': `-> ${secret}/secret.yaml` });
    expect(await argocd('generate', folder)).toMatchObject({
      status: 4,
      stdout: '',
      stderr: 'revcast: link.yaml: this link leads out of the repository\n',
    });
  });

  test('a lock file that is a link', async () => {
    const files = { ...plain, 'revcast.lock.yaml': `-> ${secret}/secret.yaml` };
    expect(await argocd('generate', folderWith(files))).toMatchObject({
      status: 4,
      stderr: 'revcast: revcast.lock.yaml: a link leads out of the repository\n',
    });
  });

  test.for([
    ['lock', '../../secret.yaml', 'leads out of the repository'],
    ['lock', 'folder/secret.yaml', 'a link leads out of the repository'],
    ['cluster-config', '../../secret.yaml', 'leads out of the repository'],
    ['helm-value-files', '../../values.yaml', 'leads out of the repository'],
    ['helm-value-files', 'link.yaml', 'a link leads out of the repository'],
    ['helm-value-files', 'l*.yaml', 'a link leads out of the repository'],
    ['helm-value-files', 'folder/values.yaml', 'a link leads out of the repository'],
    ['helm-value-files', 'folder/*.yaml', 'a link leads out of the repository'],
    ['helm-value-files', '$values/prod.yaml', 'is in $values, another source'],
    ['helm-value-files', 'file:///etc/passwd', 'files are not read from file URLs'],
    ['helm-file-parameters', 'a=../../values.yaml', 'leads out of the repository'],
    ['helm-file-parameters', 'a=link.yaml', 'a link leads out of the repository'],
  ])('%s: %s', async ([name = '', value = '', expected = '']) => {
    const repository = folderWith(chart);
    for (const given of [
      { parameters: [{ name, string: value }] },
      { env: { [`ARGOCD_ENV_REVCAST_${name.toUpperCase().replaceAll('-', '_')}`]: value } },
    ]) {
      const { status, stdout, stderr } = await argocd('generate', repository, {
        path: 'app',
        ...given,
      });
      expect(stderr).toContain(expected);
      expect({ status: [2, 4].includes(status ?? 0), stdout }).toEqual({
        status: true,
        stdout: '',
      });
    }
  });
});

describe('what only the platform may choose', () => {
  test.each([
    [{ name: 'source', string: 'command:id' }, 'parameter source can\'t be "command:id"'],
    [{ name: 'kustomize-build-options', string: '--enable-helm' }, 'can\'t be "--enable-helm"'],
    [{ name: 'helm-value-file-schemes', array: ['file'] }, 'can\'t be "file"'],
    [{ name: 'helm-value-file-schemes', array: [] }, "can't be []"],
  ])('%j', async (parameter, expected) => {
    const { status, stdout, stderr } = await argocd('generate', folderWith(plain), {
      parameters: [parameter],
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(expected);
    expect(stderr).toContain('only who runs the sidecar may choose that');
  });

  test('not by plugin.env either, but by a flag and by a variable of the sidecar', async () => {
    const folder = folderWith(plain);
    const source = `command:cat ${folder}/service.yaml`;
    const refused = await argocd('generate', folder, {
      env: { ARGOCD_ENV_REVCAST_SOURCE: source },
    });
    expect(refused).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("ARGOCD_ENV_REVCAST_SOURCE can't be"),
    });
    for (const given of [{ args: [`--source=${source}`] }, { env: { REVCAST_SOURCE: source } }]) {
      expect(await argocd('generate', folder, given)).toMatchObject({ status: 0, stderr: '' });
    }
  });

  test('where its own files are, whatever the Application is called', async () => {
    const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config-autoscaler}\n';
    const clusters = folderWith({ 'prod.yaml': config, 'of/other.yaml': config });
    const env = { REVCAST_CLUSTER_CONFIG: `${clusters}/of/../$ARGOCD_APP_NAMESPACE.yaml` };
    expect(await argocd('generate', folderWith(plain), { env })).toMatchObject({ status: 0 });
    const other = { ...env, ARGOCD_APP_NAMESPACE: 'of/../of/other' };
    const { status, stderr } = await argocd('generate', folderWith(plain), { env: other });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/^revcast: REVCAST_CLUSTER_CONFIG: ".*" leads elsewhere, to "/),
    });
  });

  test('files outside of the repository', async () => {
    const elsewhere = folderWith({
      'config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config-autoscaler}\n',
    });
    const env = { REVCAST_CLUSTER_CONFIG: `${elsewhere}/config.yaml` };
    expect(await argocd('generate', folderWith(plain), { env })).toMatchObject({ status: 0 });
  });
});

describe('what counts first', () => {
  const given = (name: string) => ({
    flag: { args: [`--old-revisions=${name}`] },
    parameter: { parameters: [{ name: 'old-revisions', string: name }] },
    env: { ARGOCD_ENV_REVCAST_OLD_REVISIONS: name },
    variable: { REVCAST_OLD_REVISIONS: name },
  });
  const [prune, retain] = [given('prune'), given('retain')];

  test.each([
    ['nothing', {}, true],
    ['a variable', { env: prune.variable }, false],
    ['plugin.env before a variable', { env: { ...prune.env, ...retain.variable } }, false],
    ['a parameter before plugin.env', { ...prune.parameter, env: retain.env }, false],
    ['a flag before a parameter', { ...prune.flag, ...retain.parameter }, false],
  ])('%s', async (_, request, isRetained) => {
    const { stdout } = await argocd('generate', folderWith(plain), request);
    expect(stdout.includes('Prune=false')).toBe(isRetained);
    expect(stdout).toContain('ScaledObject');
  });
});

describe('an empty result fails', () => {
  const list = 'apiVersion: v1\nkind: List\nitems: []\n';
  test.each<[string, Files, string[], string]>([
    ['no file', {}, [], 'in the *.yaml, *.yml and *.json files of the folder'],
    ['no file that matches', plain, ['--directory-include=*.json'], ', matching *.json;'],
    ['only comments', { 'a.yaml': '# a\n---\n# b\n' }, [], 'of the folder'],
    ['an empty list', { 'a.yaml': list }, [], 'of the folder'],
    ['null', { 'a.yaml': 'null\n' }, [], 'of the folder'],
    ['a command that prints nothing', plain, ['--source=command:true'], 'in what true printed'],
    [
      'nothing generated',
      { 'a.yaml': configMap('a') },
      ['--only-generated'],
      'in what is left to write',
    ],
  ])('%s', async (_, files, args, looked) => {
    const folder = folderWith(files);
    const { status, stdout, stderr } = await argocd('generate', folder, { args });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(looked);
    expect(stderr).toContain('; with allow-empty Argo CD deletes');
    const allowed = await argocd('generate', folder, { args: [...args, '--allow-empty'] });
    expect({ ...allowed, stdout: namesIn(allowed.stdout) }).toEqual({
      status: 0,
      stdout: [],
      stderr: '',
    });
  });

  test.each([
    'apiVersion: v1\nkind: PodList\nitems: [{metadata: {name: p}}]\n',
    '{"apiVersion": "v1", "kind": "Pod"}\n',
  ])('and this is not empty: %j', async (text) => {
    expect(await argocd('generate', folderWith({ 'a.yaml': text }))).toMatchObject({
      status: 0,
      stdout: text,
    });
  });
});

describe('a program', () => {
  const run = (source: string, path: string) =>
    argocd('generate', folderWith(plain), {
      args: [`--source=command:${source}`],
      env: { PATH: `${path}:${process.env.PATH}` },
    });

  test('that fails ends revcast with its exit code, what it said, and how it was called', async () => {
    const path = programs({ render: 'echo "out of luck: $1" >&2; echo "kind: Half"; exit 42' });
    expect(await run('["render", "it\'s bad"]', path)).toEqual({
      status: 42,
      stdout: '',
      stderr:
        "out of luck: it's bad\n" +
        "revcast: render failed with exit code 42: render 'it'\\''s bad'\n",
    });
  });

  test('that succeeds has its warnings shown', async () => {
    const path = programs({ render: 'echo careful >&2; cat service.yaml' });
    expect(await run('render', path)).toMatchObject({ status: 0, stderr: 'careful\n' });
  });

  test('that is killed is told', async () => {
    const { status, stderr } = await run('suicide', programs({ suicide: 'kill -KILL $$' }));
    expect({ status, stderr }).toEqual({
      status: 137,
      stderr: 'revcast: suicide was killed by SIGKILL, perhaps for lack of memory: suicide\n',
    });
  });

  test('that is missing is told', async () => {
    expect(await run('no-such-program', '/nowhere')).toEqual({
      status: 4,
      stdout: '',
      stderr:
        "revcast: no-such-program can't be run: there is no such program on the PATH: install no-such-program into the sidecar's image\n",
    });
  });

  test.each([
    ['sh -c "cat x | y"', 'is not read by a shell'],
    ['', 'names no program'],
    ['[1]', 'has no list of strings'],
    ['["a"', 'has no list of strings'],
  ])('is named by words: %s', async (line, expected) => {
    const { status, stderr } = await run(line, '/nowhere');
    expect(status).toBe(2);
    expect(stderr).toContain(expected);
  });

  test('may print more than fits into a pipe', async () => {
    const text = `${configMap('big', 'x'.repeat(3_000_000))}---\n# the end\n`;
    const folder = folderWith({ 'big.yaml': text });
    const args = ['--source=command:cat big.yaml'];
    const { status, stdout } = await argocd('generate', folder, { args });
    expect({ status, isSame: stdout === text }).toEqual({ status: 0, isSame: true });
  });
});
