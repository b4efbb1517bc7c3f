import { describe, expect, test } from 'vitest';
import { severityOf } from '../../../src/diagnostics/codes.ts';
import { defaultCluster } from '../../../src/knative/cluster.ts';
import { nearKey } from '../../../src/knative/rules/near-miss.ts';
import { knativeProblems } from '../../../src/knative/rules.ts';
import { annotated, foundIn, serviceValue } from '../fixtures.ts';

describe('near-miss keys', () => {
  test.each([
    ['autoscaling.knative.dev/minscale', 'min-scale'],
    ['autoscaling.knative.dev/min_scale', 'min-scale'],
    ['autoscaling.knative.dev/MaxScale', 'max-scale'],
    ['autoscaling.knative.dev/max-scales', 'max-scale'],
    ['autoscaling.knative.dev/targets', 'target'],
    ['autoscaling.knative.dev/taget', 'target'],
    ['autoscaling.knative.dev/Class', 'class'],
    ['autoscaling.knative.dev/prometheusQuery', 'prometheus-query'],
    ['autoscaling.knative.dev/prometheus-querry', 'prometheus-query'],
    ['autoscaling.knative.dev/scaledobject-override', 'scaled-object-override'],
    ['autoscaling.knative.dev/metricType', 'metric-type'],
    ['autoscaling.keda.sh/min-scale', 'min-scale'],
    ['serving.knative.dev/max-scale', 'max-scale'],
    ['Autoscaling.knative.dev/min-scale', 'min-scale'],
    ['autoscaling.knative.dev./min-scale', 'min-scale'],
    ['autoscaler.knative.dev/target', 'target'],
    ['knative.dev/class', 'class'],
    ['min-scale', 'min-scale'],
  ])('%s', (key, name) => {
    expect(nearKey(key)).toBe(`autoscaling.knative.dev/${name}`);
  });

  test.each([
    'autoscaling.knative.dev/min-scale',
    'autoscaling.knative.dev/minScale',
    'autoscaling.knative.dev/query',
    'autoscaling.knative.dev/unknown-key',
    'autoscaling.knative.dev/owner',
    'autoscaling.keda.sh/paused-replicas',
    'autoscaling.keda.sh/paused',
    'example.com/min-scale',
    'serving.knative.dev/creator',
    'serving.knative.dev/visibility',
    'class',
    'target',
    'sidecar.istio.io/inject',
    'app.kubernetes.io/name',
  ])('%s is not one', (key) => {
    expect(nearKey(key)).toBeUndefined();
  });

  test.each([
    ['serving.knative.dev/rolloutduration', 'serving.knative.dev/rollout-duration'],
    ['serving.knative.dev/progressDeadline', 'serving.knative.dev/progress-deadline'],
    [
      'queue.sidecar.serving.knative.dev/cpuResourceRequest',
      'queue.sidecar.serving.knative.dev/cpu-resource-request',
    ],
  ])('%s', (key, near) => {
    expect(nearKey(key)).toBe(near);
  });

  test('are a warning with a suggestion', () => {
    const key = 'autoscaling.knative.dev/minscale';
    const [problem, ...others] = knativeProblems(annotated({ [key]: '1' }), defaultCluster);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      code: 'RC2701',
      path: ['spec', 'template', 'metadata', 'annotations', key],
      hint: 'Did you mean autoscaling.knative.dev/min-scale?',
    });
    expect(severityOf('RC2701')).toBe('warning');
  });
});

test("near misses are found on the object's own metadata too", () => {
  const key = 'serving.knative.dev/rolloutduration';
  expect(foundIn(serviceValue({ metadata: { annotations: { [key]: '1s' } } }))).toEqual([
    `RC2701 metadata/annotations/${key}`,
  ]);
});

const onTemplate = 'spec/template/metadata/annotations';

test.each<[annotations: Record<string, string>, hint: string]>([
  [
    { 'autoscaling.knative.dev/query': 'up' },
    'Rename it to autoscaling.knative.dev/prometheus-query.',
  ],
  [
    { 'autoscaling.knative.dev/query': 'up', 'autoscaling.knative.dev/prometheus-query': 'up' },
    'Delete it.',
  ],
])("the prototype's query key: %j", (annotations, hint) => {
  const problems = knativeProblems(annotated(annotations), defaultCluster);
  expect(problems.map((problem) => [problem.code, problem.path.at(-1), problem.hint])).toEqual([
    ['RC2702', 'autoscaling.knative.dev/query', hint],
  ]);
});

describe('keys on the wrong level', () => {
  test.each(['serving.knative.dev/rollout-duration', 'serving.knative.dev/rolloutDuration'])(
    '%s on the template',
    (key) => {
      const value = serviceValue({
        spec: { template: { metadata: { annotations: { [key]: '1s' } } } },
      });
      expect(foundIn(value)).toEqual([`RC2703 ${onTemplate}/${key}`]);
    },
  );

  test.each([
    'serving.knative.dev/progress-deadline',
    'queue.sidecar.serving.knative.dev/cpu-resource-request',
    'queue.sidecar.serving.knative.dev/resourcePercentage',
  ])("%s on the object's own metadata", (key) => {
    const value = serviceValue({ metadata: { annotations: { [key]: '1' } } });
    expect(foundIn(value)).toEqual([`RC2703 metadata/annotations/${key}`]);
  });

  test('the visibility label on the template', () => {
    const labels = { 'networking.knative.dev/visibility': 'cluster-local' };
    const path = 'spec/template/metadata/labels/networking.knative.dev/visibility';
    expect(foundIn(serviceValue({ spec: { template: { metadata: { labels } } } }))).toEqual([
      `RC2703 ${path}`,
    ]);
    expect(foundIn(serviceValue({ metadata: { labels } }))).toEqual([]);
  });
});

describe("annotations that only Knative's own autoscaler reads", () => {
  const annotations = {
    'autoscaling.knative.dev/target-utilization-percentage': '70',
    'autoscaling.knative.dev/panicWindowPercentage': '10',
  };

  test('are one remark on a Service of class hpa', () => {
    const service = annotated({
      ...annotations,
      'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev',
    });
    const problems = knativeProblems(service, defaultCluster);
    expect(problems.map(({ code, path }) => [code, path.at(-1)])).toEqual([
      ['RC2704', 'autoscaling.knative.dev/target-utilization-percentage'],
    ]);
    expect(problems[0]?.message).toContain('panicWindowPercentage');
    expect(severityOf('RC2704')).toBe('info');
  });

  test('are none on a Service that Knative scales', () => {
    expect(knativeProblems(annotated(annotations), defaultCluster)).toEqual([]);
  });
});
