import { describe, expect, it } from 'vitest';
import { autoCreateOf, readScaling } from '../../src/knative/annotations.ts';
import { defaultCluster } from '../../src/knative/cluster.ts';
import { annotated } from './fixtures.ts';

const group = 'autoscaling.knative.dev/';

/** Annotations by the part of their key that matters. */
function keyed(annotations: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations).map(([key, v]) => [`${group}${key}`, v]));
}

function read(annotations: Record<string, string>): ReturnType<typeof readScaling> {
  return readScaling(annotated(keyed(annotations)), defaultCluster);
}

function found(annotations: Record<string, string>): string[] {
  return read(annotations).problems.map(({ code, path }) => {
    expect(path.slice(0, -1)).toEqual(['spec', 'template', 'metadata', 'annotations']);
    return `${code} ${String(path.at(-1)).slice(group.length)}`;
  });
}

const http = { metric: 'http', target: '5', 'prometheus-query': 'up' };

describe('readScaling finds', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['nothing wrong with nothing', {}, []],
    ['nothing wrong with a custom metric', http, []],
    [
      'JSON that does not parse',
      { 'hpa-scale-up-rules': '{', 'hpa-scale-down-rules': '' },
      ['RC3001 hpa-scale-up-rules', 'RC3001 hpa-scale-down-rules'],
    ],
    [
      'every wrong type in JSON',
      { 'extra-prometheus-triggers': '[{"type":1,"metadata":{"a":2}}]' },
      ['RC3002 extra-prometheus-triggers', 'RC3002 extra-prometheus-triggers'],
    ],
    ['an unknown field', { 'scaling-modifiers': '{"formulas":"a"}' }, ['RC3003 scaling-modifiers']],
    [
      'a repeated field',
      { 'scaling-modifiers': '{"target":"1","target":"2"}' },
      ['RC3004 scaling-modifiers'],
    ],
    ['a target beyond 32 bits', { target: '2147483647.5' }, ['RC3010 target']],
    ['a target beyond 64 bits', { ...http, target: '1e19' }, ['RC3010 target']],
    ['MiB beyond 64 bits', { metric: 'memory', target: '8796093022208' }, ['RC3010 target']],
    ['a target that is no number', { target: 'NaN' }, ['RC3010 target']],
    ['an infinite target', { ...http, target: 'Inf' }, ['RC3010 target']],
    ['a fraction of a percent', { target: '50.5' }, ['RC3011 target']],
    ['a fraction of a MiB', { metric: 'memory', target: '50.5' }, ['RC3011 target']],
    ['a target that becomes 0', { ...http, target: '0.5' }, ['RC3012 target']],
    ['an unknown metric type', { 'metric-type': 'utilization' }, ['RC3020 metric-type']],
    ['Value for cpu', { 'metric-type': 'Value' }, ['RC3021 metric-type']],
    ['nothing wrong with Value for http', { ...http, 'metric-type': 'Value' }, []],
    ['no query', { metric: 'http', target: '5' }, ['RC3030 prometheus-query']],
    ['an open action', { ...http, 'prometheus-query': '{{' }, ['RC3031 prometheus-query']],
    ['an action', { ...http, 'prometheus-query': '{{ . }}' }, ['RC3032 prometheus-query']],
    [
      'a mistake under the key of the prototype',
      { metric: 'http', target: '5', query: '{{ . }}' },
      ['RC3032 query'],
    ],
    [
      'an address that is no URL',
      { ...http, 'prometheus-address': 'http://a b' },
      ['RC3033 prometheus-address'],
    ],
    [
      'an address without a scheme',
      { ...http, 'prometheus-address': 'prom:9090' },
      ['RC3034 prometheus-address'],
    ],
    [
      'an address of another scheme',
      { ...http, 'prometheus-address': 'ftp://prom' },
      ['RC3035 prometheus-address'],
    ],
    [
      'a kind, modes, but no name',
      {
        ...http,
        'trigger-prometheus-auth-kind': 'Secret',
        'trigger-prometheus-auth-modes': 'basic',
      },
      [
        'RC3040 trigger-prometheus-auth-kind',
        'RC3041 trigger-prometheus-auth-kind',
        'RC3041 trigger-prometheus-auth-modes',
      ],
    ],
    [
      'a name without modes',
      { ...http, 'trigger-prometheus-auth-name': 'secret' },
      ['RC3042 trigger-prometheus-auth-modes'],
    ],
    [
      'empty authentication',
      { ...http, 'trigger-prometheus-auth-name': '', 'trigger-prometheus-auth-modes': '' },
      ['RC3043 trigger-prometheus-auth-name', 'RC3043 trigger-prometheus-auth-modes'],
    ],
    ['no trigger', { metric: 'memory' }, ['RC3050 target']],
    [
      'no trigger in an empty list',
      { metric: 'http', 'extra-prometheus-triggers': 'null' },
      ['RC3050 target'],
    ],
    [
      'an unclear auto-create',
      { 'scaled-object-auto-create': 'yes' },
      ['RC3060 scaled-object-auto-create'],
    ],
    [
      'what Prometheus alone needs, beside cpu',
      { 'prometheus-query': '{{', 'trigger-prometheus-auth-kind': 'x' },
      ['RC3070 prometheus-query', 'RC3070 trigger-prometheus-auth-kind'],
    ],
    [
      'what a first trigger alone needs, without one',
      { metric: 'memory', 'metric-type': 'x', 'extra-prometheus-triggers': '[{}]' },
      ['RC3070 metric-type'],
    ],
    [
      'what an override rules out',
      { 'scaled-object-override': '{}', minScale: '1', target: 'x', window: 'x', query: 'x' },
      ['RC3070 query', 'RC3070 minScale', 'RC3070 target', 'RC3070 window'],
    ],
    [
      'templates where nothing is templated',
      { ...http, 'extra-prometheus-triggers': '[{"metadata":{"query":"{{ .revisionName }}"}}]' },
      ['RC3071 extra-prometheus-triggers'],
    ],
    [
      'what is overwritten in an override',
      {
        'max-scale': '9',
        'scaled-object-override':
          '{"kind":"Deployment","metadata":{"labels":{"a":"b"}},"spec":{"maxReplicaCount":7}}',
      },
      Array(3).fill('RC3005 scaled-object-override'),
    ],
    [
      'nothing wrong with a maxReplicaCount that is max-scale',
      { 'max-scale': '7', 'scaled-object-override': '{"spec":{"maxReplicaCount":7}}' },
      [],
    ],
  ])('%s', (_, annotations, expected) => {
    expect(found(annotations)).toEqual(expected);
  });

  it('all that is wrong, in the order in which the extension looks', () => {
    const annotations = {
      metric: 'http',
      target: '1e300',
      'scaling-modifiers': '[]',
      'metric-type': 'x',
      'prometheus-query': '{{',
      'prometheus-address': '*',
      'trigger-prometheus-auth-kind': 'x',
      'extra-prometheus-triggers': '{}',
      'hpa-scale-up-rules': '1',
      'hpa-scale-down-rules': '2',
    };
    expect(found(annotations).map((problem) => problem.split(' ')[0])).toEqual([
      'RC3002',
      'RC3010',
      'RC3020',
      'RC3031',
      'RC3034',
      'RC3040',
      'RC3041',
      'RC3002',
      'RC3002',
      'RC3002',
    ]);
  });

  it('no Scaling beside an error, and none where Knative refuses the target', () => {
    expect(read({ 'metric-type': 'x' }).scaling).toBeUndefined();
    expect(read({ target: '50%' })).toEqual({ problems: [] });
  });

  it('no trigger of its own in a target that Knative refuses', () => {
    expect(found({ metric: 'http', target: 'x', 'prometheus-query': '{{' })).toEqual([
      'RC3031 prometheus-query',
    ]);
  });
});

