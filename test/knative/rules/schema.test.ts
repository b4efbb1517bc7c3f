import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/json.ts';
import { defaultCluster } from '../../../src/knative/cluster.ts';
import { knativeProblems } from '../../../src/knative/rules.ts';
import { foundIn, serviceOf, serviceValue } from '../fixtures.ts';

const image = 'example.com/app:1';
const pod = 'spec/template/spec';

function withContainer(fields: JsonObject): JsonObject {
  return serviceValue({ spec: { template: { spec: { containers: [{ image, ...fields }] } } } });
}

describe('fields of the wrong type', () => {
  test.each<[field: string, taken: Json[], refused: Json[]]>([
    ['args', [['a'], [], null], ['a', [5], [null]]],
    ['env', [[{ name: 'A', value: '1' }], null], [{ name: 'A' }, ['A']]],
    ['workingDir', ['/app', ''], [5, true, []]],
    [
      'resources',
      [{ requests: { cpu: '500m' } }, { limits: { memory: 1 } }],
      [[], '1Gi', { requests: ['cpu'] }],
    ],
  ])('%s', (field, taken, refused) => {
    for (const value of taken) expect(foundIn(withContainer({ [field]: value }))).toEqual([]);
    for (const value of refused) {
      const codes = foundIn(withContainer({ [field]: value })).map((found) => found.slice(0, 6));
      expect(codes, JSON.stringify(value)).toContain('RC2010');
    }
  });

  test.each<[fields: JsonObject, path: string, hint: string]>([
    [
      { env: [{ name: 'PORTS', value: 8080 }] },
      'containers/0/env/0/value',
      'Put the value in quotes: value: "8080"',
    ],
    [
      { resources: { requests: { cpu: true } } },
      'containers/0/resources/requests/cpu',
      'Write a quantity such as "500m" or "1Gi" here.',
    ],
    [
      { resources: { limits: { memory: '64MB' } } },
      'containers/0/resources/limits/memory',
      'Write a quantity such as "500m" or "1Gi" here.',
    ],
    [
      { ports: [{ containerPort: '80' }] },
      'containers/0/ports/0/containerPort',
      'Write a whole number here.',
    ],
    [
      { livenessProbe: { tcpSocket: { port: 1.5 } } },
      'containers/0/livenessProbe/tcpSocket/port',
      "Write a port's number or name here.",
    ],
    [
      { ports: [{ containerPort: 1.5 }] },
      'containers/0/ports/0/containerPort',
      'Write a whole number here.',
    ],
    [
      { ports: [{ containerPort: 2 ** 31 }] },
      'containers/0/ports/0/containerPort',
      'Write a whole number here.',
    ],
  ])('%j', (fields, path, hint) => {
    const problems = knativeProblems(serviceOf(withContainer(fields)), defaultCluster);
    const wrong = problems.filter(({ code }) => code === 'RC2010');
    expect(wrong.map((problem) => [problem.path.join('/'), problem.hint])).toEqual([
      [`${pod}/${path}`, hint],
    ]);
  });

  test.each<[title: string, value: JsonObject, path: string]>([
    ['a spec of the pod that is a list', serviceValue({ spec: { template: { spec: [] } } }), pod],
    [
      'a percentage in quotes',
      serviceValue({ spec: { traffic: [{ percent: '100' }] } }),
      'spec/traffic/0/percent',
    ],
    [
      'a nodeSelector to numbers',
      serviceValue({ spec: { template: { spec: { nodeSelector: { a: 1 } } } } }),
      `${pod}/nodeSelector/a`,
    ],
  ])('%s', (_, value, path) => {
    expect(foundIn(value)).toContain(`RC2010 ${path}`);
  });
});

describe('fields that are missing, unknown or there twice', () => {
  test.each<[title: string, value: JsonObject, found: string[]]>([
    ['nothing', withContainer({}), []],
    [
      'a quantity without quotes',
      withContainer({ resources: { requests: { cpu: 0.05, memory: 1e9 } } }),
      [],
    ],
    [
      'a variable without a name',
      withContainer({ env: [{ value: 'a' }] }),
      [`RC2011 ${pod}/containers/0/env/0/name`],
    ],
    [
      'a secret without a key',
      withContainer({ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'x' } } }] }),
      [`RC2011 ${pod}/containers/0/env/0/valueFrom/secretKeyRef/key`],
    ],
    [
      'an unknown field',
      withContainer({ lifecycle: {} }),
      [`RC2014 ${pod}/containers/0/lifecycle`],
    ],
    [
      'an unknown field of the pod',
      serviceValue({ spec: { template: { spec: { restartPolicy: 'Always' } } } }),
      [`RC2014 ${pod}/restartPolicy`],
    ],
    [
      'a field of the Route in a Configuration',
      { ...serviceValue({ spec: { traffic: [{ percent: 50 }] } }), kind: 'Configuration' },
      ['RC2012 spec/traffic'],
    ],
    ['an unknown field that is null', withContainer({ lifecycle: null }), []],
    [
      'a variable twice',
      withContainer({
        env: [
          { name: 'A', value: '1' },
          { name: 'A', value: '2' },
        ],
      }),
      [`RC2013 ${pod}/containers/0/env/1/name`],
    ],
    ['what the status says', { ...serviceValue(), status: { any: 'thing' } }, []],
  ])('%s', (_, value, found) => {
    expect(foundIn(value)).toEqual(found);
  });

  test('an unknown field that is near a known one', () => {
    const problems = knativeProblems(serviceOf(withContainer({ Image: 'x' })), defaultCluster);
    expect(problems.map(({ code, hint }) => [code, hint])).toEqual([
      ['RC2012', 'Did you mean image?'],
    ]);
  });

  test('a missing field that was misspelt', () => {
    const value = withContainer({ env: [{ nam: 'A' }] });
    const hints = knativeProblems(serviceOf(value), defaultCluster).map(({ hint }) => hint);
    expect(hints).toEqual(['Write nam as name.', 'Did you mean name?']);
  });
});
