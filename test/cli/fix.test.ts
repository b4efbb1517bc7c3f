import { spawn } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FakeApi, fakeApi } from '../support/fake-api.ts';
import { builtCommand, revcast } from '../support/revcast.ts';

describe('wrong usage: one line that says what is wrong, and exit code 2', () => {
  test.each([
    [['apps/'], 'it reads a cluster and no files: "apps/"'],
    [['--once', '--dry-run'], "--dry-run writes nothing, and can't go with --once"],
    [['--shards=0'], '--shards is a number from 1 to 100, not "0"'],
    [['--shards=1.5'], '--shards is a number from 1 to 100, not "1.5"'],
    [['--concurrency=many'], '--concurrency is a number from 1 to 1000, not "many"'],
    [['--writes-per-second=1e9'], '--writes-per-second is a number from 1 to 10000, not "1e9"'],
    [['--resync=10'], '--resync is a duration from 1s to 24h, such as 90s or 10m, not "10"'],
    [['--wait=-5s'], '--wait is a duration from 1s to 24h, such as 90s or 10m, not "-5s"'],
    [['--listen=8080'], '--listen is off, :PORT or HOST:PORT, not "8080"'],
    [
      ['--repair=retaget'],
      '--repair is stand-in or retarget, not "retaget" (did you mean retarget?)',
    ],
    [['--dryrun'], 'unknown flag --dryrun (did you mean --dry-run?)'],
  ])('%j', async (args, said) => {
    expect(await revcast(['fix', ...args])).toEqual({
      status: 2,
      stdout: '',
      stderr: `revcast fix: ${said}\nSee revcast fix --help.\n`,
    });
  });

  test('in the environment, too', async () => {
    const { status, stderr } = await revcast(['fix'], { env: { REVCAST_RESYNC: 'often' } });
    expect(status).toBe(2);
    expect(stderr).toContain('--resync is a duration');
  });
});

describe('with a cluster', () => {
  let api: FakeApi;

  beforeEach(async () => {
    api = await fakeApi();
  });

  afterEach(async () => {
    await api.close();
  });

  test('--once and --dry-run keep results and log apart, and end by themselves', async () => {
    const env = { KUBECONFIG: api.kubeconfig };
    expect(await revcast(['fix', '--once', '--format=json'], { env })).toEqual({
      status: 0,
      stdout: `${JSON.stringify({ corrections: 0, covered: 0, uncovered: [], unfinished: [] }, undefined, 2)}\n`,
      stderr: 'revcast: nothing to cover: no Service in the cluster, 0 corrections\n',
    });
    const dry = await revcast(['fix'], { env: { ...env, REVCAST_DRY_RUN: '1' } });
    expect(dry).toEqual({
      status: 0,
      stdout: '',
      stderr: 'revcast: nothing to cover: no Service in the cluster, 0 corrections to make\n',
    });
  });

  test('only what is chosen is listed', async () => {
    const env = { KUBECONFIG: api.kubeconfig };
    const args = ['--once', '--namespace=team-a', '--selector=tier=web'];
    await revcast(['fix', ...args, '--serving-namespace=knative'], { env });
    const lists = new Set(api.requests);
    expect(lists).toContain('GET /apis/serving.knative.dev/v1/namespaces/team-a/services');
    expect(lists).toContain('GET /apis/keda.sh/v1alpha1/namespaces/team-a/scaledobjects');
    expect(lists).toContain('GET /api/v1/namespaces/knative/configmaps');
    expect([...lists].filter((each) => each.includes('horizontalpodautoscalers'))).toEqual([]);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it with 0, its Lease free', async (signal) => {
    const child = spawn(
      process.execPath,
      [builtCommand(), 'fix', '--listen=off', '--lease-namespace=here'],
      { env: { PATH: process.env.PATH, KUBECONFIG: api.kubeconfig } },
    );
    let log = '';
    const leading = new Promise<void>((resolve) => {
      child.stderr.on('data', (chunk: Buffer) => {
        log += chunk.toString();
        if (log.includes('"leading"')) resolve();
      });
    });
    await leading;
    const closed = new Promise((resolve) => child.once('close', (...how) => resolve(how)));
    child.kill(signal);
    expect(await closed).toEqual([0, null]);
    const [lease] = api.objects('leases');
    expect(lease.metadata.namespace).toBe('here');
    expect(lease.spec.holderIdentity).toBe('');
    for (const line of log.trimEnd().split('\n')) {
      expect(JSON.parse(line)).toMatchObject({ level: 'info', message: expect.any(String) });
    }
    expect(log).toContain('"stopping"');
  });
});
