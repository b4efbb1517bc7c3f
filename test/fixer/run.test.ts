import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FixSettings } from '../../src/fixer/run/settings.ts';
import { fix } from '../../src/fixer/run.ts';
import {
  configurationObject,
  cpu,
  podAutoscalerObject,
  revisionObject,
  serviceObject,
  type Template,
} from '../support/cluster-objects.ts';
import { type FakeApi, fakeApi, kubeconfigText } from '../support/fake-api.ts';

let api: FakeApi;

beforeEach(async () => {
  api = await fakeApi();
  api.put('configmaps', {
    metadata: { namespace: 'knative-serving', name: 'config-autoscaler-keda' },
    data: { 'autoscaler.keda.scaledobject-autocreate': 'false' },
  });
});

afterEach(async () => {
  await api.close();
});

/** A Service with one revision, which is running, and no ScaledObject. */
function deploy(name: string, namespace = 'team-a', template: Template = {}): void {
  const own = serviceObject(namespace, name, template);
  const status = { latestCreatedRevisionName: `${name}-00001` };
  const service = api.put('services', { ...own, status });
  const configuration = api.put('configurations', {
    ...configurationObject(service),
    metadata: { ...(configurationObject(service).metadata as object), generation: 1 },
    status,
  });
  const revision = api.put('revisions', revisionObject(configuration));
  api.put('podautoscalers', podAutoscalerObject(revision));
}

interface Running {
  readonly stop: () => Promise<Ended>;
  readonly ended: Promise<Ended>;
  readonly lines: () => Record<string, unknown>[];
}

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function start(settings: Partial<FixSettings>): Running {
  const stop = new AbortController();
  let stdout = '';
  let stderr = '';
  const all: FixSettings = {
    mode: 'controller',
    format: 'table',
    kubeconfig: api.kubeconfig,
    plan: { repair: 'stand-in', idle: 'lower' },
    servingNamespace: 'knative-serving',
    shards: 1,
    concurrency: 4,
    writesPerSecond: 100,
    resync: 600_000,
    wait: 300,
    patience: 0,
    logLevel: 'info',
    ...settings,
  };
  const ended = fix(all, {
    stopped: stop.signal,
    writeStdout: async (pieces) => {
      stdout += pieces.join('');
    },
    writeStderr: (text) => {
      stderr += text;
    },
  }).then((status) => ({ status, stdout, stderr }));
  return {
    ended,
    stop: () => {
      stop.abort();
      return ended;
    },
    lines: () =>
      stderr
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line)),
  };
}

const covered = (): string[] => api.objects('scaledobjects').map(({ metadata }) => metadata.name);

async function until(what: () => boolean): Promise<void> {
  for (let tries = 0; !what(); tries += 1) {
    if (tries > 1500) throw new Error(`still not so: ${what}`);
    await setTimeout(10);
  }
}

