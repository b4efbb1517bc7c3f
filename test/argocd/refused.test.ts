import { describe, expect, test } from 'vitest';
import { unknownVariables } from '../../src/commands/argocd/plugin-env.ts';
import { faultsOf } from '../../src/gitops/argocd/faults.ts';
import { builtCommand, ended } from '../support/revcast.ts';
import { argocd, configMap, type Files, folderWith, programs, service } from './applications.ts';

const plain: Files = { 'service.yaml': service('hello') };
const chart: Files = { 'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n' };

describe('a variable of plugin.env that nothing reads', () => {
  const options = { takeover: { type: 'boolean', help: '' } } as const;

  test.each([
    ['ARGOCD_ENV_REVCAST_TAKEOVER', []],
    ['ARGOCD_ENV_TAKEOVRE', []],
    ['REVCAST_TAKEOVRE', []],
    [
      'ARGOCD_ENV_REVCAST_TAKEOVRE',
      ['unknown variable ARGOCD_ENV_REVCAST_TAKEOVRE (did you mean ARGOCD_ENV_REVCAST_TAKEOVER?)'],
    ],
    ['ARGOCD_ENV_REVCAST_X', ['unknown variable ARGOCD_ENV_REVCAST_X']],
  ])('%s', (name, told) => {
    expect(unknownVariables([name, 'PATH'], options).map(({ usage }) => usage)).toEqual(told);
  });

  test('is refused together with everything else that is unknown', async () => {
    const env = { ARGOCD_ENV_REVCAST_OLD_REVISION: '', ARGOCD_ENV_OTHER: 'x' };
    const parameters = [{ name: 'takover', string: 'true' }];
    expect(await argocd('generate', folderWith(plain), { env, parameters })).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'revcast: unknown parameter takover (did you mean takeover?)\n' +
        'revcast: unknown variable ARGOCD_ENV_REVCAST_OLD_REVISION (did you mean ARGOCD_ENV_REVCAST_OLD_REVISIONS?)\n',
    });
    expect(await argocd('parameters', folderWith(plain), { env })).toMatchObject({ status: 0 });
  });
});

test.each(['generate', 'parameters'] as const)(
  '%s takes no path and no other flag',
  async (name) => {
    const run = async (...args: string[]) => await argocd(name, folderWith(plain), { args });
    expect(await run('.')).toEqual({
      status: 2,
      stdout: '',
      stderr: `revcast argocd ${name}: it takes no PATH such as ".": it reads the folder that it runs in\nSee revcast argocd ${name} --help.\n`,
    });
    expect(await run('--souce=helm')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('unknown flag --souce (did you mean --source?)'),
    });
  },
);

describe('what is no chart', () => {
  const told = async (files: Files, request: Parameters<typeof argocd>[2] = {}) => {
    const { status, stdout, stderr } = await argocd('generate', folderWith(files), request);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    return stderr;
  };

  test('for lack of a release name', async () => {
    expect(await told(chart, { env: { ARGOCD_APP_NAME: '' } })).toBe(
      "revcast: a chart needs the name of its release: give --helm-release-name, or the Application's in ARGOCD_APP_NAME\n",
    );
  });

  test('for a release name that helm would evaluate', async () => {
    expect(await told(chart, { env: { ARGOCD_APP_NAME: '{{ env "HOME" }}' } })).toBe(
      'revcast: the release name is no template: "{{ env \\"HOME\\" }}"\n',
    );
  });

  test('for lack of a Chart.yaml, whatever else is missing', async () => {
    const request = { args: ['--source=helm'], env: { ARGOCD_APP_NAME: '' } };
    const cause = 'revcast: --source is helm, and the folder has no Chart.yaml';
    expect(await told(plain, request)).toBe(`${cause}\n`);
    const other = { 'chart.yaml': chart['Chart.yaml'] ?? '' };
    expect(await told(other, request)).toBe(`${cause}; it has "chart.yaml"\n`);
  });

  test('though Argo CD takes it for one', async () => {
    expect(await told({ ...plain, 'myChart.yaml': 'a: 1\n' })).toBe(
      'revcast: the folder is taken for a chart, as by Argo CD, because of "myChart.yaml", and has no Chart.yaml: rename it, or give --source directory\n',
    );
  });
});

