import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type JsonObject, objectAt, stringAt, valueAt } from '../../src/json.ts';
import { createClient } from '../../src/kubernetes/client.ts';
import { connect } from '../../src/kubernetes/connect.ts';
import { configurations, services } from '../../src/kubernetes/resources.ts';
import type { Client } from '../../src/kubernetes/types.ts';
import { firstApplied } from '../../src/live/three-way.ts';
import { assets, skipped } from '../support/cluster.ts';
import { pathOf } from '../support/cluster-knative.ts';
import { until } from '../support/cluster-programs.ts';
import { sharedCluster } from '../support/cluster-shared.ts';
import { type Ended, revcast } from '../support/revcast.ts';

const namespace = 'live';
const apiVersion = 'serving.knative.dev/v1';

interface Written {
  readonly image?: string;
  readonly timeoutSeconds?: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

function template({ image = 'example.com/app:1', annotations, ...spec }: Written): JsonObject {
  return {
    metadata: {
      annotations: {
        'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev',
        ...annotations,
      },
    },
    spec: { ...spec, containers: [{ image, resources: { requests: { cpu: '100m' } } }] },
  };
}

function manifest(name: string, written: Written = {}, kind = 'Service'): JsonObject {
  return { apiVersion, kind, metadata: { name, namespace }, spec: { template: template(written) } };
}

function nameOf(object: JsonObject): string {
  return stringAt(object, ['metadata', 'name']) ?? '';
}

/** What a pipeline needs for `--predict live` (README). */
const asker = [
  {
    apiGroups: ['serving.knative.dev'],
    resources: ['services', 'configurations'],
    verbs: ['get', 'create', 'patch'],
  },
];
const reader = [
  { apiGroups: ['serving.knative.dev'], resources: ['services', 'configurations'], verbs: ['get'] },
];

describe.skipIf(assets === undefined)(`a cluster that is asked (${skipped})`, () => {
  let cwd: string;
  let client: Client;
  const kubeconfigs = new Map<string, string>();

  beforeAll(async () => {
    const { ask, kubeconfigOf, kubeconfig } = sharedCluster();
    client = createClient(await connect({ kubeconfig }));
    await ask('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
    const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
    for (const [name, rules] of Object.entries({ asker, reader })) {
      await ask('POST', `/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata: { name } });
      await ask('POST', `${rbac}/roles`, { metadata: { name }, rules });
      await ask('POST', `${rbac}/rolebindings`, {
        metadata: { name },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
        subjects: [{ kind: 'ServiceAccount', namespace, name }],
      });
      kubeconfigs.set(name, await kubeconfigOf(namespace, name));
    }
  });

  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'revcast-live-'));
  });

  afterEach(() => {
    rmSync(cwd, { recursive: true, force: true });
  });

  async function run(object: JsonObject, args: string[], as = 'asker'): Promise<Ended> {
    const env = { KUBECONFIG: kubeconfigs.get(as) ?? '' };
    return await revcast(args, { cwd, stdin: JSON.stringify(object), env });
  }

  /** The name of the ScaledObject that is made. */
  async function cast(object: JsonObject, applier = 'kubectl'): Promise<string> {
    const args = [
      'render',
      '--predict',
      'live',
      '--applier',
      applier,
      '--format',
      'json',
      '--only-generated',
    ];
    const { status, stdout, stderr } = await run(object, args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [{ metadata }] = JSON.parse(stdout).items;
    expect(metadata.annotations['revcast.dev/prediction']).toBe('live');
    return metadata.name;
  }

  /** Stores a Service as kubectl does, and plays the controller for it. */
  async function applied(object: JsonObject): Promise<void> {
    await client.create(services, namespace, firstApplied(object), {
      fieldManager: 'kubectl-client-side-apply',
    });
    await followed(nameOf(object));
  }

  async function appliedServerSide(object: JsonObject, fieldManager: string): Promise<void> {
    const patch = { type: 'apply', body: object, force: true } as const;
    await client.patch(services, namespace, nameOf(object), patch, { fieldManager });
    await followed(nameOf(object));
  }

  /** Gives the Configuration the template that the Service has, as the controller does. */
  async function followed(name: string): Promise<void> {
    const service = await client.get(services, namespace, name);
    const template = objectAt(service, ['spec', 'template']) ?? {};
    const body = { ...manifest(name, {}, 'Configuration'), spec: { template } };
    const options = { fieldManager: 'controller' };
    const patch = { type: 'apply', body, force: true } as const;
    await client.patch(configurations, namespace, name, patch, options);
    const observedGeneration = valueAt(service, ['metadata', 'generation']) ?? 0;
    const path = `${pathOf(namespace, 'services', name)}/status`;
    await sharedCluster().ask('PATCH', path, { status: { observedGeneration } });
  }

  test('a new Service is the first; the same again stays; another is the next', async () => {
    expect(await cast(manifest('one'))).toBe('one-00001');
    const { ask } = sharedCluster();
    expect(await ask('GET', pathOf(namespace, 'services', 'one'))).toMatchObject({ status: 404 });
    await applied(manifest('one'));
    expect(await cast(manifest('one'))).toBe('one-00001');
    const before = await ask('GET', pathOf(namespace, 'services', 'one'));
    expect(await cast(manifest('one', { image: 'example.com/app:2' }))).toBe('one-00002');
    expect(await ask('GET', pathOf(namespace, 'services', 'one'))).toEqual(before);
  });

  test.each(['kubectl', 'argocd'])('%s removes what it applied before', async (applier) => {
    const name = `removed-by-${applier}`;
    await applied(manifest(name, { timeoutSeconds: 60 }));
    expect(await cast(manifest(name, { timeoutSeconds: 60 }), applier)).toBe(`${name}-00001`);
    expect(await cast(manifest(name), applier)).toBe(`${name}-00002`);
  });

  test.each([
    ['argocd-ssa', 'argocd-controller'],
    ['flux', 'kustomize-controller'],
  ])('%s removes what it applied before, and nobody else does', async (applier, manager) => {
    const name = `removed-by-${applier}`;
    await appliedServerSide(manifest(name, { timeoutSeconds: 60 }), manager);
    expect(await cast(manifest(name), applier)).toBe(`${name}-00002`);
    expect(await cast(manifest(name), 'kubectl')).toBe(`${name}-00001`);
  });

  test('an edit of somebody else stays, but for Flux, which undoes those of kubectl', async () => {
    const { ask } = sharedCluster();
    const name = 'edited';
    await appliedServerSide(manifest(name), 'kustomize-controller');
    const spec = { template: { metadata: { annotations: { 'example.com/by': 'hand' } } } };
    await ask('PATCH', `${pathOf(namespace, 'services', name)}?fieldManager=kubectl-edit`, {
      spec,
    });
    await followed(name);
    expect(await cast(manifest(name), 'argocd-ssa')).toBe(`${name}-00002`);
    expect(await cast(manifest(name), 'kubectl')).toBe(`${name}-00002`);
    expect(await cast(manifest(name), 'flux')).toBe(`${name}-00003`);
  });

  test('a lock is asked for in the same way', async () => {
    await applied(manifest('locked'));
    const { status, stderr } = await run(manifest('locked', { image: 'example.com/app:2' }), [
      'lock',
      '--predict',
      'live',
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: 'live/locked: new, generation 2\n' });
  });

  test('a lock is read from the cluster, and drift is told', async () => {
    await applied(manifest('read'));
    const fromCluster = ['lock', '--from-cluster'];
    const first = await run(
      manifest('read', { image: 'example.com/app:2' }),
      fromCluster,
      'reader',
    );
    expect(first).toMatchObject({ status: 0, stderr: 'live/read: new, generation 1\n' });
    const lock = readFileSync(join(cwd, 'revcast.lock.yaml'), 'utf8');
    expect(await run(manifest('read'), [...fromCluster, '--check'], 'reader')).toMatchObject({
      status: 0,
    });
    expect(await run(manifest('read', { image: 'example.com/app:2' }), ['lock'])).toMatchObject({
      stderr: 'live/read: generation 1 → 2\n',
    });
    expect(await run(manifest('read'), [...fromCluster, '--check'], 'reader')).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/^live\/read: generation 2 → 1\n/),
    });
    expect(lock).toContain('live/read:\n    generation: 1\n');
  });

  test('a Service that is not there gets no entry, and is told', async () => {
    const { status, stderr } = await run(manifest('never'), ['lock', '--from-cluster'], 'reader');
    expect({ status, stderr }).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('RC6024'),
    });
    expect(readFileSync(join(cwd, 'revcast.lock.yaml'), 'utf8')).toContain('services: {}');
  });

  test('a missing right ends it, named with its verb and resource', async () => {
    const { status, stdout, stderr } = await run(
      manifest('one', { image: 'example.com/app:2' }),
      ['render', '--predict', 'live'],
      'reader',
    );
    expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
    expect(stderr).toMatch(
      /^revcast: no right to (create|patch) services\.serving\.knative\.dev in namespace live: /,
    );
    const elsewhere = manifest('one');
    const moved = { ...elsewhere, metadata: { name: 'one', namespace: 'default' } };
    const reading = await run(moved, ['lock', '--from-cluster'], 'reader');
    expect(reading).toMatchObject({ status: 4 });
    expect(reading.stderr).toMatch(
      /^revcast: no right to get services\.serving\.knative\.dev in namespace default: /,
    );
    expect(existsSync(join(cwd, 'revcast.lock.yaml'))).toBe(false);
  });

  test('what admission refuses is an error of the Service', async () => {
    const { ask } = sharedCluster();
    const policies = '/apis/admissionregistration.k8s.io/v1';
    const metadata = { name: 'live-refuses' };
    await ask('POST', `${policies}/validatingadmissionpolicies`, {
      metadata,
      spec: {
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ['serving.knative.dev'],
              apiVersions: ['v1'],
              operations: ['CREATE'],
              resources: ['services'],
            },
          ],
        },
        validations: [{ expression: "object.metadata.name != 'refused'", message: 'not this one' }],
      },
    });
    await ask('POST', `${policies}/validatingadmissionpolicybindings`, {
      metadata,
      spec: { policyName: metadata.name, validationActions: ['Deny'] },
    });
    await until('the policy', async () => {
      const { status } = await run(manifest('refused'), ['render', '--predict', 'live']);
      return status === 1;
    });
    const { stdout, stderr } = await run(manifest('refused'), ['render', '--predict', 'live']);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/<stdin>:1:\d+: error RC6020 Service live\/refused .*not this one/);
  });

  test('one that is being deleted is to be waited for', async () => {
    const { ask } = sharedCluster();
    await applied(manifest('going'));
    const path = pathOf(namespace, 'services', 'going');
    await ask('PATCH', path, { metadata: { finalizers: ['example.com/hold'] } });
    await ask('DELETE', path);
    const { status, stderr } = await run(manifest('going'), ['render', '--predict', 'live']);
    expect({ status, stderr }).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('RC6021'),
    });
    await ask('PATCH', path, { metadata: { finalizers: null } });
  });

  test('a resource that is not installed is not taken for an object that is not there', async () => {
    const missing = { ...services, group: 'not-installed.example.com' };
    await expect(client.get(missing, namespace, 'one')).rejects.toMatchObject({ status: 404 });
    expect(await client.get(services, namespace, 'not-there')).toBeUndefined();
  });

  test('a namespace that is not there yet has none of its Services', async () => {
    const object = { ...manifest('one'), metadata: { name: 'one', namespace: 'live-later' } };
    const { status, stdout, stderr } = await revcast(['render', '--predict', 'live'], {
      stdin: JSON.stringify(object),
      env: { KUBECONFIG: sharedCluster().kubeconfig },
    });
    expect({ status, stderr }).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('RC6023'),
    });
    expect(stdout).toContain('one-00001');
  });
});
