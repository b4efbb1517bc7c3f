import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { targetProblems } from '../../../src/keda/rules.ts';
import { defaultCluster } from '../../../src/knative/cluster.ts';
import { autoscaling, extension, servingAnnotation } from '../../../src/knative/keys.ts';
import type { Cluster } from '../../../src/knative/types.ts';
import { serviceOf, serviceValue } from '../../knative/fixtures.ts';
import { cpu, isError, prometheus, scaledObject, told } from './objects.ts';

const memory: JsonObject = {
  type: 'memory',
  name: 'default-trigger-memory',
  metricType: 'AverageValue',
  metadata: { value: '200Mi' },
};
const ofApp: JsonObject = { ...memory, metadata: { value: '200Mi', containerName: 'app' } };

interface Pods {
  readonly containers?: JsonObject[];
  readonly annotations?: Record<string, string>;
  readonly namespace?: string;
  readonly cluster?: Cluster;
  readonly limitRanges?: JsonObject[];
}

function problemsOf(trigger: JsonObject, pods: Pods) {
  const { containers = [{}], annotations = {}, namespace = null } = pods;
  const template = { metadata: { annotations }, spec: { containers } };
  const service = serviceOf(serviceValue({ metadata: { namespace }, spec: { template } }));
  const object = scaledObject({ triggers: [trigger] });
  return targetProblems(object, service, pods.cluster ?? defaultCluster, pods.limitRanges ?? []);
}

const requests = (resources: JsonObject): JsonObject => ({
  name: 'app',
  resources: { requests: resources },
});
const both = requests({ cpu: '100m', memory: '64Mi' });
const containers = 'spec.template.spec.containers';

describe('a container without a request', () => {
  it.each<[string, JsonObject, Pods, string[]]>([
    ['of cpu', cpu, {}, [`RC4601 ${containers}.0.resources.requests.cpu`]],
    [
      'of cpu, but of memory',
      cpu,
      { containers: [requests({ memory: '1Gi' })] },
      [`RC4601 ${containers}.0.resources.requests.cpu`],
    ],
    [
      'of more than 0',
      cpu,
      { containers: [requests({ cpu: '0m' })] },
      [`RC4601 ${containers}.0.resources.requests.cpu`],
    ],
    [
      'beside one with it',
      cpu,
      { containers: [both, { name: 'side' }] },
      [`RC4601 ${containers}.1.resources.requests.cpu`],
    ],
    [
      'of memory',
      ofApp,
      { containers: [{ name: 'app' }] },
      [`RC4601 ${containers}.0.resources.requests.memory`],
    ],
  ])('%s is told of', (_, trigger, pods, expected) => {
    const problems = problemsOf(trigger, pods);
    expect(told(problems)).toEqual(expected);
    expect(problems.filter(isError)).toEqual([]);
  });

  const defaults = { ...defaultCluster.defaults, requests: { cpu: '100m' } };
  const limits = { ...defaultCluster.defaults, limits: { cpu: '1' } };

  it.each<[string, JsonObject, Pods]>([
    ['it has one', cpu, { containers: [both] }],
    ['it has a number', cpu, { containers: [requests({ cpu: 1 })] }],
    ['it has a limit', cpu, { containers: [{ resources: { limits: { cpu: '1' } } }] }],
    ['config-defaults gives one', cpu, { cluster: { ...defaultCluster, defaults } }],
    ['config-defaults gives a limit', cpu, { cluster: { ...defaultCluster, defaults: limits } }],
    ['the trigger counts another container', ofApp, { containers: [both, { name: 'side' }] }],
    ['the trigger counts no pods', prometheus, {}],
  ])('is none where %s', (_, trigger, pods) => {
    expect(problemsOf(trigger, pods)).toEqual([]);
  });
});

