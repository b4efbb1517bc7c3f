import { describe, expect, test } from 'vitest';
import { krmCommand } from '../../src/commands/krm.ts';
import { fieldsSchema, inFunctionConfig } from '../../src/commands/krm-fields.ts';
import { type Parsed, readOptions } from '../../src/commands/options.ts';
import { pathText } from '../../src/diagnostics/words.ts';
import { readFunctionConfig } from '../../src/gitops/krm/function-config.ts';
import type { JsonObject } from '../../src/json.ts';
import { readList } from './support.ts';

const { options } = krmCommand;

function read(config: string): ReturnType<typeof readFunctionConfig> {
  const { functionConfig } = readList(`kind: ResourceList\nitems: []\n${config}`);
  return readFunctionConfig(functionConfig, fieldsSchema(options));
}

function ofKind(fields: JsonObject): string {
  const config = { apiVersion: 'revcast.dev/v1alpha1', kind: 'Render', metadata: { name: 'x' } };
  return `functionConfig: ${JSON.stringify({ ...config, ...fields })}\n`;
}

function configMap(data: JsonObject): string {
  const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data };
  return `functionConfig: ${JSON.stringify(config)}\n`;
}

/** The values of all flags, with these arguments and variables besides the functionConfig. */
function values(
  config: string,
  args: string[] = [],
  variables: Record<string, string> = {},
): Parsed<typeof options> {
  const found = read(config);
  if ('findings' in found) throw new Error(found.findings[0]?.message);
  return readOptions(options, args, inFunctionConfig(found), (name) =>
    variables[name] === undefined ? undefined : { written: name, texts: [variables[name]] },
  );
}

describe('a functionConfig sets what flags set', () => {
  const all = {
    namespace: 'team',
    clusterConfig: ['a.yaml', 'b,c.yaml'],
    lock: 'my.lock',
    takeover: true,
    revisionNames: 'pin',
    oldRevisions: 'prune',
    split: 'services',
    host: 'flux',
    diagnostics: 'json',
    quiet: true,
  };
  const expected = {
    namespace: 'team',
    'cluster-config': ['a.yaml', 'b,c.yaml'],
    lock: 'my.lock',
    takeover: true,
    'revision-names': 'pin',
    'old-revisions': 'prune',
    split: 'services',
    host: 'flux',
    diagnostics: 'json',
    quiet: true,
  };

  test('of its own kind', () => {
    expect(values(ofKind({ spec: all }))).toEqual({ values: expected, paths: [] });
    expect(Object.keys(expected).sort()).toEqual(Object.keys(options).sort());
  });

  test('of a ConfigMap, as strings', () => {
    const data = { ...all, takeover: 'true', quiet: 'true', clusterConfig: 'a.yaml,b.yaml' };
    expect(values(configMap(data))).toEqual({
      values: { ...expected, 'cluster-config': ['a.yaml', 'b.yaml'] },
      paths: [],
    });
  });

  test.each([
    ['none', ''],
    ['null', 'functionConfig: null\n'],
    ['no spec', ofKind({})],
    ['an empty spec', ofKind({ spec: {} })],
    ['null for a field', ofKind({ spec: { host: null, takeover: null } })],
    ['a ConfigMap without data', 'functionConfig: {apiVersion: v1, kind: ConfigMap}\n'],
  ])('and with %s everything has its default', (_, config) => {
    expect(values(config)).toEqual(readOptions(options, []));
  });

  test('flags win over it, and it wins over the environment', () => {
    const config = ofKind({ spec: { host: 'flux', split: 'services', takeover: false } });
    const variables = { host: 'argocd', takeover: 'true', namespace: 'team' };
    expect(values(config, ['--split=all'], variables)).toMatchObject({
      values: { host: 'flux', split: 'all', takeover: false, namespace: 'team' },
    });
  });
});

