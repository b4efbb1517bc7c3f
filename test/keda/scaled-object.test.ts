import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { makeScaledObject } from '../../src/keda/scaled-object.ts';
import type { ScaledObject } from '../../src/keda/types.ts';
import { readScaling } from '../../src/knative/annotations.ts';
import { defaultCluster } from '../../src/knative/cluster.ts';
import type { Cluster, Revision } from '../../src/knative/types.ts';
import { serviceOf, serviceValue } from '../knative/fixtures.ts';

const revision: Revision = {
  name: 'web-00007',
  deployment: 'web-00007-deployment',
  configuration: 'web',
  service: 'web',
  generation: 7,
  way: 'lock',
  templateHash: '0f1e2d',
};

const group = 'autoscaling.knative.dev/';
const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web-00007-deployment' };

function make(
  annotations: Record<string, string>,
  overlay: JsonObject = {},
  cluster: Cluster = defaultCluster,
): ScaledObject {
  const value = serviceValue({
    spec: { template: { metadata: { annotations } } },
    ...overlay,
  });
  const service = serviceOf(value);
  const { scaling, problems } = readScaling(service, cluster);
  if (scaling === undefined) throw new Error(JSON.stringify(problems));
  return makeScaledObject(scaling, service, revision, 'shop');
}

const http = {
  [`${group}metric`]: 'http',
  [`${group}target`]: '1000',
  [`${group}prometheus-query`]: 'rate(x{r="{{ .revisionName }}"}[1m])',
};

describe('makeScaledObject', () => {
  it('scales on 70 percent of cpu where the annotations say nothing', () => {
    expect(make({})).toEqual({
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: {
        name: 'web-00007',
        labels: {
          app: 'web-00007',
          'app.kubernetes.io/managed-by': 'revcast',
          'serving.knative.dev/configuration': 'web',
          'serving.knative.dev/configurationGeneration': '7',
          'serving.knative.dev/revision': 'web-00007',
          'serving.knative.dev/service': 'web',
        },
        annotations: {
          [`${group}class`]: 'hpa.autoscaling.knative.dev',
          [`${group}metric`]: 'cpu',
          'revcast.dev/prediction': 'lock',
          'revcast.dev/template-hash': '0f1e2d',
        },
      },
      spec: {
        scaleTargetRef: target,
        minReplicaCount: 1,
        maxReplicaCount: 2147483647,
        advanced: { horizontalPodAutoscalerConfig: { name: 'web-00007' } },
        triggers: [
          {
            type: 'cpu',
            name: 'default-trigger-cpu',
            metricType: 'Utilization',
            metadata: { value: '70' },
          },
        ],
      },
    });
  });

  it('asks Prometheus about a custom metric, in the name of the revision', () => {
    const { spec, metadata } = make({
      ...http,
      [`${group}trigger-prometheus-auth-name`]: 'thanos',
      [`${group}trigger-prometheus-auth-kind`]: 'ClusterTriggerAuthentication',
      [`${group}trigger-prometheus-auth-modes`]: 'bearer',
    });
    expect(spec).not.toHaveProperty('minReplicaCount');
    expect(spec.triggers).toEqual([
      {
        type: 'prometheus',
        name: 'default-trigger-custom',
        metricType: 'AverageValue',
        metadata: {
          serverAddress: 'http://prometheus-operated.default.svc:9090',
          query: 'rate(x{r="web-00007"}[1m])',
          threshold: '1k',
          namespace: 'shop',
          authModes: 'bearer',
        },
        authenticationRef: { name: 'thanos', kind: 'ClusterTriggerAuthentication' },
      },
    ]);
    expect(metadata.annotations['revcast.dev/query-templates']).toBe(
      JSON.stringify({ 0: http[`${group}prometheus-query`] }),
    );
  });

  it('records no template of a query that is the same for every revision', () => {
    const { metadata } = make({ ...http, [`${group}prometheus-query`]: 'up' });
    expect(metadata.annotations).not.toHaveProperty('revcast.dev/query-templates');
  });

  it("takes the cluster's settings where the template has none", () => {
    const cluster = { ...defaultCluster, minScale: 2, maxScale: 9, prometheusAddress: 'http://p' };
    const { spec } = make(http, {}, cluster);
    expect(spec).toMatchObject({
      minReplicaCount: 2,
      maxReplicaCount: 9,
      triggers: [{ metadata: { serverAddress: 'http://p' } }],
    });
    const own = { ...http, [`${group}min-scale`]: '3', [`${group}maxScale`]: '0' };
    expect(make(own, {}, cluster).spec).toMatchObject({
      minReplicaCount: 3,
      maxReplicaCount: 2147483647,
    });
  });

  it('steadies both directions with the window, but for those that have rules', () => {
    const window = { [`${group}window`]: '1m' };
    const rules = { [`${group}hpa-scale-up-rules`]: '{"selectPolicy":"Max"}' };
    const behavior = (annotations: Record<string, string>): unknown =>
      make(annotations).spec.advanced;
    expect(behavior(window)).toMatchObject({
      horizontalPodAutoscalerConfig: {
        behavior: {
          scaleUp: { stabilizationWindowSeconds: 60 },
          scaleDown: { stabilizationWindowSeconds: 60 },
        },
      },
    });
    expect(behavior({ ...window, ...rules })).toMatchObject({
      horizontalPodAutoscalerConfig: {
        behavior: {
          scaleUp: { selectPolicy: 'Max' },
          scaleDown: { stabilizationWindowSeconds: 60 },
        },
      },
    });
    expect(behavior(rules)).toEqual({
      horizontalPodAutoscalerConfig: {
        name: 'web-00007',
        behavior: { scaleUp: { selectPolicy: 'Max' } },
      },
    });
  });

  it('appends extra triggers of any type as they are, and adds scaling modifiers', () => {
    const cron = { type: 'cron', name: 'night', metadata: { start: '0 22 * * *' } };
    const { spec } = make({
      ...http,
      [`${group}extra-prometheus-triggers`]: JSON.stringify([cron]),
      [`${group}scaling-modifiers`]: '{"formula":"a+b","target":"2"}',
    });
    expect(spec.triggers).toEqual([expect.objectContaining({ type: 'prometheus' }), cron]);
    expect(spec.advanced).toMatchObject({ scalingModifiers: { formula: 'a+b', target: '2' } });
  });

  it('copies what a PodAutoscaler copies from the template, sorted, and nothing of Helm', () => {
    const template = {
      metadata: {
        labels: {
          team: 'shop',
          app: 'own',
          'serving.knative.dev/route': 'r',
          'serving.knative.dev/routingState': 'active',
          'serving.knative.dev/service': 'other',
          'serving.knative.dev/serviceUID': 'u',
        },
        annotations: {
          [`${group}unknown`]: 'x',
          'example.com/a': 'b',
          'helm.sh/hook': 'pre-install',
          'postrenderer.helm.sh/postrender-filename': 'f',
          'revcast.dev/query-templates': 'stale',
          'serving.knative.dev/lastPinned': '1',
          'serving.knative.dev/no-gc': 'true',
          'serving.knative.dev/routes': 'r',
          'serving.knative.dev/routingStateModified': '1',
        },
      },
    };
    const { metadata } = make({}, { spec: { template } });
    expect(metadata.labels).toMatchObject({ team: 'shop', app: 'own' });
    expect(metadata.labels['serving.knative.dev/service']).toBe('web');
    expect(Object.keys(metadata.labels)).toEqual([
      'app',
      'app.kubernetes.io/managed-by',
      'serving.knative.dev/configuration',
      'serving.knative.dev/configurationGeneration',
      'serving.knative.dev/revision',
      'serving.knative.dev/service',
      'team',
    ]);
    expect(Object.keys(metadata.annotations)).toEqual([
      `${group}class`,
      `${group}metric`,
      `${group}unknown`,
      'example.com/a',
      'revcast.dev/prediction',
      'revcast.dev/template-hash',
    ]);
  });

  it('has a namespace where the manifest names one', () => {
    expect(make({}, { metadata: { name: 'web', namespace: 'shop' } }).metadata.namespace).toBe(
      'shop',
    );
    expect(make({}).metadata).not.toHaveProperty('namespace');
  });

  it('takes who touched the Service last for the maker of the revision', () => {
    const annotations = { 'serving.knative.dev/lastModifier': 'bob' };
    const { metadata } = make({}, { metadata: { name: 'web', annotations } });
    expect(metadata.annotations['serving.knative.dev/creator']).toBe('bob');
  });
});

