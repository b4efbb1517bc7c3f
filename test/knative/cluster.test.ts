import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { defaultCluster, readCluster } from '../../src/knative/cluster.ts';
import type { Cluster } from '../../src/knative/types.ts';

function configMap(name: string, data: JsonObject | null, namespace?: string): JsonObject {
  const metadata = namespace === undefined ? { name } : { name, namespace };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data };
}

/** What one ConfigMap changes of the default cluster, and what is wrong with it. */
function told(name: string, data: JsonObject): [Partial<Cluster>, string[]] {
  const { cluster, problems } = readCluster([configMap(name, data)]);
  const changed = Object.entries(cluster).filter(
    ([key, value]) =>
      JSON.stringify(value) !== JSON.stringify(defaultCluster[key as keyof Cluster]),
  );
  const found = problems.map(({ problem: { code, path } }) => `${code} ${path.join('/')}`);
  return [Object.fromEntries(changed), found];
}

const autoscaler = 'config-autoscaler';
const keda = 'config-autoscaler-keda';
const defaults = 'config-defaults';
const features = 'config-features';

test('without ConfigMaps, the defaults of Knative and of the extension count', () => {
  expect(readCluster([])).toEqual({ cluster: defaultCluster, problems: [] });
  expect(defaultCluster).toEqual({
    podAutoscalerClass: 'kpa.autoscaling.knative.dev',
    minScale: 0,
    maxScale: 0,
    maxScaleLimit: 0,
    initialScale: 1,
    allowZeroInitialScale: false,
    prometheusAddress: 'http://prometheus-operated.default.svc:9090',
    autoCreate: true,
    defaults: {
      timeoutSeconds: 300,
      responseStartTimeoutSeconds: 300,
      idleTimeoutSeconds: 0,
      containerConcurrency: 0,
      enableServiceLinks: false,
      requests: {},
      limits: {},
      containerName: 'user-container',
      initContainerName: 'init-container',
    },
    limits: undefined,
    features: undefined,
  });
});

