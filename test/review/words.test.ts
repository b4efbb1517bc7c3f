import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { readScale, type Scale } from '../../src/keda/scale.ts';
import { behaviorTexts } from '../../src/review/words/behavior.ts';
import { fallbackText, modifiersText, replicasText } from '../../src/review/words/scale.ts';
import { modeText } from '../../src/review/words/service.ts';
import { causeText, changesText, summaryText } from '../../src/review/words/summary.ts';
import { triggerText } from '../../src/review/words/trigger.ts';
import { reviewed, service, stream } from './reviewed.ts';

const ascii = { unicode: false };

function scaleOf(spec: JsonObject, annotations: JsonObject = {}): Scale {
  return readScale({ metadata: { annotations }, spec });
}

function shortOf(trigger: JsonObject, charset = { unicode: true }): string | undefined {
  return scaleOf({ triggers: [trigger] }).triggers.map((read) => triggerText(read, charset))[0];
}

const cron = (start: string, end: string, timezone = 'UTC'): JsonObject => ({
  type: 'cron',
  metadata: { start, end, timezone, desiredReplicas: '30' },
});

const query = (query: string, more: JsonObject = {}): JsonObject => ({
  type: 'prometheus',
  name: 'default-trigger-custom',
  metadata: { query, threshold: '5' },
  ...more,
});

test.each<[string, JsonObject]>([
  ['cpu 70%', { type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } }],
  ['cpu 500m per pod', { type: 'cpu', metricType: 'AverageValue', metadata: { value: '500m' } }],
  [
    'cpu 70%, container web',
    { type: 'cpu', metricType: 'Utilization', metadata: { value: '70', containerName: 'web' } },
  ],
  ['memory 200Mi', { type: 'memory', metricType: 'AverageValue', metadata: { value: '200Mi' } }],
  ['memory 80%', { type: 'memory', metricType: 'Utilization', metadata: { value: '80' } }],
  ['prometheus my_metric ≤ 5 per pod', query('my_metric')],
  ['prometheus my_metric ≤ 5 in all', query('my_metric', { metricType: 'Value' })],
  ['prometheus waiting ≤ 5 per pod', query('my_metric', { name: 'waiting' })],
  [
    'prometheus my_metric ≤ 5 per pod, active above 2',
    {
      type: 'prometheus',
      metadata: { query: 'my_metric', threshold: '5', activationThreshold: '2' },
    },
  ],
  [
    'redis jobs ≤ 7 per pod',
    { type: 'redis', metadata: { listName: 'jobs', address: 'redis:6379', listLength: '7' } },
  ],
  [
    'aws-sqs-queue orders ≤ 20 per pod',
    {
      type: 'aws-sqs-queue',
      metadata: { queueURL: 'https://sqs.eu-west-1.amazonaws.com/1/orders', queueLength: '20' },
    },
  ],
  ['mysql', { type: 'mysql', metadata: { connectionString: 'root:secret@tcp(db)/x' } }],
])('%s', (short, trigger) => {
  expect(shortOf(trigger)).toBe(short);
});

test.each([
  ['http_requests_total', 'sum(rate(http_requests_total{app="a b",code!~"5.."}[1m]))'],
  ['http_requests_total', 'sum by (code, app) (rate(http_requests_total[5m] offset 1h)) * 60 > 0'],
  ['job:http_requests:rate5m', 'job:http_requests:rate5m{revision="web-00001"} or vector(0)'],
  ['up', '# all of them\nsum without(instance)(up{job=~`a{1,2}`})'],
  ['up', "max(up{a='it\\'s'}) - min(up)"],
  ['latency', 'histogram_quantile(0.99, latency)'],
  ['errors / on(app) requests', 'errors\n  / on(app)\n  requests'],
  ['{__name__="my.metric"}', '{__name__="my.metric"}'],
  ['1e3', '1e3'],
  [
    'sum(rate(a_long_name_of_errors_total[1m])) / su…',
    'sum(rate(a_long_name_of_errors_total[1m])) / sum(rate(requests_total[1m]))',
  ],
])('a query is known by %s', (name, text) => {
  expect(shortOf(query(text))).toBe(`prometheus ${name} ≤ 5 per pod`);
});

