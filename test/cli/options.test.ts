import { describe, expect, test } from 'vitest';
import { variableOf } from '../../src/commands/option.ts';
import { type Environment, inEnvironment, readOptions } from '../../src/commands/options.ts';

const options = {
  takeover: { type: 'boolean', help: '' },
  namespace: { type: 'value', short: 'n', placeholder: 'NAMESPACE', help: '' },
  format: { type: 'choice', choices: ['yaml', 'json', 'tf'], default: 'yaml', help: '' },
  'cluster-config': { type: 'values', placeholder: 'FILE', help: '' },
} as const;

const defaults = {
  takeover: false,
  namespace: undefined,
  format: 'yaml',
  'cluster-config': [],
};

function read(args: string[], variables: Record<string, string> = {}): unknown {
  const environment: Environment = (name) => variables[name];
  return readOptions(options, args, inEnvironment(environment));
}

describe('flags', () => {
  test.each([
    [[], {}, []],
    [['a', 'b'], {}, ['a', 'b']],
    [['-'], {}, ['-']],
    [['--takeover', 'a'], { takeover: true }, ['a']],
    [['--takeover=false'], { takeover: false }, []],
    [['--takeover=1'], { takeover: true }, []],
    [['a', '--namespace', 'x', 'b'], { namespace: 'x' }, ['a', 'b']],
    [['-n', 'x'], { namespace: 'x' }, []],
    [['-nx'], { namespace: 'x' }, []],
    [['--namespace=x', '--namespace=y'], { namespace: 'y' }, []],
    [['--namespace=-x'], { namespace: '-x' }, []],
    [['--format', 'tf'], { format: 'tf' }, []],
    [['--cluster-config', 'a', '--cluster-config=b'], { 'cluster-config': ['a', 'b'] }, []],
    [['--', '--takeover', '-n'], {}, ['--takeover', '-n']],
  ])('%j', (args, values, paths) => {
    expect(read(args)).toEqual({ values: { ...defaults, ...values }, paths });
  });
});

describe('the environment', () => {
  test('a flag is the variable in capitals, with underscores', () => {
    expect(variableOf('cluster-config')).toBe('REVCAST_CLUSTER_CONFIG');
  });

  test.each([
    ['REVCAST_TAKEOVER', 'true', { takeover: true }],
    ['REVCAST_TAKEOVER', '1', { takeover: true }],
    ['REVCAST_TAKEOVER', 'false', {}],
    ['REVCAST_TAKEOVER', '0', {}],
    ['REVCAST_TAKEOVER', '', {}],
    ['REVCAST_NAMESPACE', '', {}],
    ['REVCAST_NAMESPACE', '-x', { namespace: '-x' }],
    ['REVCAST_FORMAT', 'json', { format: 'json' }],
    ['REVCAST_CLUSTER_CONFIG', 'a,b', { 'cluster-config': ['a', 'b'] }],
  ])('%s=%s', (name, value, values) => {
    expect(read([], { [name]: value })).toEqual({ values: { ...defaults, ...values }, paths: [] });
  });

  test('a flag wins over its variable', () => {
    const variables = {
      REVCAST_TAKEOVER: 'true',
      REVCAST_FORMAT: 'tf',
      REVCAST_CLUSTER_CONFIG: 'a',
    };
    const args = ['--takeover=false', '--format=json', '--cluster-config=b'];
    expect(read(args, variables)).toMatchObject({
      values: { takeover: false, format: 'json', 'cluster-config': ['b'] },
    });
  });
});

describe('wrong usage', () => {
  test.each([
    [['--takover'], 'unknown flag --takover (did you mean --takeover?)'],
    [['--nothing-like-it'], 'unknown flag --nothing-like-it'],
    [['--constructor'], 'unknown flag --constructor'],
    [['-x'], 'unknown flag -x'],
    [['--namespace'], '--namespace needs a value: --namespace NAMESPACE'],
    [['-n'], '-n needs a value: -n NAMESPACE'],
    [['--namespace', '--takeover'], '--namespace needs a value: --namespace NAMESPACE'],
    [['--namespace', '--'], '--namespace needs a value: --namespace NAMESPACE'],
    [['--format'], '--format needs a value: --format yaml|json|tf'],
    [['--format=jsn'], '--format is yaml, json or tf, not "jsn" (did you mean json?)'],
    [['--format='], '--format needs a value: --format yaml|json|tf'],
    [['--namespace='], '--namespace needs a value: --namespace NAMESPACE'],
    [['--takeover=maybe'], '--takeover is true, false, 1 or 0, not "maybe"'],
  ])('%j', (args, usage) => {
    expect(read(args)).toEqual({ usage });
  });

  test('a bad variable is called by its name', () => {
    expect(read([], { REVCAST_FORMAT: 'xml' })).toEqual({
      usage: 'REVCAST_FORMAT is yaml, json or tf, not "xml"',
    });
  });
});
