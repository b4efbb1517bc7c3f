import { describe, expect, test } from 'vitest';
import { fallbackText } from '../../src/review/words/scale.ts';
import {
  change,
  changeIn,
  compared,
  lockAt,
  manifest,
  told,
  type Written,
} from './change-support.ts';

const query = 'sum(rate(requests{revision="{{ .revisionName }}"}[1m]))';
const metric = { metric: 'rps', target: '5', 'prometheus-query': query };
const overlay = (spec: object, annotations: object = {}): Written => ({
  service: { 'revcast.dev/scaled-object': JSON.stringify({ metadata: { annotations }, spec }) },
});
const inTemplate = (template: Record<string, string>): Written => ({ template });
const inMode = (mode: string): Written => ({ service: { 'revcast.dev/mode': mode } });
const onMetric = (spec: object): Written => ({ ...overlay(spec), template: metric });
const first = (trigger: object): Written =>
  onMetric({ triggers: [{ name: 'default-trigger-custom', ...trigger }] });
const cron = (metadata: object): Written =>
  overlay({
    triggers: [
      {
        type: 'cron',
        name: 'load-test',
        metadata: {
          timezone: 'UTC',
          start: '40 6 * * 1-5',
          end: '15 11 * * 1-5',
          desiredReplicas: '8',
          ...metadata,
        },
      },
    ],
  });
const behavior = (scaleUp: object, scaleDown: object): Written =>
  overlay({ advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleUp, scaleDown } } } });
const fallback = fallbackText({ failureThreshold: 3, replicas: 4, behavior: 'static' });
const policy = (value: number, periodSeconds: number, type = 'Pods'): object => ({
  policies: [{ type, value, periodSeconds }],
});

/** Overlays and annotations of the Service scale without a roll-out: all but `no-roll-out` is shown. */
function toldOf(before: Written, now: Written): string[] {
  const { meanings } = change(before, now);
  return told(meanings).filter((text) => !text.startsWith('info no-roll-out: '));
}

describe('what other bounds mean for pods that run', () => {
  const bounds = (minReplicaCount: number, maxReplicaCount: number): Written =>
    onMetric({ minReplicaCount, maxReplicaCount });
  const cases: [Written, Written, string[]][] = [
    [
      bounds(5, 9),
      bounds(2, 3),
      [
        'caution max-below-old-min: max 3 is below the old min 5: the HPA cuts to 3 pods at once, past its scale-down policies',
        'info min-lowered: min is 2, was 5: at low load 3 fewer pods run',
      ],
    ],
    [
      bounds(2, 9),
      bounds(2, 3),
      [
        'caution max-lowered: max is 3, was 9: load peaks get at most 3 pods; those above it go at once, past the scale-down policies',
      ],
    ],
    [
      bounds(2, 2147483647),
      bounds(2, 1000),
      [
        'caution max-lowered: max is 1000, there was no limit: load peaks get at most 1000 pods; those above it go at once, past the scale-down policies',
      ],
    ],
    [
      bounds(2, 10),
      bounds(2, 25),
      ['info max-raised: max is 25, was 10: load peaks may get 2.5 × as many pods'],
    ],
    [
      bounds(2, 10),
      bounds(2, 2147483647),
      ['caution max-removed: max 10 is removed: nothing limits the number of pods any more'],
    ],
    [
      bounds(2, 10),
      bounds(3, 10),
      ['info min-raised: min is 3, was 2: 1 more pod runs at all times'],
    ],
    [
      bounds(3, 10),
      bounds(1, 10),
      [
        'caution min-lowered: min is 1, was 3: at low load a single pod runs, and nothing serves while it is replaced',
      ],
    ],
    [
      bounds(2, 10),
      bounds(0, 10),
      [
        'caution scales-to-zero: min is 0, was 2: KEDA scales it to zero, and a request does not wake it, only a trigger that gets active does',
      ],
    ],
    [
      bounds(0, 10),
      bounds(2, 10),
      ['info no-longer-to-zero: 2 pods or more run at all times, where KEDA scaled it to zero'],
    ],
    [
      bounds(2, 10),
      onMetric({ minReplicaCount: 2, maxReplicaCount: 10, idleReplicaCount: 0 }),
      [
        'caution scales-to-zero: idleReplicaCount is 0: KEDA scales it to zero, and a request does not wake it, only a trigger that gets active does',
      ],
    ],
  ];
  const titled = cases.map((each) => [each[2].join(', '), ...each] as const);
  test.each(titled)('is told: %s', (_, before, now, expected) => {
    expect(toldOf(before, now)).toEqual(expected);
  });
});