test.each([
  ['06:40–11:15 UTC', '40 6 * * *', '15 11 * * *'],
  ['22:00–06:00 UTC', '0 22 * * *', '0 6 * * *'],
  ['Mon–Fri 06:40–11:15 UTC', '40 6 * * 1-5', '15 11 * * MON-FRI'],
  ['Mon–Wed,Fri 06:00–07:00 UTC', '0 6 * * 1,2,3,5', '0 7 * * 1-3,5'],
  ['Sat,Sun 08:00–20:00 UTC', '0 8 * * 0,6', '0 20 * * 0,6'],
  ['Mon–Fri 22:00–06:00 next day UTC', '0 22 * * 1-5', '0 6 * * 2-6'],
  ['Sat 22:00–06:00 next day UTC', '0 22 * * 6', '0 6 * * 0'],
  ['Mon–Fri 22:00 to Mon–Fri 06:00 UTC', '0 22 * * 1-5', '0 6 * * 1-5'],
  ['Fri 20:00 to Mon 06:00 UTC', '0 20 * * 5', '0 6 * * 1'],
  ['daily 06:00 to Sun 20:00 UTC', '0 6 * * *', '0 20 * * 0'],
  ['06:00–08:00 UTC', '0 6 1-31 * 1', '0 8 * * *'],
  ['"0 */2 * * *"–"30 */2 * * *" UTC', '0 */2 * * *', '30 */2 * * *'],
  ['"0 6 1 * *"–"0 8 1 * *" UTC', '0 6 1 * *', '0 8 1 * *'],
  ['"0 6 1 * 1"–"0 8 1 * 1" UTC', '0 6 1 * 1', '0 8 1 * 1'],
  ['"0 6 * 12 *"–"0 8 * 12 *" UTC', '0 6 * 12 *', '0 8 * 12 *'],
  ['"TZ=Asia/Tokyo 0 6 * * *"–"0 8 * * *" UTC', 'TZ=Asia/Tokyo 0 6 * * *', '0 8 * * *'],
  ['"@daily"–"0 8 * * *" UTC', '@daily', '0 8 * * *'],
])('a cron trigger is %s', (span, start, end) => {
  expect(shortOf(cron(start, end))).toBe(`cron ${span} → 30`);
});

test('a cron trigger has its time zone', () => {
  expect(shortOf(cron('40 6 * * 1-5', '15 11 * * 1-5', 'Europe/Berlin'))).toBe(
    'cron Mon–Fri 06:40–11:15 Europe/Berlin → 30',
  );
});

test('without Unicode there are signs of ASCII', () => {
  expect(shortOf(cron('40 6 * * 1-5', '15 11 * * 1-5'), ascii)).toBe(
    'cron Mon-Fri 06:40-11:15 UTC -> 30',
  );
  expect(shortOf(query('my_metric'), ascii)).toBe('prometheus my_metric <= 5 per pod');
  const unlimited = scaleOf({ minReplicaCount: 1, maxReplicaCount: 2147483647 });
  expect(replicasText(unlimited, ascii)).toBe('1-no limit');
});

test.each<[string, JsonObject, JsonObject]>([
  ['1–10', { minReplicaCount: 1, maxReplicaCount: 10 }, {}],
  ['0–100', {}, {}],
  ['0–∞', { maxReplicaCount: 2147483647 }, {}],
  ['2–10, idle 0', { minReplicaCount: 2, maxReplicaCount: 10, idleReplicaCount: 0 }, {}],
  ['paused at 3', { maxReplicaCount: 10 }, { 'autoscaling.keda.sh/paused-replicas': '3' }],
  ['0–10, paused', { maxReplicaCount: 10 }, { 'autoscaling.keda.sh/paused': 'true' }],
])('replicas are %s', (text, spec, annotations) => {
  expect(replicasText(scaleOf(spec, annotations))).toBe(text);
});

const percent = { type: 'Percent', value: 10, periodSeconds: 60 };
const pods = { type: 'Pods', value: 1, periodSeconds: 15 };