describe('a mistake in JSON', () => {
  it('is said with line and column inside the annotation, and with its offset', () => {
    const [problem] = read({ 'extra-prometheus-triggers': '[\n  {"type": 5}\n]' }).problems;
    expect(problem).toEqual({
      code: 'RC3002',
      path: ['spec', 'template', 'metadata', 'annotations', `${group}extra-prometheus-triggers`],
      message: 'extra-prometheus-triggers, line 2, column 12: [0].type: expected a string, found 5',
      hint: 'Put the value in double quotes.',
      offset: 13,
    });
  });

  it.each([
    ['{"formulaa":"a"}', 'Did you mean "formula"?'],
    ['{"zzzzzzzz":"a"}', 'Remove it: the extension drops it, and so does revcast.'],
  ])('in a field name: %s', (text, hint) => {
    expect(read({ 'scaling-modifiers': text }).problems).toMatchObject([{ hint }]);
  });

  it('that KEDA would know, but not the KEDA of the extension', () => {
    const text = '{"spec":{"fallback":{"behavior":"static"}}}';
    const { problems } = read({ 'scaled-object-override': text });
    expect(problems).toMatchObject([
      { code: 'RC3003', hint: expect.stringContaining('revcast.dev/scaled-object') },
    ]);
  });
});

describe('autoCreateOf', () => {
  it.each([
    [{}, true, { value: true, explicit: false }],
    [{}, false, { value: false, explicit: false }],
    [{ 'scaled-object-auto-create': 'F' }, true, { value: false, explicit: true }],
    [{ 'scaled-object-auto-create': '1' }, false, { value: true, explicit: true }],
    [{ 'scaled-object-auto-create': 'yes' }, false, { value: false, explicit: false }],
  ])('of %j where the cluster says %s', (annotations, autoCreate, expected) => {
    const service = annotated(keyed(annotations as Record<string, string>));
    expect(autoCreateOf(service, { ...defaultCluster, autoCreate })).toEqual(expected);
  });
});
