import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Ended, revcast } from '../support/revcast.ts';

const service = (name: string, tag: number): string => `\
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: ${name}
  namespace: shop
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/class: hpa.autoscaling.knative.dev
    spec:
      containers:
        - image: example.com/${name}:${tag}
          resources: {requests: {cpu: 100m}}
`;

let cwd: string;
const lockPath = (): string => join(cwd, 'revcast.lock.yaml');

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'revcast-lock-'));
});

afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

function lock(stdin: string, ...args: string[]): Promise<Ended> {
  return revcast(['lock', ...args], { cwd, stdin });
}

test('the lock file is made, kept as it is, and counted up', async () => {
  const first = await lock(service('one', 1));
  expect(first).toEqual({ status: 0, stdout: '', stderr: 'shop/one: new, generation 1\n' });
  const text = readFileSync(lockPath(), 'utf8');
  const before = statSync(lockPath(), { bigint: true });

  expect((await lock(`# a comment\n${service('one', 1)}`)).stderr).toBe('');
  expect(readFileSync(lockPath(), 'utf8')).toBe(text);
  expect(statSync(lockPath(), { bigint: true }).mtimeNs).toBe(before.mtimeNs);

  const changed = await lock(`${service('one', 2)}---\n${service('two', 1)}`);
  expect(changed.stderr).toBe('shop/one: generation 1 → 2\nshop/two: new, generation 1\n');
  expect((await lock(service('one', 2))).stderr).toBe('shop/two: gone\n');
});

describe('--check writes nothing', () => {
  test('up to date: exit code 0; else 3, with what differs', async () => {
    const missing = await lock(service('one', 1), '--check');
    expect(missing).toEqual({
      status: 3,
      stdout: '',
      stderr:
        'shop/one: new, generation 1\n' +
        'revcast: revcast.lock.yaml: 1 Service is not up to date: run revcast lock\n',
    });
    expect(existsSync(lockPath())).toBe(false);
    await lock(service('one', 1));
    const text = readFileSync(lockPath(), 'utf8');
    expect((await lock(service('one', 1), '--check')).status).toBe(0);
    expect((await lock(service('one', 2), '--check')).status).toBe(3);
    expect(readFileSync(lockPath(), 'utf8')).toBe(text);
  });

  test('line ends that Git changed are no difference', async () => {
    await lock(service('one', 1));
    writeFileSync(lockPath(), readFileSync(lockPath(), 'utf8').replaceAll('\n', '\r\n'));
    expect((await lock(service('one', 1), '--check')).status).toBe(0);
  });
});

describe('writing', () => {
  test('keeps the mode of the file and a link to it, and leaves nothing behind', async () => {
    const target = join(cwd, 'real.yaml');
    await lock(service('one', 1), '--lock=real.yaml');
    chmodSync(target, 0o664);
    symlinkSync('real.yaml', lockPath());
    await lock(service('one', 2));
    expect(readFileSync(target, 'utf8')).toContain('generation: 2');
    expect(statSync(target).mode & 0o777).toBe(0o664);
    expect(readdirSync(cwd).sort()).toEqual(['real.yaml', 'revcast.lock.yaml']);
  });

  test('that fails is told: exit code 4', async () => {
    const { status, stderr } = await lock(service('one', 1), '--lock=no/such/dir.yaml');
    expect(status).toBe(4);
    expect(stderr).toContain('revcast: no/such/dir.yaml: no such file or directory\n');
  });
});

test('manifests with errors leave the lock file as it is: exit code 1', async () => {
  await lock(service('one', 1));
  const text = readFileSync(lockPath(), 'utf8');
  const { status, stderr } = await lock(`${service('one', 2)}  - [broken\n`);
  expect(status).toBe(1);
  expect(stderr).toContain('revcast.lock.yaml is left as it is');
  expect(readFileSync(lockPath(), 'utf8')).toBe(text);
});

test('two Services of one name leave the lock file as it is: which of them counts?', async () => {
  const { status, stderr } = await lock(`${service('a', 1)}---\n${service('a', 2)}`);
  expect(status).toBe(1);
  expect(stderr).toContain('error RC5014 Service shop/a');
  expect(existsSync(lockPath())).toBe(false);
});