test.each<[string, JsonObject, readonly string[]]>([
  ['defaults', {}, []],
  ['defaults written out', { scaleDown: { stabilizationWindowSeconds: 300 } }, []],
  ['a window', { scaleUp: { stabilizationWindowSeconds: 20 } }, ['up 20 s window']],
  ['no window', { scaleDown: { stabilizationWindowSeconds: 0 } }, ['down 0 s window']],
  [
    'both directions',
    {
      scaleUp: { policies: [pods] },
      scaleDown: { stabilizationWindowSeconds: 60, policies: [percent] },
    },
    ['up 1 pod/15 s', 'down 60 s window, 10 %/60 s'],
  ],
  [
    'several policies',
    { scaleUp: { policies: [pods, percent] }, scaleDown: { policies: [{ ...percent, value: 5 }] } },
    ['up most of 1 pod/15 s and 10 %/60 s', 'down 5 %/60 s'],
  ],
  [
    'the least of several',
    { scaleUp: { policies: [pods, percent], selectPolicy: 'Min' } },
    ['up least of 1 pod/15 s and 10 %/60 s'],
  ],
  ['a disabled direction', { scaleDown: { selectPolicy: 'Disabled' } }, ['down disabled']],
  ['a tolerance', { scaleUp: { tolerance: '0.07' } }, ['up tolerance 7 %']],
])('of the behaviour, what differs from the defaults is told: %s', (_, behavior, texts) => {
  const spec = { advanced: { horizontalPodAutoscalerConfig: { behavior } } };
  expect(behaviorTexts(scaleOf(spec).behavior)).toEqual(texts);
});

test.each([
  ['falls back to 3 after more than 5 failures', 5, 'static'],
  ['falls back to 3 after more than 1 failure', 1, 'static'],
  ['falls back to 3 at the first failure', 0, 'static'],
  ['keeps its replicas after more than 5 failures', 5, 'currentReplicas'],
  ['falls back to 3, or keeps more, after more than 5 failures', 5, 'currentReplicasIfHigher'],
  ['falls back to 3, or keeps fewer, after more than 5 failures', 5, 'currentReplicasIfLower'],
  ['the formula does without a metric after more than 5 failures', 5, 'scalingModifiers'],
])('when a trigger fails it %s', (text, failureThreshold, behavior) => {
  expect(fallbackText({ failureThreshold, replicas: 3, behavior })).toBe(text);
});

test('scaling modifiers are their formula and its target', () => {
  const modifiers = {
    formula: 'a +\n b * 0.5',
    target: 5,
    activationTarget: 2,
    metricType: 'AverageValue' as const,
  };
  expect(modifiersText(modifiers)).toBe('formula a + b * 0.5 ≤ 5 per pod, active above 2');
  expect(modifiersText({ ...modifiers, activationTarget: 0, metricType: 'Value' }, ascii)).toBe(
    'formula a + b * 0.5 <= 5 in all',
  );
});

test('a mode has its reason', () => {
  expect(modeText({ mode: 'skipped', reason: 'class kpa' })).toBe('skipped: class kpa');
  expect(modeText({ mode: 'own' })).toBe('own');
});

test('a summary counts what is there, and what changed', () => {
  const old = stream(service('a'), service('b'), service('c'));
  const now = stream(service('b'), service('c', { 'autoscaling.knative.dev/max-scale': '9' }));
  const review = reviewed(now, old);
  expect(summaryText(review)).toBe('2 Knative Services in 1 namespace: 2 generate');
  expect(changesText(review)).toBe(
    'Against main: 1 gone, 1 new revision; 1 Service stays the same',
  );
  expect(changesText(reviewed(now, now))).toBe(
    'Against main: no changes; 2 Services stay the same',
  );
  expect(changesText(reviewed(now))).toBeUndefined();
  expect(summaryText(reviewed(''))).toBe('No Knative Services');
});

test('a setting of the cluster is told with how many Services it changes', () => {
  const cause = { setting: 'config-autoscaler max-scale', old: '0', new: '10' };
  expect(causeText({ ...cause, services: ['a', 'b'] })).toBe(
    'config-autoscaler max-scale 0 → 10 changes 2 Services that are written as they were',
  );
});
