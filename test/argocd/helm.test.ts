import { describe, expect, test } from 'vitest';
import { cleanVersion, releaseName } from '../../src/gitops/argocd/helm-arguments.ts';
import { findProgram } from '../support/programs.ts';
import { argocd, configMap, type Files, folderWith, programs } from './applications.ts';

test.each([
  ['shop', 'shop'],
  ['team-a_shop', 'shop'],
])('the Application %s has the release %s', (application, release) => {
  expect(releaseName(application)).toBe(release);
});

/** Each as Argo CD's own reader of versions has it. */
test.each([
  ['1.36.0', '1.36.0'],
  ['v1.30.2+k3s1', '1.30.2'],
  ['1.29.1-gke.1589020', '1.29.1'],
  ['1.28', '1.28'],
  [' v1.28.03', '1.28.3'],
  ['0.1', '0.1'],
  ['1', undefined],
  ['01.2', undefined],
  ['latest', undefined],
  ['', undefined],
])('of the version %j Helm gets %s', (text, version) => {
  expect(cleanVersion(text)).toBe(version);
});

/** The arguments that helm gets of revcast, one a line. */
async function argumentsFor(
  files: Files,
  request: Parameters<typeof argocd>[2],
): Promise<string[] | string> {
  const path = programs({ helm: 'for each; do printf "%s\\n" "$each" >&2; done; exit 9' });
  const env = { ...request?.env, PATH: `${path}:${process.env.PATH}` };
  const repository = folderWith({ 'Chart.yaml': 'name: x', ...files });
  const { status, stderr } = await argocd('generate', repository, { ...request, env });
  return status === 9 ? stderr.split('\n').slice(0, -2) : stderr;
}

describe('helm template gets', () => {
  const usual = ['template', '.', '--name-template', 'shop', '--namespace', 'prod'];
  const cluster = ['--kube-version', '1.36.0'];
  const apis = ['--api-versions', 'v1', '--api-versions', 'apps/v1'];

  test('what Argo CD gives it, in its order', async () => {
    expect(await argumentsFor({}, {})).toEqual([...usual, ...cluster, ...apis, '--include-crds']);
  });

  test('only what is known', async () => {
    const env = { ARGOCD_APP_NAMESPACE: '', KUBE_VERSION: '', KUBE_API_VERSIONS: '' };
    const found = await argumentsFor({}, { env });
    expect(found).toEqual([...usual.slice(0, 4), '--include-crds']);
  });

  test.each([
    [
      { name: 'helm-parameters', map: { a: '--b', c: '1,2' } },
      ['--set', 'a=--b', '--set', 'c=1\\,2'],
    ],
    [{ name: 'helm-parameters', map: { '--a': 'b' } }, ['--set', '--a=b']],
    [{ name: 'helm-string-parameters', map: { a: '1' } }, ['--set-string', 'a=1']],
    [{ name: 'helm-file-parameters', map: { a: 'b,c' } }, ['--set-file', 'a=./b\\,c']],
    [
      { name: 'helm-file-parameters', map: { a: 'b\\\\,c=/d' } },
      ['--set-file', 'a=./b\\\\\\\\\\,c=/d'],
    ],
    [{ name: 'helm-file-parameters', map: { a: '{/b,c}' } }, ['--set-file', 'a=./{/b\\,c}']],
    [{ name: 'helm-value-files', array: ['-', '--x'] }, ['--values', './-', '--values', './--x']],
    [{ name: 'helm-value-files', array: ['a,/b'] }, ['--values', '"./a,/b"']],
    [{ name: 'helm-value-files', array: ['a"b'] }, ['--values', '"./a""b"']],
    [{ name: 'helm-value-files', array: ['https://x/y'] }, ['--values', 'https://x/y']],
  ])('%j as %j', async (parameter, words) => {
    const found = await argumentsFor({}, { parameters: [parameter] });
    const rest = typeof found === 'string' ? found : found.slice(8, 8 + words.length);
    expect(rest).toEqual(words);
  });

  test.each([
    ['helm-release-name', "{{ env 'HOME' }}", 'the release name is no template: "{{ env '],
    ['kube-version', 'latest', '--kube-version is a version such as 1.36.0, not "latest"'],
    ['helm-value-files', 'none-*.yaml', 'no file with values matches "none-*.yaml"'],
    ['helm-value-files', 'ftp://x/y', 'files are not read from ftp URLs, but from https, http'],
  ])('no %s %s', async (name, value, expected) => {
    expect(await argumentsFor({}, { parameters: [{ name, string: value }] })).toContain(expected);
  });

  test('URLs of the kinds that the platform chooses', async () => {
    const parameters = [{ name: 'helm-value-files', array: ['https://x/y'] }];
    const env = { REVCAST_HELM_VALUE_FILE_SCHEMES: 'none' };
    expect(await argumentsFor({}, { parameters, env })).toContain('from none');
  });
});