describe('readCluster reads', () => {
  const limits = {
    maxTimeoutSeconds: 600,
    maxContainerConcurrency: 1000,
    allowZeroContainerConcurrency: true,
  };
  test.each<[string, JsonObject, Partial<Cluster>]>([
    [
      autoscaler,
      { 'pod-autoscaler-class': 'hpa.autoscaling.knative.dev' },
      { podAutoscalerClass: 'hpa.autoscaling.knative.dev' },
    ],
    [autoscaler, { 'pod-autoscaler-class': '' }, { podAutoscalerClass: '' }],
    [autoscaler, { 'min-scale': '2', 'max-scale': '2' }, { minScale: 2, maxScale: 2 }],
    [autoscaler, { 'min-scale': '+2', 'max-scale': '020' }, { minScale: 2, maxScale: 20 }],
    [autoscaler, { 'max-scale': '5', 'max-scale-limit': '9' }, { maxScale: 5, maxScaleLimit: 9 }],
    [
      autoscaler,
      { 'allow-zero-initial-scale': 'T', 'initial-scale': '0' },
      { allowZeroInitialScale: true, initialScale: 0 },
    ],
    [autoscaler, { _example: 'min-scale: "x"' }, {}],
    [autoscaler, { 'some-new-setting': 'x' }, {}],
    [autoscaler, { 'stable-window': '6s', 'scale-down-delay': '0s' }, {}],
    [autoscaler, { 'stable-window': '1h', 'scale-to-zero-pod-retention-period': '0' }, {}],
    [autoscaler, { 'container-concurrency-target-percentage': '100' }, {}],
    [autoscaler, { 'container-concurrency-target-percentage': '1' }, {}],
    [autoscaler, { 'panic-window-percentage': '1', 'activator-capacity': '1' }, {}],
    [autoscaler, { 'panic-window-percentage': '100', 'target-burst-capacity': '-1' }, {}],
    [
      autoscaler,
      { 'target-burst-capacity': '0', 'requests-per-second-target-default': '0.01' },
      {},
    ],
    [
      keda,
      { 'autoscaler.keda.prometheus-address': 'http://thanos:9091' },
      { prometheusAddress: 'http://thanos:9091' },
    ],
    [
      keda,
      { 'autoscaler.keda.prometheus-address': 'prom:9090' },
      { prometheusAddress: 'prom:9090' },
    ],
    [keda, { 'autoscaler.keda.scaledobject-autocreate': 'false' }, { autoCreate: false }],
    [defaults, {}, { limits }],
    [
      defaults,
      { 'revision-timeout-seconds': '120', 'container-concurrency': '25' },
      {
        limits,
        defaults: {
          ...defaultCluster.defaults,
          timeoutSeconds: 120,
          responseStartTimeoutSeconds: 120,
          containerConcurrency: 25,
        },
      },
    ],
    [
      defaults,
      {
        'revision-cpu-request': '400m',
        'revision-memory-limit': '1Gi',
        'enable-service-links': 'TRUE',
      },
      {
        limits,
        defaults: {
          ...defaultCluster.defaults,
          enableServiceLinks: true,
          requests: { cpu: '400m' },
          limits: { memory: '1Gi' },
        },
      },
    ],
    [
      defaults,
      { 'enable-service-links': 'default', 'container-name-template': '{{.Name}}' },
      {
        limits,
        defaults: {
          ...defaultCluster.defaults,
          enableServiceLinks: undefined,
          containerName: '{{.Name}}',
        },
      },
    ],
    [
      defaults,
      {
        'max-revision-timeout-seconds': '3600',
        'container-concurrency-max-limit': '10',
        'allow-container-concurrency-zero': 'false',
      },
      {
        limits: {
          maxTimeoutSeconds: 3600,
          maxContainerConcurrency: 10,
          allowZeroContainerConcurrency: false,
        },
      },
    ],
  ])('%s: %j', (name, data, expected) => {
    expect(told(name, data)).toEqual([expected, []]);
  });

  test("feature flags in any case, with Knative's own for the others", () => {
    const data = {
      'kubernetes.podspec-nodeselector': 'Enabled',
      'secure-pod-defaults': 'AllowRootBounded',
    };
    expect(readCluster([configMap(features, data)]).cluster.features).toMatchObject({
      'kubernetes.podspec-nodeselector': 'enabled',
      'secure-pod-defaults': 'allowrootbounded',
      'kubernetes.podspec-affinity': 'disabled',
      'multi-container': 'enabled',
    });
  });

  test("only ConfigMaps of Knative's namespace, and the later of two", () => {
    const first = configMap(autoscaler, { 'min-scale': '1' }, 'knative-serving');
    const second = configMap(autoscaler, { 'min-scale': '2' });
    const elsewhere = configMap(autoscaler, { 'min-scale': '3' }, 'shop');
    expect(readCluster([first, second, elsewhere]).cluster.minScale).toBe(2);
    expect(readCluster([configMap('other', { 'min-scale': '4' })]).cluster).toEqual(defaultCluster);
  });
});