describe('what triggers mean', () => {
  const formula = { formula: 'trig_one * 2', target: '7' };
  const named = (spec: object): Written => ({
    ...overlay(spec),
    template: { ...metric, 'trigger-prometheus-name': 'trig_one' },
  });
  const cases: [string, Written, Written, string[]][] = [
    [
      'a target that is raised',
      first({ metadata: { threshold: '5' } }),
      first({ metadata: { threshold: '10' } }),
      [
        'caution target-raised: the target of prometheus is 10 per pod, was 5 per pod: each pod bears 2 × as much, so about 50 % of the pods run at the same load',
      ],
    ],
    [
      'a target that is lowered',
      overlay({ triggers: [{ name: 'default-trigger-cpu', metadata: { value: '70' } }] }),
      overlay({ triggers: [{ name: 'default-trigger-cpu', metadata: { value: '35' } }] }),
      [
        'info target-lowered: the target of cpu is 35% of the request, was 70% of the request: each pod bears 0.5 × as much, so about 2 × as many pods run at the same load',
      ],
    ],
    [
      'a target in all',
      first({ metricType: 'Value' }),
      first({ metricType: 'Value', metadata: { threshold: '6' } }),
      [
        'caution target-raised: the target of prometheus is 6 in all, was 5 in all: pods are added at 1.2 × the metric',
      ],
    ],
    [
      'the same target in other words is none',
      first({ metadata: { threshold: '10' } }),
      first({ metadata: { threshold: '10.0' } }),
      [],
    ],
    [
      'a target that KEDA cannot read',
      first({}),
      first({ metadata: { threshold: '1k' } }),
      ['caution trigger-meaning: prometheus has no target that can be read, was 5 per pod'],
    ],
    [
      'a target that KEDA can read again',
      first({ metadata: { threshold: '1k' } }),
      first({}),
      [
        'caution trigger-meaning: the target of prometheus is 5 per pod, was none that could be read',
      ],
    ],
    [
      'the same number in another unit',
      first({}),
      first({ metricType: 'Value' }),
      [
        'caution trigger-meaning: prometheus is held at 5 in all (Value), was 5 per pod (AverageValue): the same number stands for something else',
      ],
    ],
    [
      'another number in another unit is not compared',
      overlay({}),
      overlay({
        triggers: [
          { name: 'default-trigger-cpu', metricType: 'AverageValue', metadata: { value: '500m' } },
        ],
      }),
      [
        'caution trigger-meaning: cpu is held at 500m cores per pod (AverageValue), was 70% of the request (Utilization): the unit is another',
      ],
    ],
    [
      'another query',
      first({}),
      first({ metadata: { query: 'sum(y)' } }),
      [
        'caution trigger-meaning: prometheus has another query, against the same target 5: it may count something else',
      ],
    ],
    [
      'a query in another layout is the same one',
      first({ metadata: { query: 'sum(y{a="b c"})  /\n sum(z)' } }),
      first({ metadata: { query: 'sum(y{a="b c"}) / sum(z)' } }),
      [],
    ],
    [
      'but not where its strings differ by white space',
      first({ metadata: { query: 'sum(y{a="b  c"})' } }),
      first({ metadata: { query: 'sum(y{a="b c"})' } }),
      [
        'caution trigger-meaning: prometheus has another query, against the same target 5: it may count something else',
      ],
    ],
    [
      'another server, its password left out',
      first({ metadata: { serverAddress: 'http://a:9090' } }),
      first({ metadata: { serverAddress: 'http://me:secret@b:9090' } }),
      [
        'caution trigger-meaning: prometheus asks http://b:9090, was http://a:9090: the same query may find other series',
      ],
    ],
    [
      'another key of what is measured, and another login',
      first({ authenticationRef: { name: 'a' }, metadata: { authModes: 'bearer' } }),
      first({
        authenticationRef: { name: 'b' },
        metadata: { authModes: 'bearer', namespace: 'other' },
      }),
      [
        'caution trigger-meaning: prometheus has another namespace: it may count something else',
        'info trigger-authentication: KEDA logs in for prometheus by b, was a',
      ],
    ],
    [
      'one that is added',
      overlay({}),
      cron({}),
      [
        'info trigger-added: trigger cron Mon–Fri 06:40–11:15 UTC → 8 is added: of all triggers the one that wants most pods wins',
      ],
    ],
    [
      'one that is removed',
      cron({}),
      overlay({}),
      [
        'caution trigger-removed: trigger cron Mon–Fri 06:40–11:15 UTC → 8 is removed: its window adds no pods any more',
      ],
    ],
    [
      'a cron window that holds fewer',
      cron({}),
      cron({ desiredReplicas: '6' }),
      [
        'caution cron-window: load-test (cron) is Mon–Fri 06:40–11:15 UTC → 6, was Mon–Fri 06:40–11:15 UTC → 8: 2 fewer in its window',
      ],
    ],
    [
      'a cron window at other times',
      cron({}),
      cron({ end: '0 12 * * 1-5' }),
      [
        'info cron-window: load-test (cron) is Mon–Fri 06:40–12:00 UTC → 8, was Mon–Fri 06:40–11:15 UTC → 8',
      ],
    ],
    [
      'a cron window by another clock that holds more than may run',
      cron({}),
      cron({ timezone: 'Europe/Berlin', desiredReplicas: '30' }),
      [
        'caution cron-window: load-test (cron) is Mon–Fri 06:40–11:15 Europe/Berlin → 30, was Mon–Fri 06:40–11:15 UTC → 8: its times are those of another time zone; 22 more in its window, of which max lets 10 run',
      ],
    ],
    [
      'an activation',
      first({}),
      first({ metadata: { activationThreshold: '3' } }),
      [
        'info activation-changed: prometheus is active above 3, was above 0: below it KEDA may scale to zero, where min allows it',
      ],
    ],
    [
      'one of another type',
      {
        own: {
          minReplicaCount: 1,
          triggers: [
            { type: 'cpu', name: 'x', metricType: 'Utilization', metadata: { value: '70' } },
          ],
        },
      },
      {
        own: {
          minReplicaCount: 1,
          triggers: [
            {
              type: 'memory',
              name: 'x',
              metricType: 'Utilization',
              metadata: { value: '70', containerName: 'user-container' },
            },
          ],
        },
      },
      [
        'caution trigger-meaning: x (memory) was a trigger of type cpu: it scales by something else',
      ],
    ],
    [
      'a formula takes the place of targets',
      named({}),
      named({
        advanced: { scalingModifiers: formula },
        triggers: [{ name: 'trig_one', metadata: { threshold: '9' } }],
      }),
      [
        "caution modifiers: one formula trig_one * 2 ≤ 7 per pod takes the place of the triggers' metrics: cpu and memory stay apart",
      ],
    ],
    [
      'another formula',
      named({ advanced: { scalingModifiers: formula } }),
      named({ advanced: { scalingModifiers: { ...formula, formula: 'trig_one * 3' } } }),
      [
        'caution modifiers: the metric is the formula trig_one * 3 ≤ 7 per pod, was the formula trig_one * 2 ≤ 7 per pod',
      ],
    ],
    [
      'a formula that is removed',
      named({ advanced: { scalingModifiers: formula } }),
      named({}),
      [
        'caution modifiers: the formula trig_one * 2 ≤ 7 per pod is removed: each trigger counts for itself, and the one that wants most pods wins',
      ],
    ],
  ];
  test.each(cases)('%s', (_, before, now, expected) =>
    expect(toldOf(before, now)).toEqual(expected),
  );

  test('another request makes another load of the same share of it', () => {
    const [, ...others] = told(change({ cpu: '100m' }, { cpu: '200m' }).meanings);
    const [raised] = told(change({ cpu: '100m' }, { cpu: '200m' }).meanings);
    expect(raised).toBe(
      'caution request-changed: the containers request 200m of cpu, was 100m: its target is 140m per pod, was 70m, so about 50 % of the pods run',
    );
    expect(others.join()).not.toContain('request-changed');
    const [lowered] = change({ cpu: '200m' }, { cpu: '100m' }).meanings.filter(
      ({ id }) => id === 'request-changed',
    );
    expect(lowered?.level).toBe('info');
  });
});