describe('what is wrong with a functionConfig is told by its field', () => {
  const unknownKind = 'where Render of revcast.dev/v1alpha1 or a ConfigMap is expected';

  test.each<[string, string, string[]]>([
    [
      'another kind',
      'functionConfig: {apiVersion: a/v1, kind: Renders}\n',
      [`RC1802 kind: the functionConfig is "Renders" of "a/v1", ${unknownKind}`],
    ],
    [
      'another version',
      'functionConfig: {apiVersion: revcast.dev/v1, kind: Render}\n',
      [`RC1802 kind: the functionConfig is "Render" of "revcast.dev/v1", ${unknownKind}`],
    ],
    [
      'no kind',
      'functionConfig: {}\n',
      [`RC1802 kind: the functionConfig is an object without a kind, ${unknownKind}`],
    ],
    [
      'no mapping',
      'functionConfig: [1]\n',
      [`RC1802 kind: the functionConfig is [1], ${unknownKind}`],
    ],
    [
      'a spec that is no mapping',
      ofKind({ spec: 'x' }),
      ['RC1804 spec: spec is "x", where a mapping is expected'],
    ],
    [
      'an unknown field',
      ofKind({ spec: { revisionName: 'pin' } }),
      ['RC1803 spec.revisionName: "revisionName" is not a setting of revcast krm'],
    ],
    [
      'settings outside of the spec',
      ofKind({ host: 'flux', settings: { host: 'flux' } }),
      [
        'RC1803 host: "host" is not a field of the functionConfig',
        'RC1803 settings: "settings" is not a field of the functionConfig',
      ],
    ],
    [
      'settings where those of a ConfigMap are',
      ofKind({ data: { host: 'flux' } }),
      ['RC1803 data: "data" is not a field of the functionConfig'],
    ],
    [
      'settings of a ConfigMap where those of the other kind are',
      'functionConfig: {apiVersion: v1, kind: ConfigMap, spec: {host: flux}}\n',
      ['RC1803 spec: "spec" is not a field of the functionConfig'],
    ],
    [
      'a flag as it is written',
      configMap({ 'old-revisions': 'prune' }),
      ['RC1803 data.old-revisions: "old-revisions" is not a setting of revcast krm'],
    ],
    [
      'an unknown value',
      ofKind({ spec: { host: 'argo' } }),
      ['RC1804 spec.host: host is "argo", where argocd or flux or helm or none is expected'],
    ],
    [
      'strings that are none',
      ofKind({ spec: { namespace: 1, lock: ['a'] } }),
      [
        'RC1804 spec.namespace: namespace is 1, where a string is expected',
        'RC1804 spec.lock: lock is ["a"], where a string is expected',
      ],
    ],
    [
      'booleans that are none',
      ofKind({ spec: { takeover: 'true' } }),
      ['RC1804 spec.takeover: takeover is "true", where true or false is expected'],
    ],
    [
      'booleans that are none in a ConfigMap',
      configMap({ takeover: 'yes' }),
      ['RC1804 data.takeover: takeover is "yes", where true or false is expected'],
    ],
    [
      'a list that is none',
      ofKind({ spec: { clusterConfig: 'a.yaml' } }),
      ['RC1804 spec.clusterConfig: clusterConfig is "a.yaml", where a list is expected'],
    ],
    [
      'an item that is no string',
      ofKind({ spec: { clusterConfig: ['a.yaml', 1] } }),
      ['RC1804 spec.clusterConfig[1]: clusterConfig[1] is 1, where a string is expected'],
    ],
    [
      'ConfigMaps that nothing is read from',
      ofKind({
        spec: {
          clusterConfigMaps: [
            { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config-autoscale' } },
            {
              apiVersion: 'v1',
              kind: 'ConfigMap',
              metadata: { name: 'config-defaults', namespace: 'knative' },
            },
          ],
        },
      }),
      [
        'RC1804 spec.clusterConfigMaps[0].metadata.name: name is "config-autoscale", where config-autoscaler or config-autoscaler-keda or config-defaults or config-features is expected',
        'RC1804 spec.clusterConfigMaps[1].metadata.namespace: namespace is "knative", where knative-serving is expected',
      ],
    ],
    [
      'ConfigMaps that are none',
      ofKind({ spec: { clusterConfigMaps: [{ apiVersion: 'v1', kind: 'Secret', metadata: {} }] } }),
      [
        'RC1804 spec.clusterConfigMaps[0].kind: kind is "Secret", where ConfigMap is expected',
        'RC1804 spec.clusterConfigMaps[0].metadata.name: name is missing',
      ],
    ],
    [
      'what YAML readers disagree about',
      'functionConfig:\n  apiVersion: v1\n  kind: ConfigMap\n  kind: ConfigMap\n',
      ['RC1003 : the key "kind" is there twice: "kind: ConfigMap"'],
    ],
  ])('%s', (_, config, expected) => {
    const found = read(config);
    const findings = 'findings' in found ? found.findings : [];
    expect(
      findings.map(({ code, path, message }) => `${code} ${pathText(path)}: ${message}`),
    ).toEqual(expected);
  });

  test.each<[string, string, string]>([
    ['a field', ofKind({ spec: { revisionName: 'pin' } }), 'Did you mean revisionNames?'],
    ['a value', ofKind({ spec: { revisionNames: 'pim' } }), 'Did you mean pin?'],
    ['a value in a ConfigMap', configMap({ host: 'fluxx' }), 'Did you mean flux?'],
    ['a field that is like no other', ofKind({ spec: { zzz: 1 } }), 'Delete it.'],
    ['a setting outside of the spec', ofKind({ host: 'flux' }), 'Settings stand in spec.'],
    ['a misspelt spec', ofKind({ specs: { host: 'flux' } }), 'Did you mean spec?'],
  ])('and what was probably meant: %s', (_, config, hint) => {
    const found = read(config);
    expect('findings' in found && found.findings[0]?.hint).toBe(hint);
  });
});
