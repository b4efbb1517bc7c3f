import { describe, expect, test } from 'vitest';
import { holdsObject } from '../../src/commands/argocd/empty.ts';
import { repositoriesOf } from '../../src/commands/argocd/source/helm-dependencies.ts';
import { expand, otherSource } from '../../src/gitops/argocd/expand.ts';
import { isInside, repositoryOf } from '../../src/gitops/argocd/repository.ts';
import { chosenSource, discover } from '../../src/gitops/argocd/source.ts';
import { isUnrelated } from '../../src/gitops/argocd/unrelated.ts';

test.each([
  [[], 'directory'],
  [['a.yaml', 'chart.yaml', 'Kustomization.yaml'], 'directory'],
  [['Chart.yaml', 'values.yaml'], 'helm'],
  [['kustomization.yaml'], 'kustomize'],
  [['kustomization.yml'], 'kustomize'],
  [['Kustomization'], 'kustomize'],
  [['kustomization.yaml', 'Chart.yaml'], 'kustomize'],
  [['Kustomization', 'Chart.yaml'], 'kustomize'],
  [['myChart.yaml', 'kustomization.yaml'], 'helm'],
])('a folder with %j is read as %s', (names, kind) => {
  expect(discover(names)).toBe(kind);
});

test.each([
  ['auto', undefined],
  ['helm', { kind: 'helm' }],
  ['command:cdk8s synth  -p', { kind: 'command', words: ['cdk8s', 'synth', '-p'] }],
  ['command: ["sh", "-c", "a | b"]', { kind: 'command', words: ['sh', '-c', 'a | b'] }],
])('the source %s', (text, source) => {
  expect(chosenSource(text)).toEqual(source);
});

test.each(['', 'Helm', ' command:x', 'command:', 'command:[]', 'command:[""]', 'command:a "b"'])(
  'no source is %j',
  (text) => {
    expect(chosenSource(text)).toHaveProperty('wrong');
  },
);

/** As Go's os.Expand has it. */
test.each([
  ['$ARGOCD_APP_NAME.yaml', 'shop.yaml'],
  ['${ARGOCD_APP_NAME}_x', 'shop_x'],
  ['$ARGOCD_APP_NAME_x', ''],
  ['$HOME/$ARGOCD_ENV_X/$SECRET', '//'],
  ['a$$b', 'a$b'],
  ['$', '$'],
  ['$/x', '$/x'],
  ['${', ''],
  ['${}', ''],
  ['$1$-x', 'x'],
])('%s is filled in: %j', (text, expanded) => {
  const variables: Record<string, string> = { ARGOCD_APP_NAME: 'shop', HOME: '/root', SECRET: 's' };
  expect(expand(text, (name) => variables[name])).toBe(expanded);
});

test.each([
  ['$values/prod.yaml', '$values'],
  ['$ARGOCD_APP_NAME/prod.yaml', undefined],
  ['${values}/prod.yaml', undefined],
  ['values/$x/y', undefined],
])('%s is in the source %s', (path, source) => {
  expect(otherSource(path)).toBe(source);
});

describe('the repository', () => {
  const server = '/tmp/_cmp_server';
  test.each([
    ['/tmp/_cmp_server/1234/apps/web', 'apps/web', '/tmp/_cmp_server/1234'],
    ['/tmp/_cmp_server/1234/apps/web', './apps/web/', '/tmp/_cmp_server/1234'],
    ['/tmp/_cmp_server/1234', '.', '/tmp/_cmp_server/1234'],
    ['/tmp/_cmp_server/1234/web', 'apps/web', '/tmp/_cmp_server/1234'],
    ['/home/me/shop/apps/web', 'apps/web', '/home/me/shop'],
    ['/home/me/shop/apps/web', 'other', '/home/me/shop/apps/web'],
    ['/home/me/shop/apps/web', '', '/home/me/shop/apps/web'],
    ['/apps/web', 'apps/web', '/apps/web'],
  ])('of %s, the path %j, is %s', (folder, path, root) => {
    expect(repositoryOf(folder, path, server)).toEqual({ folder, root });
  });

  test.each([
    ['/a/b', '/a/b', true],
    ['/a/b/c', '/a/b', true],
    ['/a/bc', '/a/b', false],
    ['/a', '/a/b', false],
    ['/a', '/', true],
  ])('%s in %s: %s', (path, folder, expected) => {
    expect(isInside(path, folder)).toBe(expected);
  });
});

test.each([
  ['values.yaml', 'a: 1\n', true],
  ['values.yaml', '# c\n---\na: 1\n', true],
  ['list.yaml', '- a\n', true],
  ['broken.yaml', 'a: [\n', true],
  ['broken.yaml', 'apiVersion: v1\nkind: x\nmetadata: [\n', false],
  ['kind.yaml', 'kind: Thing\n', false],
  ['json.yaml', '{"kind": "Pod"}', false],
  ['values.json', '{"a": 1}', false],
  ['empty.yaml', '# nothing\n', false],
  ['both.yaml', 'kind: A\n---\na: 1\n', false],
])('%s with %j is no manifest: %s', (name, text, expected) => {
  expect(isUnrelated({ name, text })).toBe(expected);
});

test.each([
  ['', false],
  ['# c\n---\n...\n', false],
  ['null\n---\n~\n', false],
  ['kind: List\napiVersion: v1\nitems: []\n', false],
  ['kind: ServiceList\napiVersion: v1\nitems: []\n', false],
  ['{"kind": "List", "apiVersion": "v1", "items": []}', false],
  ['kind: Pod\n', true],
  ['apiVersion: v1\nkind: "Pod"\n', true],
  ['{"kind": "Pod", "apiVersion": "v1"}', true],
  ['kind: List\napiVersion: v1\nitems: [{kind: Pod, apiVersion: v1}]\n', true],
  ['a: [\n', true],
])('%j holds an object: %s', (text, expected) => {
  expect(holdsObject([text])).toBe(expected);
});

test('an object of which a piece ends in its middle is one', () => {
  expect(holdsObject(['# c\n{"kind": "Pod",', ' "apiVersion": "v1"}'])).toBe(true);
});

test('the repositories of a chart are those with a URL, each once', () => {
  const repositories = [
    'https://a.example.com/',
    'https://a.example.com',
    'http://b.example.com/x',
    'oci://c.example.com',
    'file://../d',
    '@e',
    '',
  ];
  const dependencies = repositories.map((repository) => ({ name: 'x', repository }));
  expect(repositoriesOf(JSON.stringify({ dependencies: [...dependencies, 'x', {}] }))).toEqual([
    'https://a.example.com',
    'http://b.example.com/x',
  ]);
  expect(repositoriesOf('name: x\n')).toEqual([]);
  expect(repositoriesOf('name: x\nname: y\n')).toEqual([]);
  expect(repositoriesOf('name: [\n')).toEqual([]);
  expect(repositoriesOf(`a: &a [x]\nb: [${'*a, '.repeat(200)}]\n`)).toEqual([]);
});
