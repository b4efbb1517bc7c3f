import { describe, expect, test } from 'vitest';
import { defaultCluster } from '../../../src/knative/cluster.ts';
import { knativeProblems } from '../../../src/knative/rules.ts';
import type { Cluster } from '../../../src/knative/types.ts';
import { annotated, foundIn, serviceValue } from '../fixtures.ts';

const prefix = 'autoscaling.knative.dev/';
const hpa = 'hpa.autoscaling.knative.dev';
const kpa = 'kpa.autoscaling.knative.dev';

/** What is found on a template with these annotations of the autoscaling group, as `CODE name`. */
function found(names: Record<string, string>, cluster: Cluster = defaultCluster): string[] {
  const full = Object.entries(names).map(([name, value]) => [prefix + name, value]);
  const problems = knativeProblems(annotated(Object.fromEntries(full)), cluster);
  return problems.map(({ code, path }) => {
    expect(path.slice(0, -1)).toEqual(['spec', 'template', 'metadata', 'annotations']);
    return `${code} ${String(path.at(-1)).replace(prefix, '')}`;
  });
}

describe('one annotation', () => {
  test.each<[name: string, code: string, taken: string[], refused: string[]]>([
    [
      'min-scale',
      'RC2101',
      ['0', '3', '+3', '003', '2147483647'],
      ['', ' 1', '1.5', '1e1', '0x10', '1_0', '-1', '2147483648', '99999999999999999999'],
    ],
    ['minScale', 'RC2101', ['3'], ['-1', 'x']],
    ['max-scale', 'RC2101', ['0', '10'], ['10.0', '-1', '']],
    ['maxScale', 'RC2101', ['10'], ['ten']],
    ['activation-scale', 'RC2104', ['2', '10'], ['1', '0', '-2', 'x', '', '2147483648']],
    ['initial-scale', 'RC2105', ['1', '2147483648'], ['-1', 'x', '', '1.0']],
    ['initial-scale', 'RC2106', ['1'], ['0', '-0', '+0']],
    ['initialScale', 'RC2106', ['1'], ['0']],
    [
      'target',
      'RC2107',
      ['0.01', '1e2', '.5', '+5', '05', '1_000', '0x1p4', 'NaN', 'Inf'],
      ['0', '0.009', '-1', '', '5 ', '50%', '1k', '0x10', '1e400', '-Inf', '1,000'],
    ],
    [
      'window',
      'RC2108',
      ['6s', '1h', '1m30s', '60000ms'],
      ['5s', '1h1s', '6500ms', '', '0', '60', '1d'],
    ],
    [
      'class',
      'RC2109',
      [hpa, kpa, 'foo.example.com', ''],
      ['foo.knative.dev', '.knative.dev', `x.${hpa}`],
    ],
    ['target-utilization-percentage', 'RC2111', ['1', '100', 'NaN'], ['0.9', '100.1', 'x', '']],
    ['targetUtilizationPercentage', 'RC2111', ['70'], ['0']],
    ['panic-window-percentage', 'RC2111', ['1', '100'], ['0', '101', 'abc']],
    ['panicWindowPercentage', 'RC2111', ['10'], ['101']],
    ['panic-threshold-percentage', 'RC2111', ['110', '1000'], ['100', '2000']],
    ['panicThresholdPercentage', 'RC2111', ['200'], ['109']],
    ['target-burst-capacity', 'RC2112', ['0', '-1', '200.5'], ['-2', '-0.5', '', 'x']],
    ['targetBurstCapacity', 'RC2112', ['-1'], ['-2']],
    ['scale-down-delay', 'RC2113', ['0s', '1h', '15m'], ['-1s', '61m', '1500ms', 'x', '']],
    ['scaleDownDelay', 'RC2113', ['0s'], ['-1s']],
    ['scale-to-zero-pod-retention-period', 'RC2113', ['0s', '1500ms', '1h'], ['-1s', '61m', 'x']],
    ['scaleToZeroPodRetentionPeriod', 'RC2113', ['1s'], ['x']],
  ])('%s: %s', (name, code, taken, refused) => {
    for (const text of taken) expect(found({ [name]: text }), text).toEqual([]);
    for (const text of refused) expect(found({ [name]: text }), text).toEqual([`${code} ${name}`]);
  });
});

