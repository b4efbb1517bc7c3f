import { describe, expect, test } from 'vitest';
import { readParameters } from '../../src/commands/argocd/given-parameters.ts';
import { argocdOptions } from '../../src/commands/argocd/options.ts';
import { argocd, configMap, type Files, folderWith } from './applications.ts';

const options = {
  flag: { type: 'boolean', help: '' },
  pick: { type: 'choice', choices: ['a', 'b'], default: 'a', help: '' },
  text: { type: 'value', placeholder: 'X', help: '' },
  list: { type: 'values', placeholder: 'X', help: '' },
  map: { type: 'map', placeholder: 'X', help: '' },
} as const;

function read(parameters: unknown): unknown {
  const text = typeof parameters === 'string' ? parameters : JSON.stringify(parameters);
  const { given, problems } = readParameters(text, options);
  if (problems.length > 0) return problems.map(({ usage }) => usage).join('\n');
  return Object.fromEntries([...given].map(([name, { texts }]) => [name, texts]));
}

describe('parameters of an Application', () => {
  test('can be absent', () => {
    expect(readParameters(undefined, options)).toEqual({ given: new Map(), problems: [] });
  });

  test.each([
    ['', {}],
    ['null', {}],
    ['[]', {}],
    [[{ name: 'text', string: 'x' }], { text: ['x'] }],
    [[{ name: 'text', string: '' }], {}],
    [[{ name: 'text' }], {}],
    [[{ name: 'text', string: null, array: null, map: null }], {}],
    [[{ name: 'text', array: ['x'] }], { text: ['x'] }],
    [
      [
        { name: 'text', string: 'x' },
        { name: 'text', string: 'y' },
      ],
      { text: ['y'] },
    ],
    [[{ name: 'flag', string: 'true' }], { flag: ['true'] }],
    [[{ name: 'flag', string: true }], { flag: ['true'] }],
    [[{ name: 'list', array: ['x', 'y'] }], { list: ['x', 'y'] }],
    [[{ name: 'list', array: [] }], { list: [] }],
    [[{ name: 'list', string: 'x,y' }], { list: ['x,y'] }],
    [[{ name: 'list', string: '' }], { list: [] }],
    [[{ name: 'list', string: '', array: ['x'] }], { list: ['x'] }],
    [[{ name: 'map', map: { k: 'v=w', n: 1 } }], { map: ['k=v=w', 'n=1'] }],
    [[{ name: 'map', array: ['k=v'] }], { map: ['k=v'] }],
    [[{ name: 'map', string: 'k=v' }], { map: ['k=v'] }],
    [[{ name: 'map', map: {} }], { map: [] }],
  ])('%j', (parameters, given) => {
    expect(read(parameters)).toEqual(given);
  });

  test.each([
    ['{', "ARGOCD_APP_PARAMETERS is a JSON list of parameters, and can't be read"],
    [{}, 'ARGOCD_APP_PARAMETERS is a JSON list of parameters, not {}'],
    [['x'], 'item 1 of ARGOCD_APP_PARAMETERS has no name: "x"'],
    [[{ string: 'x' }], 'item 1 of ARGOCD_APP_PARAMETERS has no name'],
    [[{ name: 'lst', array: [] }], 'unknown parameter lst (did you mean list?)'],
    [[{ name: 'constructor', string: 'x' }], 'unknown parameter constructor'],
    [[{ name: 'text', array: ['x', 'y'] }], 'parameter text has one value, not ["x","y"]'],
    [[{ name: 'text', map: { a: 'b' } }], 'parameter text has its value in string, not in {'],
    [[{ name: 'text', string: ['x'] }], 'parameter text has text in string, not ["x"]'],
    [[{ name: 'list', map: {} }], 'parameter list has its value in array, not in {'],
    [[{ name: 'list', array: [{}] }], 'parameter list has text in array, not [{}]'],
    [[{ name: 'map', map: 'k=v' }], 'parameter map has texts by their keys in map, not "k=v"'],
    [[{ name: 'map', map: { 'a=b': 'c' } }], 'parameter map has the key "a=b"'],
    [[{ name: 'map', map: { a: {} } }], 'parameter map has text at a, not {}'],
  ])('%j is refused', (parameters, expected) => {
    expect(read(parameters)).toContain(expected);
  });

  test('that are wrong end generate with the exit code of wrong usage', async () => {
    const parameters = [{ name: 'takover', string: 'true' }];
    expect(await argocd('generate', folderWith({}), { parameters })).toEqual({
      status: 2,
      stdout: '',
      stderr: 'revcast: unknown parameter takover (did you mean takeover?)\n',
    });
  });

  test.each([
    [
      { name: 'takeover', string: 'maybe' },
      'parameter takeover is true, false, 1 or 0, not "maybe"',
    ],
    [{ name: 'split', string: 'service' }, '(did you mean services?)'],
    [{ name: 'helm-parameters', array: ['a'] }, 'parameter helm-parameters has entries KEY=VALUE'],
    [
      { name: 'source', string: 'kustomise' },
      'is auto, helm, kustomize, directory or command:COMMAND LINE, not "kustomise" (did you mean kustomize?)\n',
    ],
    [{ name: 'takeover', string: 'x' }, 'is true, false, 1 or 0, not "x"\n'],
  ])('%j is no value', async (parameter, expected) => {
    const { status, stderr } = await argocd('generate', folderWith({}), {
      parameters: [parameter],
    });
    expect(status).toBe(2);
    expect(stderr).toContain(expected);
  });
});