test('what helm warns of is shown, though it is held at first', async () => {
  const path = programs({ helm: 'echo careful >&2; echo "kind: Pod"' });
  const env = { PATH: `${path}:${process.env.PATH}` };
  expect(await argocd('generate', folderWith({ 'Chart.yaml': '' }), { env })).toEqual({
    status: 0,
    stdout: 'kind: Pod\n',
    stderr: 'careful\n',
  });
});

const versions = ['helm', 'helm4'].filter((name) => findProgram(name));
const note = versions.length === 2 ? '' : ' (skipped in part: needs helm and helm4)';

describe.each(versions)(`%s${note}`, (name) => {
  const path = (): string =>
    `${programs({ helm: `exec ${findProgram(name)} "$@"` })}:${process.env.PATH}`;
  const chart: Files = {
    'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'templates/cm.yaml': `${configMap('cm').replace('"x"', '{{ toJson .Values | quote }}')}`,
  };
  const generate = async (files: Files, request: Parameters<typeof argocd>[2] = {}) =>
    await argocd('generate', folderWith(files), {
      ...request,
      env: { PATH: path(), ...request.env },
    });

  test('reads files by their names only, whatever those are', async () => {
    const files = {
      ...chart,
      'a,b.yaml': 'a: {of: file}\n',
      '{/etc/hostname}': 'in braces',
      'c"d.yaml': 'c: quoted\n',
      'e\\': 'before a backslash',
      'e\\,f=': 'with everything',
    };
    const { status, stdout, stderr } = await generate(files, {
      parameters: [
        { name: 'helm-value-files', array: ['a,b.yaml', 'c"d.yaml'] },
        { name: 'helm-file-parameters', map: { braces: '{/etc/hostname}', all: 'e\\,f=' } },
      ],
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [, values = ''] = /value: (".*")/.exec(stdout) ?? [];
    expect(JSON.parse(JSON.parse(values))).toEqual({
      a: { of: 'file' },
      all: 'with everything',
      braces: 'in braces',
      c: 'quoted',
    });
  });

  test('says what is wrong with a template, and revcast how it was called', async () => {
    const files = { ...chart, 'templates/bad.yaml': '{{ fail "no luck" }}' };
    const { status, stdout, stderr } = await generate(files);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('no luck');
    expect(stderr).toMatch(
      /\nrevcast: helm template failed with exit code 1: helm template \. --name-template shop --namespace prod --kube-version 1\.36\.0 --include-crds\n$/,
    );
  });

  test('builds dependencies that are missing, and says why it cannot', async () => {
    const dependency = (repository: string): Files => ({
      ...chart,
      'Chart.yaml': `${chart['Chart.yaml']}dependencies: [{name: lib, version: 1.0.0, repository: "${repository}"}]\n`,
    });
    const { status, stdout, stderr } = await generate(dependency('file://../nowhere'));
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/nowhere.*\nrevcast: helm dependency build failed with exit code 1/s);
    expect(stderr).not.toContain('missing in charts');
  });
});