describe('--once', () => {
  test('corrects what is wrong, waits until it is seen to be right, and ends with 0', async () => {
    deploy('web');
    deploy('api', 'team-b');
    const { status, stdout, stderr } = await start({ mode: 'once' }).ended;
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toContain('revcast: 2 of 2 needed revisions covered, 2 corrections\n');
    expect(covered().sort()).toEqual(['api-00001', 'web-00001']);
    expect(api.requests.filter((each) => each.includes('leases'))).toEqual([]);
  });

  test('names what is left uncovered, and why, and ends with 1', async () => {
    deploy('web');
    deploy('api');
    const target = { scaleTargetRef: { name: 'api-00001-deployment' } };
    api.put('scaledobjects', {
      metadata: { namespace: 'team-a', name: 'hand-made' },
      spec: target,
    });
    const table = await start({ mode: 'once' }).ended;
    expect(table.status).toBe(1);
    expect(table.stdout).toMatch(
      /^NAMESPACE {3}SERVICE {3}REVISION {4}BECAUSE\nteam-a {6}api {7}api-00001 {3}.*hand-made.*\n$/,
    );
    const json = await start({ mode: 'once', format: 'json' }).ended;
    expect(json.status).toBe(1);
    expect(JSON.parse(json.stdout)).toEqual({
      corrections: 0,
      covered: 1,
      uncovered: [
        {
          namespace: 'team-a',
          service: 'api',
          revision: 'api-00001',
          because: expect.stringContaining('hand-made'),
        },
      ],
      unfinished: [],
    });
  });

  test('waits no longer than it was told for what does not come', async () => {
    deploy('web');
    api.failure = (verb, path) =>
      verb === 'POST' && path.endsWith('/scaledobjects')
        ? { status: 503, message: 'etcd is away' }
        : undefined;
    const since = performance.now();
    const { status, stdout } = await start({ mode: 'once' }).ended;
    expect(status).toBe(1);
    expect(stdout).toContain('web-00001');
    expect(performance.now() - since).toBeLessThan(3000);
  });

  test('a right that it lacks for writing is the failure of the environment', async () => {
    deploy('web');
    const message =
      'scaledobjects.keda.sh is forbidden: User "x" cannot create resource "scaledobjects"';
    api.failure = (verb, path) =>
      verb === 'POST' && path.endsWith('/scaledobjects') ? { status: 403, message } : undefined;
    const { status, stdout, stderr } = await start({ mode: 'once', wait: 60_000 }).ended;
    expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
    expect(stderr).toMatch(/^revcast fix: .*create scaledobjects\.keda\.sh.*team-a/m);
  });
});

test('--dry-run writes nothing at all', async () => {
  deploy('web');
  const { status, stdout } = await start({ mode: 'dry-run' }).ended;
  expect(status).toBe(0);
  expect(stdout).toContain('web-00001');
  expect(api.requests.filter((each) => !each.startsWith('GET '))).toEqual([]);
  expect(api.requests.filter((each) => each.includes('leases'))).toEqual([]);
});

describe('annotations that make no ScaledObject', () => {
  const annotations = { ...cpu, 'autoscaling.knative.dev/target': 'abc' };

  test('are found by --dry-run already', async () => {
    deploy('web', 'team-a', { annotations });
    deploy('api');
    const { stdout, stderr } = await start({ mode: 'dry-run', format: 'json' }).ended;
    const [api, web] = JSON.parse(stdout);
    expect(api).toMatchObject({ actions: [{ do: 'create' }], told: [] });
    const because = expect.stringMatching(/^no ScaledObject can be made for .*RC2107/);
    expect(web).toMatchObject({
      actions: [],
      uncovered: [{ revision: 'web-00001', because, isTransient: false }],
      told: [{ type: 'Warning', reason: 'ScaledObjectNotMade', message: because }],
    });
    expect(stderr).toContain('0 of 2 needed revisions covered, 1 correction to make');
  });

  test('are named by --once', async () => {
    deploy('web', 'team-a', { annotations });
    const { status, stdout } = await start({ mode: 'once' }).ended;
    expect(status).toBe(1);
    expect(stdout).toMatch(/web-00001 {3}no ScaledObject can be made for .*RC2107/);
  });

  test('are not looked for where they may not be read', async () => {
    deploy('web', 'team-a', { annotations });
    api.failure = (verb, path) =>
      verb === 'GET' && path.endsWith('/revisions/web-00001')
        ? { status: 403, message: 'User "x" cannot get resource "revisions"' }
        : undefined;
    const { status, stdout } = await start({ mode: 'dry-run' }).ended;
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('create') });
  });
});