interface Announced {
  readonly name: string;
  readonly [field: string]: unknown;
}

async function announced(
  files: Files,
  request: Parameters<typeof argocd>[2] = {},
): Promise<Announced[]> {
  const { status, stdout, stderr } = await argocd('parameters', folderWith(files), request);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
}

describe('the announcement', () => {
  const everywhere = [
    'source',
    'allow-empty',
    'namespace',
    'cluster-config',
    'lock',
    'takeover',
    'revision-names',
    'old-revisions',
    'split',
    'only-generated',
  ];
  const ofCharts = Object.keys(argocdOptions).filter(
    (name) => /^(?:helm|kube|api)-/.test(name) && name !== 'helm-value-file-schemes',
  );
  const ofFolders = ['directory-recurse', 'directory-include', 'directory-exclude'];

  test.each<[string, Files, string[]]>([
    ['a folder', { 'a.yaml': configMap('a') }, [...everywhere, ...ofFolders]],
    ['a chart', { 'Chart.yaml': '' }, [...everywhere, ...ofCharts]],
    ['a kustomization', { 'kustomization.yaml': '' }, everywhere],
  ])('has what makes sense for %s', async (_, files, names) => {
    expect((await announced(files)).map(({ name }) => name).sort()).toEqual([...names].sort());
  });

  test('says what each is, and what counts now', async () => {
    const parameters = [
      { name: 'helm-value-files', array: ['$ARGOCD_APP_NAME.yaml', '/b.yaml'] },
      { name: 'helm-parameters', map: { a: '1', 'b.c': 'x,y' } },
      { name: 'helm-skip-crds', string: 'true' },
    ];
    const env = { REVCAST_OLD_REVISIONS: 'prune', ARGOCD_ENV_REVCAST_TAKEOVER: '1' };
    const list = await announced({ 'Chart.yaml': '' }, { parameters, env });
    const found = (name: string) => list.find((each) => each.name === name);
    expect(found('helm-value-files')).toEqual({
      name: 'helm-value-files',
      title: 'Helm value files',
      tooltip: argocdOptions['helm-value-files'].help,
      required: false,
      itemType: 'string',
      collectionType: 'array',
      array: ['$ARGOCD_APP_NAME.yaml', '/b.yaml'],
    });
    expect(found('helm-parameters')).toMatchObject({
      collectionType: 'map',
      map: { a: '1', 'b.c': 'x,y' },
    });
    expect(found('helm-skip-crds')).toMatchObject({
      title: 'Skip CRDs of the Helm chart',
      itemType: 'boolean',
      collectionType: 'string',
      string: 'true',
    });
    expect(found('takeover')).toMatchObject({ string: 'true' });
    expect(found('old-revisions')).toMatchObject({
      title: 'Old revisions',
      tooltip: `retain|prune: ${argocdOptions['old-revisions'].help}`,
      string: 'prune',
    });
    expect(found('split')).toMatchObject({ string: 'all' });
    expect(found('helm-release-name')).toMatchObject({ string: '' });
  });

  test.each([
    [{ ARGOCD_APP_PARAMETERS: '{' }],
    [{ ARGOCD_APP_PARAMETERS: '[{"name": "nonsense"}]' }],
    [{ ARGOCD_APP_PARAMETERS: '[{"name": "old-revisions", "string": "x"}]' }],
    [{ ARGOCD_APP_PARAMETERS: '[{"name": "source", "string": "command:id"}]' }],
    [{ ARGOCD_APP_PARAMETERS: '[{"name": "lock", "string": "../../../x"}]' }],
  ])('is there to repair %j, and shows the value without', async (env) => {
    const list = await announced(
      { 'a.yaml': '' },
      { env: { ...env, REVCAST_OLD_REVISIONS: 'prune' } },
    );
    expect(list.find(({ name }) => name === 'old-revisions')).toMatchObject({ string: 'prune' });
    expect(list.find(({ name }) => name === 'lock')).toMatchObject({ string: '' });
  });
});