describe('readCluster reports, and goes by the default', () => {
  test.each<[string, JsonObject, string]>([
    [autoscaler, { 'min-scale': 'x' }, 'RC2801 data/min-scale'],
    [autoscaler, { 'min-scale': '' }, 'RC2801 data/min-scale'],
    [autoscaler, { 'min-scale': '1.0' }, 'RC2801 data/min-scale'],
    [autoscaler, { 'max-scale': '2147483648' }, 'RC2801 data/max-scale'],
    [autoscaler, { 'min-scale': '-1' }, 'RC2801 data/min-scale'],
    [autoscaler, { 'max-scale': '-1' }, 'RC2801 data/max-scale'],
    [autoscaler, { 'max-scale-limit': '-1' }, 'RC2801 data/max-scale-limit'],
    [autoscaler, { 'initial-scale': '0' }, 'RC2801 data/initial-scale'],
    [autoscaler, { 'allow-zero-initial-scale': 'yes' }, 'RC2801 data/allow-zero-initial-scale'],
    [autoscaler, { 'stable-window': '5s' }, 'RC2801 data/stable-window'],
    [autoscaler, { 'stable-window': '6500ms' }, 'RC2801 data/stable-window'],
    [autoscaler, { 'scale-down-delay': '1500ms' }, 'RC2801 data/scale-down-delay'],
    [autoscaler, { 'scale-to-zero-grace-period': '0s' }, 'RC2801 data/scale-to-zero-grace-period'],
    [
      autoscaler,
      { 'scale-to-zero-pod-retention-period': '-1s' },
      'RC2801 data/scale-to-zero-pod-retention-period',
    ],
    [autoscaler, { 'target-burst-capacity': '-2' }, 'RC2801 data/target-burst-capacity'],
    [
      autoscaler,
      { 'container-concurrency-target-percentage': '101' },
      'RC2801 data/container-concurrency-target-percentage',
    ],
    [
      autoscaler,
      { 'container-concurrency-target-default': '0.001' },
      'RC2801 data/container-concurrency-target-default',
    ],
    [
      autoscaler,
      { 'requests-per-second-target-default': '0' },
      'RC2801 data/requests-per-second-target-default',
    ],
    [autoscaler, { 'activator-capacity': '0.5' }, 'RC2801 data/activator-capacity'],
    [autoscaler, { 'max-scale-up-rate': '1' }, 'RC2801 data/max-scale-up-rate'],
    [autoscaler, { 'max-scale-down-rate': '1' }, 'RC2801 data/max-scale-down-rate'],
    [autoscaler, { 'panic-window-percentage': '0.5' }, 'RC2801 data/panic-window-percentage'],
    [
      autoscaler,
      { 'panic-threshold-percentage': '1e400' },
      'RC2801 data/panic-threshold-percentage',
    ],
    [
      keda,
      { 'autoscaler.keda.prometheus-address': '' },
      'RC2801 data/autoscaler.keda.prometheus-address',
    ],
    [
      keda,
      { 'autoscaler.keda.prometheus-address': '10.0.0.1:9090' },
      'RC2801 data/autoscaler.keda.prometheus-address',
    ],
    [
      keda,
      { 'autoscaler.keda.prometheus-address': 'http://[' },
      'RC2801 data/autoscaler.keda.prometheus-address',
    ],
    [autoscaler, { 'min-scale': 2 }, 'RC2004 data/min-scale'],
    [autoscaler, { minScale: '2' }, 'RC2802 data/minScale'],
    [
      keda,
      { 'autoscaler.keda.scaledobject-autocreate': 'no' },
      'RC2801 data/autoscaler.keda.scaledobject-autocreate',
    ],
    [
      features,
      { 'kubernetes.podspec-node-selector': 'enabled' },
      'RC2802 data/kubernetes.podspec-node-selector',
    ],
    [features, { 'kubernetes.podspec-affinity': 'on' }, 'RC2803 data/kubernetes.podspec-affinity'],
    [defaults, { 'revision-timeout-seconds': '601' }, 'RC2801 data/revision-timeout-seconds'],
    [
      defaults,
      { 'revision-response-start-timeout-seconds': '301' },
      'RC2801 data/revision-response-start-timeout-seconds',
    ],
    [
      defaults,
      { 'revision-idle-timeout-seconds': '301' },
      'RC2801 data/revision-idle-timeout-seconds',
    ],
    [defaults, { 'container-concurrency': '1001' }, 'RC2801 data/container-concurrency'],
    [
      defaults,
      { 'container-concurrency-max-limit': '0' },
      'RC2801 data/container-concurrency-max-limit',
    ],
    [defaults, { 'revision-cpu-request': '1 cpu' }, 'RC2801 data/revision-cpu-request'],
    [defaults, { 'container-name-template': '{{.Name' }, 'RC2801 data/container-name-template'],
  ])('%s: %j', (name, data, expected) => {
    const [{ limits: _, features: __, ...changed }, problems] = told(name, data);
    expect(problems).toEqual([expected]);
    expect(changed).toEqual({});
  });

  test.each<[JsonObject, string]>([
    [{ 'min-scale': '5', 'max-scale': '3' }, 'data/min-scale'],
    [{ 'max-scale': '20', 'max-scale-limit': '10' }, 'data/max-scale'],
    [{ 'max-scale-limit': '10' }, 'data/max-scale'],
  ])('settings that exclude each other: %j', (data, path) => {
    expect(told(autoscaler, data)[1]).toEqual([`RC2801 ${path}`]);
  });

  test('which ConfigMap it is', () => {
    const good = configMap(autoscaler, { 'min-scale': '1' });
    const other: JsonObject = { apiVersion: 'v1', kind: 'Secret' };
    const bad = configMap(defaults, { 'container-concurrency': 'many' });
    const { problems } = readCluster([good, other, bad]);
    expect(problems.map(({ index, problem }) => [index, problem.path])).toEqual([
      [2, ['data', 'container-concurrency']],
    ]);
  });

  test('data that is not a mapping', () => {
    const broken = { ...configMap(autoscaler, null), data: ['x'] };
    const { cluster, problems } = readCluster([broken]);
    expect(cluster).toEqual(defaultCluster);
    expect(problems.map(({ problem }) => problem.code)).toEqual(['RC2005']);
  });
});