describe('a LimitRange', () => {
  const limitRange = (limit: JsonObject, namespace?: string): JsonObject => ({
    kind: 'LimitRange',
    metadata: { name: 'defaults', ...(namespace === undefined ? {} : { namespace }) },
    spec: { limits: [{ type: 'Container', ...limit }] },
  });

  it.each<[string, JsonObject, string | undefined]>([
    ['with a default request', limitRange({ defaultRequest: { cpu: '100m' } }), undefined],
    ['with a default limit', limitRange({ default: { cpu: '1' } }, 'shop'), 'shop'],
    [
      'of a namespace that the Service does not say it is not in',
      limitRange({ default: { cpu: '1' } }, 'shop'),
      undefined,
    ],
  ])('%s supplies it', (_, given, namespace) => {
    expect(problemsOf(cpu, { limitRanges: [given], ...(namespace && { namespace }) })).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    ['of another namespace', limitRange({ default: { cpu: '1' } }, 'bank')],
    ['for another resource', limitRange({ default: { memory: '1Gi' } }, 'shop')],
    ['for pods', limitRange({ type: 'Pod', default: { cpu: '1' } }, 'shop')],
    ['with only a maximum', limitRange({ max: { cpu: '1' } }, 'shop')],
  ])('%s does not', (_, given) => {
    expect(problemsOf(cpu, { limitRanges: [given], namespace: 'shop' })).toHaveLength(1);
  });

  it('supplies queue-proxy too', () => {
    const limitRanges = [limitRange({ defaultRequest: { memory: '64Mi' } })];
    expect(problemsOf(memory, { limitRanges })).toEqual([]);
  });
});

describe('a memory trigger without containerName', () => {
  const annotationsPath = 'spec.template.metadata.annotations';
  const pods: Pods = { containers: [both] };

  it.each<[string, Record<string, string>, JsonObject, string]>([
    [
      'of the metric',
      { [autoscaling.metric]: 'memory' },
      memory,
      `${annotationsPath}.${autoscaling.metric}`,
    ],
    [
      'of the extra triggers',
      { [extension.extraTriggers]: '[]' },
      { ...memory, name: 'm' },
      `${annotationsPath}.${extension.extraTriggers}`,
    ],
    [
      'of the override',
      { [extension.override]: '{}' },
      memory,
      `${annotationsPath}.${extension.override}`,
    ],
    ["of a user's own ScaledObject", {}, memory, 'spec.template'],
  ])('%s counts queue-proxy, which has no request', (_, annotations, trigger, path) => {
    expect(told(problemsOf(trigger, { ...pods, annotations }))).toEqual([`RC4602 ${path}`]);
  });

  it('says the ways out', () => {
    expect(problemsOf(memory, pods)[0]?.hint).toBe(
      'Give the trigger default-trigger-memory in revcast.dev/scaled-object the metadata containerName, or add queue.sidecar.serving.knative.dev/memory-resource-request to the template, or queue-sidecar-memory-request to config-deployment.',
    );
  });

  it.each([
    servingAnnotation.queueMemoryRequest,
    servingAnnotation.queueMemoryLimit,
    servingAnnotation.queueResourcePercentage,
    'queue.sidecar.serving.knative.dev/resourcePercentage',
  ])('is fine with %s', (key) => {
    expect(problemsOf(memory, { ...pods, annotations: { [key]: '50' } })).toEqual([]);
  });

  it('is no matter for cpu, nor where another container is counted', () => {
    expect(problemsOf(cpu, pods)).toEqual([]);
    expect(problemsOf(ofApp, pods)).toEqual([]);
  });
});

describe('a container that the trigger names', () => {
  const of = (containerName: string): JsonObject => ({
    ...cpu,
    metadata: { value: '70', containerName },
  });

  it('and the template does not have is told of', () => {
    expect(told(problemsOf(of('ap'), { containers: [both] }))).toEqual([`RC4603 ${containers}`]);
  });

  it.each<[string, JsonObject[]]>([
    ['app', [both]],
    ['queue-proxy', [both]],
    ['user-container', [{ resources: { requests: { cpu: '1' } } }]],
    ['user-container-1', [both, { resources: { requests: { cpu: '1' } } }]],
  ])('may be %s', (name, list) => {
    expect(problemsOf(of(name), { containers: list })).toEqual([]);
  });
});
