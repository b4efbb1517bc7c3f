import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { type KubeconfigFile, targetOf } from '../../src/kubernetes/kubeconfig.ts';

function file(path: string, config: unknown): KubeconfigFile {
  return {
    path,
    directory: `/${path}`,
    text: typeof config === 'string' ? config : stringify(config),
  };
}

const context = (name: string, cluster: string, user?: string, namespace?: string) => ({
  name,
  context: { cluster, ...(user && { user }), ...(namespace && { namespace }) },
});
const cluster = (name: string, more: object = {}) => ({
  name,
  cluster: { server: `https://${name}.example`, ...more },
});

const first = file('a', {
  'current-context': 'one',
  contexts: [context('one', 'c1', 'u1', 'shop')],
  clusters: [cluster('c1', { 'certificate-authority': 'ca.pem', 'tls-server-name': 'other' })],
  users: [{ name: 'u1', user: { token: 'first' } }],
});
const second = file('b', {
  'current-context': 'two',
  contexts: [context('two', 'c2', 'u1'), context('three', 'c2'), context('one', 'c2')],
  clusters: [cluster('c2', { server: 'http://plain/base/', 'insecure-skip-tls-verify': true })],
  users: [{ name: 'u1', user: { token: 'second' } }],
});

describe('which cluster', () => {
  test('the first current context counts, with its namespace and its paths', () => {
    expect(targetOf([first, second])).toEqual({
      cluster: {
        server: 'https://c1.example',
        caFile: 'ca.pem',
        serverName: 'other',
        insecure: false,
        directory: '/a',
      },
      user: { token: 'first', impersonation: {}, directory: '/a' },
      namespace: 'shop',
    });
  });

  test('a context of another file: of entries with one name the first counts', () => {
    const target = targetOf([first, second], 'two');
    expect(target.cluster).toMatchObject({ server: 'http://plain/base', insecure: true });
    expect(target.user.token).toBe('first');
    expect(target.namespace).toBe('default');
  });

  test('a context without a user is anonymous', () => {
    expect(targetOf([first, second], 'three').user).toEqual({ impersonation: {}, directory: '' });
  });
});

describe('who', () => {
  const userOf = (user: object) =>
    targetOf([
      file('a', {
        'current-context': 'c',
        contexts: [context('c', 'c', 'u')],
        clusters: [cluster('c')],
        users: [{ name: 'u', user }],
      }),
    ]).user;

  test('an exec plugin, with what it wants', () => {
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      command: 'aws',
      args: ['eks', 'get-token', 7],
      env: [{ name: 'AWS_PROFILE', value: 'prod' }],
      installHint: 'install aws',
      provideClusterInfo: true,
    };
    expect(userOf({ exec }).plugin).toEqual({
      ...exec,
      args: ['eks', 'get-token', '7'],
      env: { AWS_PROFILE: 'prod' },
    });
    expect(userOf({ exec: { command: 'x', args: null, env: null } }).plugin).toEqual({
      apiVersion: 'client.authentication.k8s.io/v1',
      command: 'x',
      args: [],
      env: {},
      provideClusterInfo: false,
    });
  });

  test('somebody else: user, uid, groups, extra', () => {
    const user = {
      as: 'jo',
      'as-uid': '1',
      'as-groups': ['a', 'b'],
      'as-user-extra': { 'Sc/p': ['x'] },
    };
    expect(userOf(user).impersonation).toEqual({
      'impersonate-user': 'jo',
      'impersonate-uid': '1',
      'impersonate-group': ['a', 'b'],
      'impersonate-extra-sc%2Fp': ['x'],
    });
  });
});

test.each<[string, unknown, string | undefined, RegExp]>([
  ['no YAML', 'a: [', undefined, /^The kubeconfig k isn't YAML: .* at line 1, column \d+\.$/],
  ['a list', '- a', undefined, /^k isn't a kubeconfig\.$/],
  ['nothing', '', undefined, /^No current context in k: name one with --context\.$/],
  ['an unknown context', { contexts: [] }, 'x', /^No context named "x" in k\.$/],
  [
    'a context that is nearly there',
    { contexts: [context('staging', 'c'), context('production', 'c')] },
    'prodution',
    /^No context named "prodution" in k \(did you mean "production"\?\)\.$/,
  ],
  ['an unknown cluster', { contexts: [context('x', 'c')] }, 'x', /^No cluster named "c" in k\.$/],
  [
    'an unknown user',
    { contexts: [context('x', 'c', 'u')], clusters: [cluster('c')] },
    'x',
    /^No user named "u" in k\.$/,
  ],
  [
    'a server that is no URL',
    { contexts: [context('x', 'c')], clusters: [cluster('c', { server: 'nowhere' })] },
    'x',
    /server "nowhere" isn't a URL/,
  ],
  [
    'an auth-provider',
    {
      contexts: [context('x', 'c', 'u')],
      clusters: [cluster('c')],
      users: [{ name: 'u', user: { 'auth-provider': { name: 'gcp' } } }],
    },
    'x',
    /"gcp".*use an exec plugin/,
  ],
])('%s is told', (_what, config, name, message) => {
  expect(() => targetOf([file('k', config)], name)).toThrow(
    expect.objectContaining({ name: 'ConnectError', message: expect.stringMatching(message) }),
  );
});
