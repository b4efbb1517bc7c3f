import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/json.ts';
import { defaultCluster } from '../../../src/knative/cluster.ts';
import type { Cluster } from '../../../src/knative/types.ts';
import { foundIn, serviceValue, withFlags } from '../fixtures.ts';

const image = 'example.com/app:1';
const serving: JsonObject = { name: 'app', image, ports: [{ containerPort: 8080 }] };
const sidecar: JsonObject = { name: 'side', image };
const known = withFlags({});

/** What is found in a pod, with paths from there. */
function inPod(spec: JsonObject, cluster: Cluster = defaultCluster): string[] {
  const value = serviceValue({ spec: { template: { spec: null } } });
  const template: JsonObject = { spec };
  return foundIn({ ...value, spec: { template } }, cluster).map((found) =>
    found.replace('spec/template/spec/', ''),
  );
}

function inContainer(fields: JsonObject, cluster: Cluster = defaultCluster): string[] {
  return inPod({ containers: [{ image, ...fields }] }, cluster).map((found) =>
    found.replace('containers/0/', ''),
  );
}

describe('the containers as a whole', () => {
  test.each<[title: string, containers: Json[], found: string[]]>([
    ['one', [{ image }], []],
    ['one that serves and one that does not', [serving, sidecar], []],
    ['none', [], ['RC2201 containers']],
    ['two without a port', [{ image }, sidecar], ['RC2206 containers']],
    ['two with a port each', [serving, { ...serving, name: 'b' }], ['RC2206 containers/1/ports']],
    [
      'one with two ports',
      [{ image, ports: [{ containerPort: 8080 }, { containerPort: 8081 }] }],
      ['RC2206 containers/0/ports'],
    ],
    ['two with one name', [serving, { ...sidecar, name: 'app' }], ['RC2204 containers/1/name']],
    ['two without a name', [{ ...serving, name: '' }, { image }], []],
    ['one with a reserved name', [{ image, name: 'queue-proxy' }], ['RC2205 containers/0/name']],
    ['something that is no container', ['app'], ['RC2010 containers/0']],
  ])('%s', (_, containers, found) => {
    expect(inPod({ containers })).toEqual(found);
  });

  test('are missing', () => {
    const spec = { template: {} };
    expect(foundIn({ ...serviceValue(), spec })).toEqual(['RC2201 spec/template/spec/containers']);
    expect(inPod({})).toEqual(['RC2011 containers']);
  });

  test('are too many where the cluster has multi-container off', () => {
    const containers = [serving, sidecar];
    for (const state of ['disabled', 'allowed']) {
      expect(inPod({ containers }, withFlags({ 'multi-container': state }))).toEqual([
        'RC2230 containers',
      ]);
    }
  });
});

describe('images', () => {
  test.each(['app', 'nginx:1.27', image, 'ko://github.com/x/y', `app@sha256:${'0'.repeat(64)}`])(
    '%s',
    (reference) => {
      expect(inContainer({ image: reference })).toEqual([]);
    },
  );

  test.each(['', null])('%j is none', (reference) => {
    expect(inContainer({ image: reference })).toEqual(['RC2202 image']);
  });

  test.each(['{{ .Values.image }}', 'App', 'app:', 'a', 'app:v 1', 'app@sha256:0', ':'])(
    '%s',
    (text) => {
      expect(inContainer({ image: text })).toEqual(text === 'app:' ? [] : ['RC2203 image']);
    },
  );
});

describe('ports', () => {
  test.each<[port: JsonObject, found: string[]]>([
    [{ containerPort: 8080 }, []],
    [{ containerPort: 0 }, []],
    [{ containerPort: 8080, name: 'h2c', protocol: 'TCP' }, []],
    [{ containerPort: 8080, name: 'http1' }, []],
    [{ containerPort: 65536 }, ['RC2207 ports/0/containerPort']],
    [{ containerPort: -1 }, ['RC2207 ports/0/containerPort']],
    [{ containerPort: 8012 }, ['RC2207 ports/0/containerPort']],
    [{ containerPort: 9090 }, ['RC2207 ports/0/containerPort']],
    [{ containerPort: 8080, name: 'http' }, ['RC2207 ports/0/name']],
    [{ containerPort: 8080, protocol: 'UDP' }, ['RC2207 ports/0/protocol']],
    [{ containerPort: 8080, hostPort: 80 }, ['RC2014 ports/0/hostPort']],
  ])('%j', (port, found) => {
    expect(inContainer({ ports: [port] })).toEqual(found);
  });
});