describe('what the behaviour of HPA and KEDA means', () => {
  const cases: [string, Written, Written, string[]][] = [
    [
      'a window for scaling up',
      overlay({}),
      behavior({ stabilizationWindowSeconds: 60 }, {}),
      [
        'caution behavior: the stabilisation window for scaling up is 60 s, was 0 s: pods come only when the load stays high that long',
      ],
    ],
    [
      'windows that are shorter',
      behavior({ stabilizationWindowSeconds: 60 }, {}),
      behavior({ stabilizationWindowSeconds: 20 }, { stabilizationWindowSeconds: 20 }),
      [
        'info behavior: the stabilisation window for scaling up is 20 s, was 60 s: pods come sooner',
        'info behavior: the stabilisation window for scaling down is 20 s, was 300 s: pods go sooner after a peak',
      ],
    ],
    [
      'a window that keeps pods longer',
      overlay({}),
      behavior({}, { stabilizationWindowSeconds: 600 }),
      [
        'info behavior: the stabilisation window for scaling down is 600 s, was 300 s: pods stay longer after a peak',
      ],
    ],
    [
      'policies that can be compared',
      behavior(policy(8, 60), policy(100, 15, 'Percent')),
      behavior(policy(2, 30), policy(25, 60, 'Percent')),
      [
        'caution behavior: the HPA scales up slower: at most 2 pods in 30 s, was at most 8 pods in 60 s',
        'info behavior: the HPA scales down slower: at most 25 % in 60 s, was at most 100 % in 15 s',
      ],
    ],
    [
      'policies that cannot',
      overlay({}),
      behavior(policy(1, 15), {}),
      [
        'info behavior: the HPA scales up otherwise: at most 1 pod in 15 s, was the most of 4 pods in 15 s and 100 % in 15 s',
      ],
    ],
    [
      'no scaling down any more',
      overlay({}),
      behavior({}, { selectPolicy: 'Disabled' }),
      ['caution behavior: the HPA never scales down any more'],
    ],
    [
      'scaling down again',
      behavior({}, { selectPolicy: 'Disabled' }),
      overlay({}),
      ['info behavior: the HPA scales down again, at most 100 % in 15 s'],
    ],
    [
      'a fallback',
      onMetric({}),
      onMetric({ fallback: { failureThreshold: 3, replicas: 4 } }),
      [`info fallback: where the metrics of a trigger are missing KEDA ${fallback}`],
    ],
    [
      'a fallback that is removed',
      onMetric({ fallback: { failureThreshold: 3, replicas: 4 } }),
      onMetric({}),
      [
        `caution fallback: where the metrics of a trigger are missing KEDA does nothing any more (${fallback}): the HPA then scales down no more`,
      ],
    ],
    [
      'a cooldown where it counts',
      onMetric({ minReplicaCount: 0 }),
      onMetric({ minReplicaCount: 0, cooldownPeriod: 60, pollingInterval: 5 }),
      [
        'info cooldown: KEDA scales to zero after 60 s without activity, was 300 s',
        'info cooldown: KEDA looks for activity every 5 s, was 30 s',
      ],
    ],
    ['a cooldown where nothing scales to zero', onMetric({}), onMetric({ cooldownPeriod: 60 }), []],
    [
      'a pause',
      overlay({}),
      overlay({}, { 'autoscaling.keda.sh/paused-replicas': '3' }),
      [
        'caution paused: scaling is paused: 3 pods run whatever the load, and KEDA deletes the HPA, without which a new revision never gets ready',
      ],
    ],
    [
      'no pause any more',
      overlay({}, { 'autoscaling.keda.sh/paused': 'true' }),
      overlay({}),
      ['info unpaused: scaling is not paused any more: KEDA makes the HPA again'],
    ],
    [
      'pauses of one direction',
      overlay({}, { 'autoscaling.keda.sh/paused-scale-out': 'true' }),
      overlay({}, { 'autoscaling.keda.sh/paused-scale-in': 'true' }),
      [
        'caution behavior: the HPA never scales down any more',
        'info behavior: the HPA scales up again, the most of 4 pods in 15 s and 100 % in 15 s',
      ],
    ],
    [
      'an activation by force',
      overlay({}),
      overlay({}, { 'autoscaling.keda.sh/force-activation': 'true' }),
      ['info activation-changed: KEDA takes it for active whatever its triggers say'],
    ],
    [
      'metadata that nothing scales by',
      overlay({}),
      overlay({}, { 'example.com/team': 'a' }),
      ['info metadata-only: only metadata of the ScaledObject changes, not how hello-00001 scales'],
    ],
  ];
  test.each(cases)('%s', (_, before, now, expected) =>
    expect(toldOf(before, now)).toEqual(expected),
  );
});

