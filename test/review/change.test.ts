import { describe, expect, test } from 'vitest';
import { change, changeIn, compared, lockAt, manifest, type Written } from './change-support.ts';

const metric = {
  metric: 'rps',
  target: '5',
  'prometheus-query': 'sum(rate(x{revision="{{ .revisionName }}"}[1m]))',
};
const overlay = (text: string): Written => ({ service: { 'revcast.dev/scaled-object': text } });
const skip = { service: { 'revcast.dev/mode': 'skip' } };
const cpu = { type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } };

describe('the kind of a change', () => {
  const cases: [string, Written, Written, string][] = [
    ['the same manifest is the same', {}, {}, 'same'],
    ['another image makes a revision', {}, { image: 'hello:2' }, 'revision'],
    ['another annotation of the template too', {}, { template: { target: '80' } }, 'revision'],
    ['an overlay scales without one', {}, overlay('spec: {maxReplicaCount: 4}'), 'scaling'],
    ['so does a ScaledObject of the own', {}, { own: { triggers: [cpu] } }, 'scaling'],
    ['and being skipped', {}, skip, 'scaling'],
    ['errors of its own are no revision', {}, overlay('spec: {triggers: 4}'), 'scaling'],
    ['errors of the template are one', {}, { template: { target: 'x' } }, 'revision'],
    ['faulty on both sides is the same', overlay('x'), overlay('x'), 'same'],
    [
      'another generation by a hint is for another revision',
      { service: { 'revcast.dev/generation': '2' } },
      { service: { 'revcast.dev/generation': '3' } },
      'scaling',
    ],
    ['traffic changes nothing', {}, { traffic: [{ percent: 100, latestRevision: true }] }, 'same'],
  ];
  test.each(cases)('%s', (_, before, now, kind) => {
    expect(change(before, now).kind).toBe(kind);
  });

  test('a default that is spelled out makes no revision', () => {
    const spelled = manifest().replace(
      '"spec":{"containers',
      '"spec":{"timeoutSeconds":300,"containers',
    );
    expect(spelled).not.toBe(manifest());
    expect(changeIn(compared(manifest(), spelled)).kind).toBe('same');
  });

  test('enableServiceLinks that is not spelled out any more makes one', () => {
    const spelled = manifest().replace(
      '"spec":{"containers',
      '"spec":{"enableServiceLinks":false,"containers',
    );
    expect(changeIn(compared(manifest(), spelled)).kind).toBe('same');
    expect(changeIn(compared(spelled, manifest())).kind).toBe('revision');
  });

  test('defaults of the cluster that change make no revision of a manifest that does not', () => {
    const defaults = (seconds: string): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config-defaults, namespace: knative-serving}\ndata: {revision-timeout-seconds: "${seconds}"}\n---\n`;
    const review = compared(defaults('300') + manifest(), defaults('200') + manifest());
    expect(changeIn(review).kind).toBe('same');
  });

  test('what is switched on for all Services changes their templates', () => {
    const review = compared(manifest(), manifest(), { takeover: true }, {});
    expect(changeIn(review).kind).toBe('revision');
  });

  test('a Service that is not rendered for may be for another revision', () => {
    const locked = { lock: lockAt(4) };
    expect(changeIn(compared(manifest(skip), manifest(skip), locked, {})).kind).toBe('same');
    expect(changeIn(compared(manifest(), manifest(), locked, {})).kind).toBe('scaling');
  });

  test('a Service that is there on one side only is new, or gone', () => {
    const other = manifest().replaceAll('hello', 'zebra');
    const { services, summary } = compared(manifest(), other);
    expect(services.map(({ name, change }) => [name, change?.kind])).toEqual([
      ['hello', 'gone'],
      ['zebra', 'new'],
    ]);
    expect(summary.changes).toEqual({ gone: 1, new: 1 });
  });
});

describe('fields', () => {
  const cases: [string, Written, Written, object[]][] = [
    [
      'a new revision alone is none',
      { template: metric },
      { template: metric, image: 'hello:2' },
      [],
    ],
    [
      'a number, in what the extension writes',
      { template: { target: '60' } },
      { template: { target: '80' } },
      [{ path: 'spec.triggers[default-trigger-cpu].metadata.value', old: '60', new: '80' }],
    ],
    [
      'a query as it is written, with its template',
      { template: metric },
      { template: { ...metric, 'prometheus-query': 'avg(y{r="{{ .revisionName }}"})' } },
      [
        {
          path: 'spec.triggers[default-trigger-custom].metadata.query',
          old: metric['prometheus-query'],
          new: 'avg(y{r="{{ .revisionName }}"})',
        },
      ],
    ],
    [
      'a field that is new, and one that is gone, at their places',
      overlay('spec: {cooldownPeriod: 60}'),
      overlay('spec: {pollingInterval: 5}'),
      [
        { path: 'spec.cooldownPeriod', old: 60 },
        { path: 'spec.pollingInterval', new: 5 },
      ],
    ],
    [
      'labels and annotations of people, but no copies of what the spec says',
      { labels: { team: 'a' } },
      { labels: { team: 'b' }, template: { 'example.com/x': 'y', 'min-scale': '3' } },
      [
        { path: 'metadata.labels.team', old: 'a', new: 'b' },
        { path: 'metadata.annotations["example.com/x"]', new: 'y' },
        { path: 'spec.minReplicaCount', old: 2, new: 3 },
      ],
    ],
    ['nothing of the label app that follows the name', {}, { image: 'hello:2' }, []],
    [
      'policies by their place',
      {
        template: {
          'hpa-scale-down-rules': '{"policies":[{"type":"Pods","value":1,"periodSeconds":60}]}',
        },
      },
      {
        template: {
          'hpa-scale-down-rules':
            '{"policies":[{"type":"Pods","value":2,"periodSeconds":60},{"type":"Percent","value":10,"periodSeconds":60}]}',
        },
      },
      [
        {
          path: 'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.policies[0].value',
          old: 1,
          new: 2,
        },
        {
          path: 'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.policies[1]',
          new: { type: 'Percent', value: 10, periodSeconds: 60 },
        },
      ],
    ],
    ['none where one side has no ScaledObject', {}, skip, []],
  ];
  test.each(cases)('%s', (_, before, now, fields) => {
    const revised = { lock: lockAt(6) };
    const result = changeIn(
      compared(manifest(before), manifest(now), revised, { lock: lockAt(3) }),
    );
    expect(result.fields).toEqual(fields);
  });

  test('a query that is kept at the name by hand follows it', () => {
    const own = (name: string): Written => ({
      own: {
        triggers: [
          {
            type: 'prometheus',
            metadata: { serverAddress: 'http://p', threshold: '5', query: `x{pod=~"${name}-.*"}` },
          },
        ],
      },
    });
    const now = manifest({ ...own('hello-00007'), image: 'hello:2' });
    const locks = [{ lock: lockAt(6) }, { lock: lockAt(3) }] as const;
    expect(changeIn(compared(manifest(own('hello-00004')), now, ...locks)).fields).toEqual([]);
    const stale = changeIn(compared(manifest(own('hello-00003')), now, ...locks));
    expect(stale.fields).toMatchObject([{ path: 'spec.triggers[0].metadata.query' }]);
  });
});

describe('triggers', () => {
  const a = { type: 'cron', name: 'a', metadata: { desiredReplicas: '1' } };
  const b = { type: 'cron', name: 'trigger two', metadata: { desiredReplicas: '2' } };
  const [c, d] = [{ ...cpu }, { type: 'cpu', metadata: { value: '90' } }];
  const window = { timezone: 'UTC', start: '0 6 * * *', end: '0 8 * * *' };
  const written = (triggers: readonly { type: string; metadata: object }[]): Written => ({
    own: {
      minReplicaCount: 1,
      triggers: triggers.map((trigger) =>
        trigger.type === 'cron'
          ? { ...trigger, metadata: { ...window, ...trigger.metadata } }
          : { metricType: 'Utilization', ...trigger },
      ),
    },
  });
  const cases: [string, object[], object[], object[]][] = [
    ['that moved are as they were', [a, b, c], [c, b, a], []],
    [
      'are known by their names',
      [a, b],
      [{ ...b, metadata: { desiredReplicas: '3' } }, a],
      [{ path: 'spec.triggers["trigger two"].metadata.desiredReplicas', old: '2', new: '3' }],
    ],
    [
      'without a name are known by their type and place',
      [c, a],
      [a, d],
      [{ path: 'spec.triggers[1].metadata.value', old: '70', new: '90' }],
    ],
    [
      'that differ by the name alone were renamed',
      [a, c],
      [{ ...a, name: 'z' }, c],
      [{ path: 'spec.triggers[z].name', old: 'a', new: 'z' }],
    ],
  ];
  test.each(cases)('%s', (_, before, now, fields) => {
    type Triggers = Parameters<typeof written>[0];
    const result = change(written(before as Triggers), written(now as Triggers));
    expect(result.fields).toEqual(fields);
  });

  test('of other names come and go as a whole, removed ones at their place', () => {
    const added = { type: 'cron', name: 'n', metadata: { desiredReplicas: '4' } };
    const { fields } = change(written([a, b, c]), written([a, c, added]));
    expect(fields).toEqual([
      {
        path: 'spec.triggers["trigger two"]',
        old: { ...b, metadata: { ...window, ...b.metadata } },
      },
      { path: 'spec.triggers[n]', new: { ...added, metadata: { ...window, ...added.metadata } } },
    ]);
  });
});