describe.each(['once', 'dry-run'] as const)('--%s with nothing to cover says why', (mode) => {
  test('where automatic creation is on', async () => {
    api.put('configmaps', {
      metadata: { namespace: 'knative-serving', name: 'config-autoscaler-keda' },
      data: { 'autoscaler.keda.scaledobject-autocreate': 'true' },
    });
    deploy('web');
    const { status, stderr } = await start({ mode }).ended;
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^revcast: nothing to cover: of 1 Service none is of class hpa with automatic creation off, 0/m,
    );
  });

  test('where a namespace or labels fit no Service', async () => {
    const { stderr } = await start({ mode, namespace: 'team-x', selector: 'team=x' }).ended;
    expect(stderr).toContain('nothing to cover: no Service with team=x in namespace team-x');
    expect((await start({ mode }).ended).stderr).toContain('no Service in the cluster');
  });
});

test('a setting of the cluster that cannot be read is told with its ConfigMap', async () => {
  api.put('configmaps', {
    metadata: { namespace: 'knative-serving', name: 'config-autoscaler' },
    data: { 'min-scale': 'many' },
  });
  const running = start({ mode: 'once' });
  await running.ended;
  expect(running.lines()).toContainEqual(
    expect.objectContaining({
      level: 'warn',
      configMap: 'knative-serving/config-autoscaler',
      message: expect.stringContaining('min-scale'),
    }),
  );
});

describe('the controller', () => {
  test('corrects, logs what it does with the Service as a field, and gives its Lease up', async () => {
    deploy('web');
    const running = start({});
    await until(() => covered().length === 1);
    deploy('late', 'team-b');
    await until(() => covered().length === 2);
    const [lease] = api.objects('leases');
    expect(lease).toMatchObject({ metadata: { namespace: 'revcast', name: 'revcast-fixer-0' } });
    expect(lease.spec.holderIdentity).not.toBe('');
    const { status, stdout } = await running.stop();
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(api.objects('leases')[0].spec.holderIdentity).toBe('');
    expect(running.lines()).toContainEqual(
      expect.objectContaining({
        level: 'info',
        namespace: 'team-b',
        service: 'late',
        scaledObject: 'late-00001',
        do: 'create',
        message: 'corrected',
      }),
    );
  });

  test('of two replicas one writes, and the other goes on when it ends', async () => {
    deploy('web');
    const first = start({});
    await until(() => covered().length === 1);
    const second = start({});
    await until(() => second.lines().some(({ message }) => message === 'watching'));
    await first.stop();
    deploy('late');
    await until(() => covered().length === 2);
    await second.stop();
    const creations = api.requests.filter((each) => /^POST .*scaledobjects$/.test(each));
    expect(creations).toHaveLength(2);
  }, 20_000);

  test('with shards it takes a Lease for each', async () => {
    for (let index = 0; index < 8; index += 1) deploy('web', `team-${index}`);
    const running = start({ shards: 2 });
    await until(() => covered().length === 8);
    await running.stop();
    expect(
      api
        .objects('leases')
        .map(({ metadata }) => metadata.name)
        .sort(),
    ).toEqual(['revcast-fixer-0', 'revcast-fixer-1']);
  }, 20_000);

  test('is alive at once, and ready when it knows everything', async () => {
    let isHeld = true;
    api.failure = (_, path) =>
      isHeld && path.endsWith('/scaledobjects') ? { status: 503, message: 'wait' } : undefined;
    const running = start({ listen: { host: '127.0.0.1', port: 0 } });
    await until(() => running.lines().some(({ port }) => port !== undefined));
    const url = `http://127.0.0.1:${running.lines().find(({ port }) => port)?.port}`;
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    isHeld = false;
    await until(() => running.lines().some(({ message }) => message === 'leading'));
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('revcast_fixer_leader{shard="0"} 1\n');
    expect(metrics).toContain('revcast_fixer_queue_depth 0\n');
    await running.stop();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  }, 20_000);

  test('can be stopped while it still lists', async () => {
    api.failure = () => ({ status: 503, message: 'not yet' });
    const running = start({});
    await until(() => api.requests.length > 0);
    expect((await running.stop()).status).toBe(0);
  });

  test('bears an API server that has just started, and refuses everything for a moment', async () => {
    let left = 4;
    const message = 'revisions.serving.knative.dev is forbidden';
    api.failure = (_, path) =>
      /\/(revisions|leases)/.test(path) && left-- > 0 ? { status: 403, message } : undefined;
    const running = start({ patience: 15_000 });
    await until(() => running.lines().some((line) => line.message === 'leading'));
    expect(left).toBeLessThan(0);
    expect((await running.stop()).status).toBe(0);
  });

  test('without the right to its Lease it ends, and says so', async () => {
    const message =
      'leases.coordination.k8s.io is forbidden: User "x" cannot get resource "leases"';
    api.failure = (_, path) => (path.includes('/leases') ? { status: 403, message } : undefined);
    const { status, stderr } = await start({}).ended;
    expect(status).toBe(4);
    expect(stderr).toContain(`revcast fix: a right is missing: ${message}`);
  });
});