describe('environment', () => {
  test.each(['PORT', 'K_SERVICE', 'K_CONFIGURATION', 'K_REVISION', ''])(
    '%j is reserved',
    (name) => {
      expect(inContainer({ env: [{ name, value: 'x' }] })).toEqual(['RC2208 env/0/name']);
    },
  );

  test('PORT is free in a container that does not serve', () => {
    const other = { ...sidecar, env: [{ name: 'PORT', value: '1' }] };
    expect(inPod({ containers: [serving, other] })).toEqual([]);
    const reserved = { ...sidecar, env: [{ name: 'K_SERVICE', value: '1' }] };
    expect(inPod({ containers: [serving, reserved] })).toEqual(['RC2208 containers/1/env/0/name']);
  });

  test.each<[source: JsonObject, found: string[]]>([
    [{ configMapRef: { name: 'a' } }, []],
    [{ secretRef: { name: 'a' }, prefix: 'A_' }, []],
    [{}, ['RC2209 envFrom/0']],
    [{ configMapRef: {}, secretRef: {} }, ['RC2209 envFrom/0']],
  ])('from %j', (source, found) => {
    expect(inContainer({ envFrom: [source] })).toEqual(found);
  });
});

describe('probes', () => {
  const readiness = 'readinessProbe';
  test.each<[kind: string, probe: JsonObject, found: string[]]>([
    [readiness, {}, []],
    [readiness, { httpGet: { path: '/' } }, []],
    [readiness, { httpGet: { port: 8081 } }, []],
    [readiness, { tcpSocket: { port: 'http' } }, []],
    [readiness, { periodSeconds: 10, failureThreshold: 3, timeoutSeconds: 1 }, []],
    [readiness, { exec: { command: ['true'] }, grpc: {} }, [`RC2210 ${readiness}`]],
    [readiness, { httpGet: { port: '8080' } }, [`RC2210 ${readiness}/httpGet/port`]],
    [readiness, { tcpSocket: { port: 'web' } }, [`RC2210 ${readiness}/tcpSocket/port`]],
    [readiness, { periodSeconds: -1 }, [`RC2210 ${readiness}/periodSeconds`]],
    [readiness, { initialDelaySeconds: -1 }, [`RC2210 ${readiness}/initialDelaySeconds`]],
    [readiness, { successThreshold: -1 }, [`RC2210 ${readiness}/successThreshold`]],
    [readiness, { failureThreshold: 3 }, [`RC2210 ${readiness}/failureThreshold`]],
    [readiness, { timeoutSeconds: 1 }, [`RC2210 ${readiness}/timeoutSeconds`]],
    [readiness, { periodSeconds: 5, timeoutSeconds: -1 }, [`RC2210 ${readiness}/timeoutSeconds`]],
    ['livenessProbe', { httpGet: {} }, []],
    ['livenessProbe', { httpGet: {}, timeoutSeconds: 1 }, []],
    ['livenessProbe', {}, ['RC2210 livenessProbe']],
    ['startupProbe', { periodSeconds: 1 }, ['RC2210 startupProbe']],
  ])('%s %j', (kind, probe, found) => {
    expect(inContainer({ [kind]: probe })).toEqual(found);
  });

  test("a probe may call the serving port's name", () => {
    const ports = [{ containerPort: 8080, name: 'h2c' }];
    expect(inContainer({ ports, readinessProbe: { tcpSocket: { port: 'h2c' } } })).toEqual([]);
    expect(inContainer({ ports, readinessProbe: { tcpSocket: { port: 'http' } } })).toEqual([
      'RC2210 readinessProbe/tcpSocket/port',
    ]);
  });

  const probing = withFlags({ 'multi-container-probing': 'enabled' });
  test.each<[title: string, probes: JsonObject, cluster: Cluster, found: string[]]>([
    ['flag unknown', { livenessProbe: { exec: {} } }, defaultCluster, ['RC2231 livenessProbe']],
    ['flag off', { livenessProbe: { exec: {} } }, known, ['RC2230 livenessProbe']],
    [
      'flag off and nothing said',
      { livenessProbe: {}, startupProbe: { other: 1 } },
      known,
      ['RC2012 startupProbe/other'],
    ],
    [
      'flag off and a timeout',
      { startupProbe: { timeoutSeconds: 1 } },
      known,
      ['RC2230 startupProbe'],
    ],
    [
      'flag off and an empty readiness probe',
      { readinessProbe: {} },
      known,
      ['RC2230 readinessProbe'],
    ],
    ['flag on', { readinessProbe: { tcpSocket: { port: 81 } } }, probing, []],
    [
      'flag on and no port',
      { readinessProbe: { tcpSocket: {} } },
      probing,
      ['RC2210 readinessProbe/tcpSocket/port'],
    ],
    [
      'flag on and nothing to do',
      { readinessProbe: { periodSeconds: 1 } },
      probing,
      ['RC2210 readinessProbe'],
    ],
  ])('of a container that does not serve: %s', (_, probes, cluster, found) => {
    const containers = [serving, { ...sidecar, ...probes }];
    expect(inPod({ containers }, cluster)).toEqual(
      found.map((entry) => entry.replace(' ', ' containers/1/')),
    );
  });
});