describe('annotations that depend on each other', () => {
  test.each<[Record<string, string>, string[]]>([
    [{ 'min-scale': '3', 'max-scale': '3' }, []],
    [{ 'min-scale': '3', 'max-scale': '0' }, []],
    [{ 'min-scale': '3', 'max-scale': '2' }, ['RC2102 max-scale']],
    [{ minScale: '3', maxScale: '2' }, ['RC2102 maxScale']],
    [{ 'min-scale': 'x', 'max-scale': '2' }, ['RC2101 min-scale']],
    [{ 'min-scale': '2', 'activation-scale': '2' }, []],
    [{ 'min-scale': '3', 'activation-scale': '2' }, ['RC2104 activation-scale']],
    [{ 'max-scale': '2', 'activation-scale': '2' }, []],
    [{ 'max-scale': '2', 'activation-scale': '3' }, ['RC2104 activation-scale']],
    [{ class: kpa, metric: 'concurrency' }, []],
    [{ class: kpa, metric: 'rps' }, []],
    [{ class: kpa, metric: 'cpu' }, ['RC2110 metric']],
    [{ class: kpa, metric: '' }, ['RC2110 metric']],
    [{ metric: 'cpu' }, ['RC2110 metric']],
    [{ class: hpa, metric: 'cpu' }, []],
    [{ class: hpa, metric: 'anything' }, []],
    [{ class: hpa, metric: '' }, ['RC2110 metric']],
    [{ class: 'foo.example.com', metric: '' }, []],
    [{ class: kpa, 'metric-aggregation-algorithm': 'weighted-exponential' }, []],
    [{ class: kpa, 'metric-aggregation-algorithm': '' }, []],
    [
      { class: kpa, 'metric-aggregation-algorithm': 'mean' },
      ['RC2114 metric-aggregation-algorithm'],
    ],
    [{ 'metric-aggregation-algorithm': 'mean' }, []],
    [{ class: hpa, metric: 'cpu', target: 'x', window: 'y' }, ['RC2107 target', 'RC2108 window']],
  ])('%j', (annotations, expected) => {
    expect(found(annotations)).toEqual(expected);
  });

  test('of two spellings the first counts, even when it is bad', () => {
    const double = { 'min-scale': '', minScale: '3' };
    expect(found(double)).toEqual(['RC2101 min-scale', 'RC2705 minScale']);
    expect(found({ 'min-scale': '3', minScale: 'x' })).toEqual(['RC2705 minScale']);
  });
});

describe('what the cluster allows', () => {
  const limited = { ...defaultCluster, maxScale: 5, maxScaleLimit: 10 };
  test.each<[Record<string, string>, Cluster, string[]]>([
    [{ 'max-scale': '10' }, limited, []],
    [{ 'max-scale': '11' }, limited, ['RC2103 max-scale']],
    [{ maxScale: '11' }, limited, ['RC2103 maxScale']],
    [{ 'max-scale': '0' }, limited, ['RC2103 max-scale']],
    [{ 'max-scale': 'x' }, limited, ['RC2101 max-scale']],
    [{}, limited, []],
    [{ 'initial-scale': '0' }, { ...defaultCluster, allowZeroInitialScale: true }, []],
    [{ metric: 'cpu' }, { ...defaultCluster, podAutoscalerClass: hpa }, []],
    [{ metric: '' }, { ...defaultCluster, podAutoscalerClass: hpa }, ['RC2110 metric']],
    [{ metric: 'cpu' }, { ...defaultCluster, podAutoscalerClass: '' }, []],
  ])('%j', (annotations, cluster, expected) => {
    expect(found(annotations, cluster)).toEqual(expected);
  });
});

describe('annotations outside of the autoscaling group', () => {
  const onTemplate = 'spec/template/metadata/annotations';
  test.each<[key: string, code: string, taken: string[], refused: string[]]>([
    [
      'serving.knative.dev/progress-deadline',
      'RC2113',
      ['60s', '5m', '', '0'],
      ['1500ms', '-5s', 'x'],
    ],
    [
      'queue.sidecar.serving.knative.dev/resource-percentage',
      'RC2115',
      ['0.1', '100'],
      ['0', '101', 'x', ''],
    ],
    ['queue.sidecar.serving.knative.dev/resourcePercentage', 'RC2115', ['50'], ['0']],
    [
      'queue.sidecar.serving.knative.dev/cpu-resource-request',
      'RC2115',
      ['100m', '1'],
      ['', '1 cpu'],
    ],
    [
      'queue.sidecar.serving.knative.dev/memory-resource-limit',
      'RC2115',
      ['64Mi'],
      ['64 Mi', '64MB'],
    ],
    ['networking.knative.dev/ingress-class', 'RC2116', ['x'], []],
    ['networking.knative.dev/ingress.class', 'RC2116', ['x'], []],
    ['networking.knative.dev/visibility', 'RC2116', [], ['cluster-local']],
  ])('%s: %s', (key, code, taken, refused) => {
    const of = (value: string): string[] =>
      foundIn(
        serviceValue({ spec: { template: { metadata: { annotations: { [key]: value } } } } }),
      );
    for (const text of taken) expect(of(text), text).toEqual([]);
    for (const text of refused) expect(of(text), text).toEqual([`${code} ${onTemplate}/${key}`]);
  });

  test.each(['serving.knative.dev/rollout-duration', 'serving.knative.dev/rolloutDuration'])(
    '%s belongs on the Service, where it is checked',
    (key) => {
      const own = (value: string): string[] =>
        foundIn(serviceValue({ metadata: { annotations: { [key]: value } } }));
      for (const text of ['380s', '', '0']) expect(own(text)).toEqual([]);
      for (const text of ['x', '-1s', '1.5s']) {
        expect(own(text)).toEqual([`RC2113 metadata/annotations/${key}`]);
      }
    },
  );
});