describe('who makes the ScaledObject', () => {
  const own: Written = {
    own: {
      minReplicaCount: 2,
      maxReplicaCount: 10,
      triggers: [
        {
          type: 'cpu',
          name: 'default-trigger-cpu',
          metricType: 'Utilization',
          metadata: { value: '70' },
        },
      ],
    },
  };
  const stays = 'that one stays on the cluster until it is pruned or its revision goes';
  const cases: [string, Written, Written, string[]][] = [
    [
      'generate to own',
      {},
      own,
      [
        'info mode: its ScaledObject is your own, completed by revcast; before, revcast generated its ScaledObject',
      ],
    ],
    [
      'own to generate',
      own,
      {},
      ['info mode: revcast generates its ScaledObject; before, its ScaledObject was your own'],
    ],
    [
      'generate to skipped',
      {},
      inMode('skip'),
      [
        `caution mode: revcast leaves it alone (revcast.dev/mode: skip); before, revcast generated its ScaledObject: ${stays}`,
      ],
    ],
    [
      'skipped to generate',
      inMode('skip'),
      {},
      [
        'info mode: revcast generates its ScaledObject; before, revcast left it alone (revcast.dev/mode: skip)',
      ],
    ],
    [
      'generate to expected',
      {},
      inMode('byo'),
      [
        `caution mode: its ScaledObject has to come from elsewhere, or its revisions never get ready; before, revcast generated its ScaledObject: ${stays}`,
      ],
    ],
    [
      'expected to generate',
      inMode('byo'),
      {},
      [
        'caution mode: revcast generates its ScaledObject; before, its ScaledObject came from elsewhere: KEDA refuses a second one for the same Deployment',
      ],
    ],
    [
      'generate to refused',
      {},
      overlay({ triggers: 3 }),
      [
        'caution mode: it has errors, and no ScaledObject until they are fixed; before, revcast generated its ScaledObject',
      ],
    ],
    [
      'refused to generate',
      overlay({ triggers: 3 }),
      {},
      [
        'info mode: revcast generates its ScaledObject; before, it had errors, so that how it scaled is not known',
      ],
    ],
  ];
  test.each(cases)('%s', (_, before, now, expected) =>
    expect(toldOf(before, now)).toEqual(expected),
  );

  test('the extension, where the template says so', () => {
    const extended = inTemplate({ 'scaled-object-auto-create': 'true' });
    const [to] = told(change({}, extended).meanings);
    expect(to).toBe(
      `caution mode: the extension makes its ScaledObject, which is not in Git and knows no overlay; before, revcast generated its ScaledObject: ${stays}`,
    );
    const [from] = told(change(extended, {}).meanings);
    expect(from).toBe(
      'caution mode: revcast generates its ScaledObject; before, the extension made its ScaledObject: it refuses one that it does not own while automatic creation is on',
    );
  });

  test('of what has errors no roll-out is claimed', () => {
    const faulty = inTemplate({ target: 'x' });
    for (const { kind, meanings } of [change({}, faulty), change(faulty, {})]) {
      expect(kind).toBe('revision');
      expect(meanings.map(({ id }) => id)).toEqual(['mode']);
    }
  });
});