describe('security contexts of containers', () => {
  const flag = 'kubernetes.containerspec-addcapabilities';
  test.each<[context: JsonObject, cluster: Cluster, found: string[]]>([
    [{ runAsUser: 0, runAsGroup: 2147483647, runAsNonRoot: true }, known, []],
    [{ runAsUser: -1 }, known, ['RC2213 securityContext/runAsUser']],
    [{ runAsGroup: 2147483648 }, known, ['RC2213 securityContext/runAsGroup']],
    [{ privileged: false }, known, []],
    [{ privileged: true }, known, ['RC2218 securityContext/privileged']],
    [{ procMount: 'Default' }, known, ['RC2014 securityContext/procMount']],
    [{ capabilities: { drop: ['ALL'], add: [] } }, known, []],
    [{ capabilities: { add: ['NET_ADMIN'] } }, known, ['RC2230 securityContext/capabilities/add']],
    [
      { capabilities: { add: ['NET_ADMIN'] } },
      defaultCluster,
      ['RC2231 securityContext/capabilities/add'],
    ],
    [{ capabilities: { add: ['NET_ADMIN'] } }, withFlags({ [flag]: 'enabled' }), []],
    [
      { capabilities: { add: ['NET_ADMIN'] } },
      withFlags({ [flag]: 'allowed' }),
      ['RC2230 securityContext/capabilities/add'],
    ],
    [
      { capabilities: { add: ['NET_BIND_SERVICE'] } },
      withFlags({ 'secure-pod-defaults': 'enabled' }),
      [],
    ],
    [
      { capabilities: { add: ['NET_BIND_SERVICE'] } },
      known,
      ['RC2230 securityContext/capabilities/add'],
    ],
  ])('%j', (securityContext, cluster, found) => {
    expect(inContainer({ securityContext }, cluster)).toEqual(found);
  });
});

test.each([
  ['File', []],
  ['FallbackToLogsOnError', []],
  ['', []],
  ['Stdout', ['RC2212 terminationMessagePolicy']],
])('terminationMessagePolicy %j', (terminationMessagePolicy, found) => {
  expect(inContainer({ terminationMessagePolicy })).toEqual(found);
});

describe('init containers', () => {
  const on = withFlags({ 'kubernetes.podspec-init-containers': 'enabled' });
  const init = { name: 'init', image };
  test.each<[title: string, initContainers: Json[], cluster: Cluster, found: string[]]>([
    ['flag on', [init], on, []],
    ['flag off', [init], known, ['RC2230 initContainers']],
    ['flag unknown', [init], defaultCluster, ['RC2231 initContainers']],
    ['none', [], known, []],
    ['a name of a container', [{ ...init, name: 'app' }], on, ['RC2204 initContainers/0/name']],
    ['no image', [{ name: 'init' }], on, ['RC2202 initContainers/0/image']],
    [
      'a probe',
      [{ ...init, livenessProbe: { exec: {} } }],
      on,
      ['RC2210 initContainers/0/livenessProbe'],
    ],
    [
      'a field that is kept',
      [{ ...init, lifecycle: {} }],
      on,
      ['RC2218 initContainers/0/lifecycle'],
    ],
    ['a field that nobody knows', [{ ...init, bogus: 1, ports: [{ bogus: 1 }] }], on, []],
    [
      'claims',
      [{ ...init, resources: { claims: [{ name: 'a' }] } }],
      on,
      ['RC2218 initContainers/0/resources/claims'],
    ],
    [
      'a host port',
      [{ ...init, ports: [{ containerPort: 1, hostPort: 2 }] }],
      on,
      ['RC2218 initContainers/0/ports/0/hostPort'],
    ],
    [
      'a security context that is kept',
      [{ ...init, securityContext: { procMount: 'Default', runAsUser: 1 } }],
      on,
      ['RC2218 initContainers/0/securityContext/procMount'],
    ],
    [
      'a policy',
      [{ ...init, terminationMessagePolicy: 'x' }],
      on,
      ['RC2212 initContainers/0/terminationMessagePolicy'],
    ],
    ['a wrong type', [{ ...init, workingDir: 5 }], on, ['RC2010 initContainers/0/workingDir']],
    [
      'a variable without a name',
      [{ ...init, env: [{ value: 'a' }] }],
      on,
      ['RC2011 initContainers/0/env/0/name'],
    ],
    ['a variable twice', [{ ...init, env: [{ name: 'A' }, { name: 'A' }] }], on, []],
    [
      'a variable from a secret without a key',
      [{ ...init, env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a' } } }] }],
      on,
      [],
    ],
    ['several ports', [{ ...init, ports: [{ containerPort: 1 }, { containerPort: 2 }] }], on, []],
    ['PORT', [{ ...init, env: [{ name: 'PORT', value: '1' }] }], on, []],
  ])('%s', (_, initContainers, cluster, found) => {
    expect(inPod({ containers: [serving], initContainers }, cluster)).toEqual(found);
  });
});
