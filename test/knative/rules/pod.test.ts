import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/json.ts';
import { defaultCluster, readCluster } from '../../../src/knative/cluster.ts';
import type { Cluster } from '../../../src/knative/types.ts';
import { foundIn, serviceValue, withFlags } from '../fixtures.ts';

const known = withFlags({});

function inPod(spec: JsonObject, cluster: Cluster = defaultCluster): string[] {
  return foundIn(serviceValue({ spec: { template: { spec } } }), cluster).map((found) =>
    found.replace('spec/template/spec/', ''),
  );
}

describe('fields that need a feature flag', () => {
  test.each<[field: string, flag: string, used: Json, unused: Json]>([
    ['affinity', 'kubernetes.podspec-affinity', {}, null],
    ['dnsConfig', 'kubernetes.podspec-dnsconfig', {}, null],
    ['dnsPolicy', 'kubernetes.podspec-dnspolicy', 'Default', ''],
    ['hostAliases', 'kubernetes.podspec-hostaliases', [{ ip: '::1' }], []],
    ['hostIPC', 'kubernetes.podspec-hostipc', true, false],
    ['hostNetwork', 'kubernetes.podspec-hostnetwork', true, false],
    ['hostPID', 'kubernetes.podspec-hostpid', true, false],
    ['nodeSelector', 'kubernetes.podspec-nodeselector', { a: 'b' }, {}],
    ['priorityClassName', 'kubernetes.podspec-priorityclassname', 'high', ''],
    ['runtimeClassName', 'kubernetes.podspec-runtimeclassname', '', null],
    ['schedulerName', 'kubernetes.podspec-schedulername', 'mine', ''],
    ['shareProcessNamespace', 'kubernetes.podspec-shareprocessnamespace', false, null],
    ['tolerations', 'kubernetes.podspec-tolerations', [{}], []],
    ['topologySpreadConstraints', 'kubernetes.podspec-topologyspreadconstraints', [{}], []],
    ['securityContext', 'kubernetes.podspec-securitycontext', {}, null],
  ])('%s', (field, flag, used, unused) => {
    expect(inPod({ [field]: used })).toEqual([`RC2231 ${field}`]);
    expect(inPod({ [field]: used }, known)).toEqual([`RC2230 ${field}`]);
    expect(inPod({ [field]: used }, withFlags({ [flag]: 'disabled' }))).toEqual([
      `RC2230 ${field}`,
    ]);
    expect(inPod({ [field]: used }, withFlags({ [flag]: 'allowed' }))).toEqual([]);
    expect(inPod({ [field]: used }, withFlags({ [flag]: 'enabled' }))).toEqual([]);
    expect(inPod({ [field]: unused }, known)).toEqual([]);
  });

  test.each(['fieldRef', 'resourceFieldRef'])('%s of a variable', (source) => {
    const env = [{ name: 'A', valueFrom: { [source]: { fieldPath: 'metadata.name' } } }];
    const containers = [{ image: 'app', env }];
    const path = `containers/0/env/0/valueFrom/${source}`;
    expect(inPod({ containers })).toEqual([`RC2231 ${path}`]);
    expect(inPod({ containers }, known)).toEqual([`RC2230 ${path}`]);
    expect(inPod({ containers }, withFlags({ 'kubernetes.podspec-fieldref': 'enabled' }))).toEqual(
      [],
    );
  });
});

describe('the security context of the pod', () => {
  const on = withFlags({ 'kubernetes.podspec-securitycontext': 'enabled' });
  const secure = withFlags({ 'secure-pod-defaults': 'enabled' });
  test.each<[context: JsonObject, cluster: Cluster, found: string[]]>([
    [{ runAsUser: 1000, runAsNonRoot: true, supplementalGroups: [1] }, on, []],
    [{ runAsUser: -1 }, on, ['RC2213 securityContext/runAsUser']],
    [{ fsGroup: 2147483648 }, on, ['RC2213 securityContext/fsGroup']],
    [{ supplementalGroups: [1, -1] }, on, ['RC2213 securityContext/supplementalGroups/1']],
    [{ sysctls: [{ name: 'a', value: 'b' }] }, on, ['RC2218 securityContext/sysctls']],
    [{ seccompProfile: { type: 'RuntimeDefault' } }, secure, []],
    [{}, secure, []],
    [
      { seccompProfile: { type: 'Localhost', localhostProfile: 'x' } },
      secure,
      ['RC2230 securityContext'],
    ],
    [{ runAsUser: 5 }, secure, ['RC2230 securityContext']],
    [
      { seccompProfile: { type: 'Unconfined', localhostProfile: 'x' } },
      secure,
      ['RC2230 securityContext'],
    ],
    [{ seccompProfile: { type: 'Localhost' } }, secure, ['RC2230 securityContext']],
  ])('%j', (securityContext, cluster, found) => {
    expect(inPod({ securityContext }, cluster)).toEqual(found);
  });
});

test.each<[spec: JsonObject, found: string[]]>([
  [{ automountServiceAccountToken: false }, []],
  [{ automountServiceAccountToken: true }, ['RC2218 automountServiceAccountToken']],
  [{ serviceAccountName: 'a.b' }, []],
  [{ serviceAccountName: '' }, []],
  [{ serviceAccountName: 'A' }, ['RC2217 serviceAccountName']],
  [{ enableServiceLinks: true, imagePullSecrets: [{ name: 'a' }] }, []],
])('%j', (spec, found) => {
  expect(inPod(spec)).toEqual(found);
});

describe('limits', () => {
  const limits = {
    'max-revision-timeout-seconds': '900',
    'container-concurrency-max-limit': '10',
    'container-concurrency': '1',
    'allow-container-concurrency-zero': 'false',
  };
  const metadata = { name: 'config-defaults' };
  const { cluster: strict } = readCluster([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: limits },
  ]);
  test.each<[spec: JsonObject, cluster: Cluster, found: string[]]>([
    [{ timeoutSeconds: 600, containerConcurrency: 1000 }, defaultCluster, []],
    [{ timeoutSeconds: 0, containerConcurrency: 0 }, defaultCluster, []],
    [{ timeoutSeconds: 601 }, defaultCluster, ['RC2241 timeoutSeconds']],
    [{ containerConcurrency: 1001 }, defaultCluster, ['RC2241 containerConcurrency']],
    [{ timeoutSeconds: -1 }, defaultCluster, ['RC2240 timeoutSeconds']],
    [{ containerConcurrency: -1 }, defaultCluster, ['RC2240 containerConcurrency']],
    [{ timeoutSeconds: 900, containerConcurrency: 10 }, strict, []],
    [{}, strict, []],
    [{ timeoutSeconds: 901 }, strict, ['RC2240 timeoutSeconds']],
    [{ containerConcurrency: 11 }, strict, ['RC2240 containerConcurrency']],
    [{ containerConcurrency: 0 }, strict, ['RC2240 containerConcurrency']],
    [{ responseStartTimeoutSeconds: 300, idleTimeoutSeconds: 300 }, defaultCluster, []],
    [{ responseStartTimeoutSeconds: 301 }, defaultCluster, ['RC2242 responseStartTimeoutSeconds']],
    [{ timeoutSeconds: 60, idleTimeoutSeconds: 61 }, defaultCluster, ['RC2242 idleTimeoutSeconds']],
  ])('%j', (spec, cluster, found) => {
    expect(inPod(spec, cluster)).toEqual(found);
  });
});