describe('a roll-out', () => {
  const locks = [{ lock: lockAt(6) }, { lock: lockAt(3) }] as const;
  const rollOut = (before: Written, now: Written): string[] =>
    told(changeIn(compared(manifest(before), manifest(now), ...locks)).meanings);
  const cases: [string, Written, Written, string[]][] = [
    [
      'names the revision, and says how it starts',
      {},
      { image: 'hello:2' },
      [
        'info roll-out: revision hello-00007 comes, starts with 1 pod (initial scale), then at least 2, and gets the traffic once it is ready',
      ],
    ],
    [
      'starts with the initial scale of its own, and the old one keeps its own scaling',
      {},
      inTemplate({ 'initial-scale': '4', 'max-scale': '20' }),
      [
        'info roll-out: revision hello-00007 comes, starts with 4 pods (initial scale), and gets the traffic once it is ready; hello-00004 scales as before while it serves',
        'info max-raised: max is 20, was 10: load peaks may get 2 × as many pods',
      ],
    ],
    [
      'puts cautions first, for the new revision alone',
      { template: { 'min-scale': '5' } },
      { template: { 'min-scale': '2', 'max-scale': '3' } },
      [
        'caution max-below-old-min: max 3 is below the old min 5: the new revision never has as many pods as the old one always had',
        'info roll-out: revision hello-00007 comes, starts with 1 pod (initial scale), then at least 2, and gets the traffic once it is ready; hello-00004 scales as before while it serves',
        'info min-lowered: min is 2, was 5: at low load 3 fewer pods run',
      ],
    ],
    [
      'knows of traffic that stays elsewhere',
      {},
      { image: 'hello:2', traffic: [{ revisionName: 'hello-00003', percent: 100 }] },
      [
        'info roll-out: revision hello-00007 comes, starts with 1 pod (initial scale), then at least 2, and gets no traffic, because spec.traffic names other revisions',
      ],
    ],
    [
      'knows of a share of the traffic',
      {},
      {
        image: 'hello:2',
        traffic: [
          { revisionName: 'hello-00003', percent: 90 },
          { latestRevision: true, percent: 10 },
        ],
      },
      [
        'info roll-out: revision hello-00007 comes, starts with 1 pod (initial scale), then at least 2, and gets 10 % of the traffic once it is ready',
      ],
    ],
    [
      'leaves the traffic of a Configuration to its Routes',
      { kind: 'Configuration' },
      { kind: 'Configuration', image: 'hello:2' },
      [
        'info roll-out: revision hello-00007 comes, starts with 1 pod (initial scale), then at least 2, and the Routes that name it decide about its traffic',
      ],
    ],
  ];
  test.each(cases)('%s', (_, before, now, expected) =>
    expect(rollOut(before, now)).toEqual(expected),
  );

  const names: [string, Written, Written, string | undefined][] = [
    [
      'without a lock file',
      {},
      { image: 'hello:2' },
      'the template changes, and the name stays hello-00001: without a lock file nothing counts generations (revcast lock)',
    ],
    [
      'with a hint that stays',
      { service: { 'revcast.dev/generation': '3' } },
      { service: { 'revcast.dev/generation': '3' }, image: 'hello:2' },
      'the template changes, and the name stays hello-00003: revcast.dev/generation has to be raised with each change of the template',
    ],
    [
      'given',
      { revision: 'hello-a' },
      { revision: 'hello-a', image: 'hello:2' },
      'the template changes, and the name stays hello-a: Knative refuses a change of the template without one of its name',
    ],
    [
      'of a hint that was raised',
      { service: { 'revcast.dev/generation': '3' } },
      { service: { 'revcast.dev/generation': '4' }, image: 'hello:2' },
      undefined,
    ],
    [
      'of one that nothing is rendered for',
      inMode('skip'),
      { ...inMode('skip'), image: 'hello:2' },
      undefined,
    ],
    [
      'moved by a hint',
      { service: { 'revcast.dev/generation': '3' } },
      { service: { 'revcast.dev/generation': '4' } },
      'the ScaledObject is for hello-00004, was for hello-00003, though the template is the same',
    ],
  ];
  test.each(names)('has a word on its name %s', (_, before, now, message) => {
    const { meanings } = change(before, now);
    const found = meanings.find(({ id }) => id === 'revision-name');
    expect(found).toEqual(
      message === undefined ? undefined : { id: 'revision-name', level: 'caution', message },
    );
  });

  test('is not claimed where Knative refuses the change', () => {
    const { meanings } = change({ revision: 'hello-a' }, { revision: 'hello-a', image: 'hello:2' });
    expect(meanings.map(({ id }) => id)).toEqual(['revision-name']);
  });

  test('is for no other revision than one that was counted without the cluster', () => {
    const live = { live: new Map([['demo/hello', { generation: 7, problems: [] }]]) };
    const against = (now: Written): string[] =>
      told(changeIn(compared(manifest(), manifest(now), live, {})).meanings);
    expect(against({})).toEqual([]);
    expect(against(overlay({}, { 'example.com/team': 'a' }))).toEqual([
      'info metadata-only: only metadata of the ScaledObject changes, not how hello-00007 scales',
    ]);
    expect(against({ image: 'hello:2' })).toEqual([
      'info roll-out: revision hello-00007 comes, starts with 1 pod (initial scale), then at least 2, and gets the traffic once it is ready',
    ]);
  });

  test('is none where a lock file alone comes: its revision is another, though', () => {
    const { kind, fields, meanings } = changeIn(
      compared(manifest(), manifest(), { lock: lockAt(6) }, {}),
    );
    expect([kind, fields]).toEqual(['scaling', []]);
    expect(told(meanings)).toEqual([
      'caution revision-name: the ScaledObject is for hello-00007, was for hello-00001 (lock, was initial), though the template is the same',
    ]);
  });
});