describe('an override', () => {
  const override = (value: unknown): ScaledObject =>
    make({
      [`${group}scaled-object-override`]: JSON.stringify(value),
      [`${group}min-scale`]: '5',
      [`${group}max-scale`]: '9',
    });

  it('keeps what it says but for target, HPA name and maxReplicaCount', () => {
    const made = override({
      metadata: { name: 'x', labels: { a: 'b' }, finalizers: ['example.com/f'] },
      spec: {
        scaleTargetRef: { kind: 'StatefulSet', name: 'x', envSourceContainerName: 'app' },
        pollingInterval: 5,
        maxReplicaCount: 3,
        advanced: {
          restoreToOriginalReplicaCount: true,
          horizontalPodAutoscalerConfig: { name: 'x', behavior: { scaleDown: {} } },
        },
        triggers: [{ type: 'cpu', metadata: { value: '60' }, unknown: 1 }],
      },
    });
    expect(made.metadata).toMatchObject({ name: 'web-00007', finalizers: ['example.com/f'] });
    expect(made.metadata.labels).not.toHaveProperty('a');
    expect(made.spec).toEqual({
      scaleTargetRef: { ...target, envSourceContainerName: 'app' },
      pollingInterval: 5,
      maxReplicaCount: 9,
      advanced: {
        restoreToOriginalReplicaCount: true,
        horizontalPodAutoscalerConfig: { name: 'web-00007', behavior: { scaleDown: {} } },
      },
      triggers: [{ type: 'cpu', metadata: { value: '60' } }],
    });
  });

  it.each([[{}], [{ advanced: {} }], [{ advanced: { horizontalPodAutoscalerConfig: null } }]])(
    'with the spec %j gets an HPA name, where the extension crashes',
    (spec) => {
      expect(override({ spec }).spec).toEqual({
        scaleTargetRef: target,
        maxReplicaCount: 9,
        advanced: { horizontalPodAutoscalerConfig: { name: 'web-00007' } },
        triggers: null,
      });
    },
  );

  it('is no template', () => {
    const triggers = [{ type: 'x', metadata: { query: '{{ .revisionName }}' } }];
    const made = override({ spec: { triggers } });
    expect(made.spec.triggers).toEqual(triggers);
    expect(made.metadata.annotations).not.toHaveProperty('revcast.dev/query-templates');
  });
});