describe('a start that fails ends with 4 and one line that says why', () => {
  const forbidden =
    'revisions.serving.knative.dev is forbidden: User "x" cannot list resource "revisions"';
  test.each([
    ['revisions', 403, forbidden, /a right is missing: .*cannot list.*kustomize\/fixer/],
    ['services', 401, 'Unauthorized', /doesn't accept the credentials/],
    [
      'scaledobjects',
      404,
      'not found',
      /doesn't know keda.sh\/v1alpha1 ScaledObject: is KEDA inst/,
    ],
    ['services', 404, 'not found', /doesn't know serving.knative.dev\/v1 Service: is Knative Serv/],
  ])('%s: %i', async (plural, status, message, said) => {
    api.failure = (_, path) => (path.endsWith(`/${plural}`) ? { status, message } : undefined);
    for (const mode of ['controller', 'once', 'dry-run'] as const) {
      const ended = await start({ mode, logLevel: 'error' }).ended;
      expect(ended).toEqual({ status: 4, stdout: '', stderr: expect.stringMatching(said) });
      expect(ended.stderr).toMatch(/^revcast fix: .*\n$/);
    }
  });

  test.each(['controller', 'once', 'dry-run'] as const)(
    'a selector that cannot be read, of --%s',
    async (mode) => {
      const message = 'unable to parse requirement';
      api.failure = (_, path) =>
        path.endsWith('/services') ? { status: 400, message } : undefined;
      expect(await start({ mode, selector: 'a in (b', logLevel: 'error' }).ended).toEqual({
        status: 4,
        stdout: '',
        stderr: `revcast fix: --selector "a in (b" is refused: ${message}\n`,
      });
    },
  );

  test('a kubeconfig that is not there', async () => {
    expect(await start({ kubeconfig: '/nowhere/kubeconfig' }).ended).toEqual({
      status: 4,
      stdout: '',
      stderr: expect.stringMatching(/^revcast fix: .*\/nowhere\/kubeconfig.*\n$/),
    });
  });

  test.each(['once', 'dry-run'] as const)('--%s where nobody listens', async (mode) => {
    const folder = mkdtempSync(join(tmpdir(), 'revcast-run-'));
    const kubeconfig = join(folder, 'kubeconfig');
    writeFileSync(kubeconfig, kubeconfigText('http://127.0.0.1:1'));
    expect(await start({ mode, kubeconfig }).ended).toEqual({
      status: 4,
      stdout: '',
      stderr: expect.stringMatching(/^revcast fix: the cluster can't be reached: .*127.0.0.1:1\n$/),
    });
    rmSync(folder, { recursive: true });
  });

  test('an address that is taken', async () => {
    const port = Number(new URL(api.server).port);
    const { status, stderr } = await start({ listen: { host: '127.0.0.1', port } }).ended;
    expect(status).toBe(4);
    expect(stderr).toMatch(/^revcast fix: --listen: .*EADDRINUSE/m);
  });
});