describe('a Service that is new, or gone', () => {
  const other = manifest().replaceAll('hello', 'other');
  const comes = (now: Written): string[] =>
    told(compared(other, manifest(now)).services[0]?.change?.meanings ?? []);
  const goes = (before: Written): string[] =>
    told(compared(manifest(before), other).services[0]?.change?.meanings ?? []);

  test('is told with what runs', () => {
    expect(comes({})).toEqual([
      'info new: the Service is new: hello-00001 runs 2–10 pods, cpu 70%',
    ]);
    expect(comes(inMode('skip'))).toEqual([
      'info new: the Service is new, and revcast leaves it alone (skipped: revcast.dev/mode: skip)',
    ]);
    expect(comes(inTemplate({ target: 'x' }))).toEqual([
      'caution new: the Service is new and has errors: nothing is rendered for it',
    ]);
    expect(goes({})).toEqual([
      'caution gone: the Service is not there any more: with it Knative deletes hello-00001, of which at least 2 pods ran',
    ]);
    expect(goes({ template: { ...metric, 'min-scale': '0' } })).toEqual([
      'info gone: the Service is not there any more: with it Knative deletes hello-00001',
    ]);
    expect(goes(inTemplate({ target: 'x' }))).toEqual([
      'caution gone: the Service is not there any more: with it Knative deletes its revisions',
    ]);
  });
});