describe('what no program can be given', () => {
  test.each([
    { name: 'helm-release-name', string: 'a\0b' },
    { name: 'helm-value-files', array: ['a\0b'] },
    { name: 'helm-parameters', map: { a: 'a\0b' } },
    { name: 'helm-parameters', map: { 'a\0b': 'a' } },
    { name: 'lock', string: 'a\0b' },
  ])('%j', async (parameter) => {
    const repository = folderWith(chart);
    const { status, stderr } = await argocd('generate', repository, { parameters: [parameter] });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^revcast: parameter [a-z-]+ has a NUL character (in|at) /);
  });

  test('a name that is empty', async () => {
    const parameters = [{ name: 'helm-value-files', array: [''] }];
    expect(await argocd('generate', folderWith(chart), { parameters })).toMatchObject({
      status: 2,
      stderr: 'revcast: parameter helm-value-files: "" names no file\n',
    });
  });

  test('more than fits', async () => {
    const env = { PATH: `${programs({ helm: 'exit 9' })}:${process.env.PATH}` };
    const name = 'ARGOCD_APP_SOURCE_REPO_URL';
    const parameters = [{ name: 'helm-parameters', map: { a: `$${name}`.repeat(4_000) } }];
    const request = { parameters, env: { ...env, [name]: 'x'.repeat(100) } };
    expect(await argocd('generate', folderWith(chart), request)).toMatchObject({
      status: 4,
      stderr: "revcast: helm template can't be run: its arguments and variables are too long\n",
    });
  });
});

test('a directory that gets too full is told by its name', async () => {
  const TMPDIR = folderWith({});
  const values = `--helm-values=a: ${'x'.repeat(5_000)}`;
  const line = [process.execPath, builtCommand(), 'argocd', 'generate', values];
  const env = { TMPDIR, ARGOCD_APP_NAME: 'shop' };
  const limited = ['-c', 'ulimit -f 0; exec "$@"', 'sh', ...line];
  expect(await ended('sh', limited, { cwd: folderWith(chart), env })).toEqual({
    status: 4,
    stdout: '',
    stderr: `revcast: ${TMPDIR}: the file gets too large\n`,
  });
});

describe('a document that is no object', () => {
  test.each<[string, string, string[]]>([
    ['a.yaml', configMap('a'), []],
    ['a.yaml', `# c\n---\n${configMap('a')}---\n  # c\n`, []],
    ['a.yaml', `--- # c\r\n...\r\n`, []],
    ['a.yaml', '{"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "a"}}', []],
    ['a.yaml', '{kind: Pod, apiVersion: v1, metadata: {name: a}}', []],
    ['a.yaml', 'kind: Pod\nkind: Pod\n', []],
    ['a.yaml', `${configMap('a')}---\na: 1\n`, ['8 RC1011']],
    ['a.yaml', `${configMap('a')}---\na: [\n`, ['8 RC1009']],
    ['a.yaml', `- apiVersion: v1\n  kind: Pod\n`, ['1 RC1007']],
    ['a.json', '{"kind": "Pod", "apiVersion": "v1"}', []],
    ['a.json', '{"name": "x"}', ['1 RC1011']],
    ['a.json', '{"kind":', ['1 RC1002']],
    ['a.json', '[{"kind": "Pod", "apiVersion": "v1"}]', ['1 RC1007']],
  ])('%s: %j', (name, text, told) => {
    const found = faultsOf({ name, text });
    expect(found.map(({ code, source }) => `${source?.line} ${code}`)).toEqual(told);
  });

  test('is told with its file, which Argo CD would not know', async () => {
    const files = { ...plain, 'package.json': '{"name": "x"}' };
    const { status, stdout, stderr } = await argocd('generate', folderWith(files));
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('package.json:1:1: error RC1011');
  });
});

test.each(['values', 'link'])('a name with a line break is told in one line: %s', async (kind) => {
  const files = { ...plain, 'a\nb.yaml': kind === 'link' ? '-> /etc/hostname' : 'a: 1\n' };
  const { stderr } = await argocd('generate', folderWith(files));
  expect(stderr).toContain('a\\u000ab.yaml');
  expect(stderr.match(/\n/g)).toHaveLength(1);
});
