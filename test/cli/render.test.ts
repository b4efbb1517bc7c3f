import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { printLock } from '../../src/predict/print-lock.ts';
import { builtCommand, ended, revcast } from '../support/revcast.ts';

const service = (name: string, annotations = ''): string => `\
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
        autoscaling.knative.dev/metric: cpu
        autoscaling.knative.dev/target: "70"${annotations}
    spec:
      containers:
        - image: example.com/${name}
          resources: {requests: {cpu: 100m}}
`;
const broken = service('broken').replace('"70"', '"many"');

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'revcast-render-'));
});

afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

function put(path: string, text: string | Uint8Array): void {
  mkdirSync(join(cwd, path, '..'), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

function lockWith(generation: number): string {
  return printLock(new Map([['shop/one', { generation, template: '0123456789abcdef' }]]));
}

describe('input', () => {
  test('files, directories and standard input make one stream', async () => {
    put('apps/two.yaml', service('two'));
    const args = ['render', '-', 'apps'];
    const { status, stdout } = await revcast(args, { cwd, stdin: service('one') });
    expect(status).toBe(0);
    expect(stdout.match(/^ {2}name: .*/gm)).toEqual([
      '  name: one',
      '  name: one-00001',
      '  name: two',
      '  name: two-00001',
    ]);
  });

  test('without a path standard input is read, however it is cut', async () => {
    const text = Buffer.from(`# é\n${service('one')}`);
    const whole = await revcast(['render'], { cwd, stdin: text });
    const cuts = [3, 4, 100, text.length];
    const chunks = cuts.map((end, index) => text.subarray(cuts[index - 1] ?? 0, end));
    expect(whole.status).toBe(0);
    expect(await revcast(['render'], { cwd, stdin: chunks })).toEqual(whole);
  });

  test.each([
    [['render', 'missing.yaml'], 'revcast: missing.yaml: no such file or directory\n'],
    [
      ['render', 'empty'],
      'revcast: empty: no manifest (*.yaml, *.yml, *.json) in this directory\n',
    ],
    [
      ['render', 'one.yaml', '--lock', 'no.lock'],
      'revcast: no.lock: no such file: revcast lock --lock no.lock makes it\n',
    ],
    [
      ['render', 'one.yaml', '--cluster-config', 'no.yaml'],
      'revcast: no.yaml: no such file or directory\n',
    ],
    [['render', 'one.yaml', '--lock', 'empty'], 'revcast: empty: this is a directory\n'],
    [
      ['render', 'nothing.yaml'],
      'revcast: the input is empty: did the command before revcast fail?\n',
    ],
    [['render'], 'revcast: the input is empty: did the command before revcast fail?\n'],
    [['lock', 'missing.yaml'], 'revcast: missing.yaml: no such file or directory\n'],
  ])('%j cannot be read: exit code 4', async (args, stderr) => {
    put('one.yaml', service('one'));
    put('nothing.yaml', '');
    mkdirSync(join(cwd, 'empty'));
    expect(await revcast(args, { cwd })).toEqual({ status: 4, stdout: '', stderr });
  });

  test('binary data is told with its place, and even --on-error skip writes nothing', async () => {
    put('one.yaml', service('one'));
    put('image.yaml', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]));
    const args = ['render', '--on-error=skip', 'one.yaml', 'image.yaml'];
    const { status, stdout, stderr } = await revcast(args, { cwd });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('image.yaml:1:1: error RC1901: byte 0 (0x89) is not UTF-8.');
    expect(stderr).toContain('1 error; nothing is written');
  });
});

describe('findings', () => {
  test('with an error nothing is written, and the exit code is 1', async () => {
    put('a.yaml', `${service('one')}---\n${broken}`);
    const { status, stdout, stderr } = await revcast(['render', 'a.yaml'], { cwd });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(
      /^a\.yaml:29:41: error RC\d{4} Service shop\/broken spec\.template\.metadata\.annotations\["autoscaling\.knative\.dev\/target"\]: /m,
    );
    expect(stderr).toMatch(
      /^revcast: 2 Knative Services: 1 generated, 1 refused; .*nothing is written$/m,
    );
  });

  test('--on-error skip writes the rest, and the exit code stays 1', async () => {
    put('a.yaml', `${service('one')}---\n${broken}`);
    const { status, stdout } = await revcast(['render', '--on-error=skip', 'a.yaml'], { cwd });
    expect(status).toBe(1);
    expect(stdout.match(/kind: ScaledObject/g)).toHaveLength(1);
    expect(stdout).toContain(broken);
  });

  test('as JSON every line of standard error is one finding', async () => {
    put('a.yaml', broken);
    const { stderr } = await revcast(['render', '--diagnostics=json', 'a.yaml'], { cwd });
    const lines = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(line).toMatchObject({
        code: expect.stringMatching(/^RC/),
        source: { file: 'a.yaml' },
      });
    }
  });

  test('without findings nothing is said where nobody looks', async () => {
    expect((await revcast(['render'], { stdin: service('one') })).stderr).toBe('');
  });
});

describe('the lock file', () => {
  test('revcast.lock.yaml of the working directory is read, another with --lock', async () => {
    put('revcast.lock.yaml', lockWith(3));
    put('other.yaml', lockWith(7));
    const names = async (...args: string[]): Promise<string | undefined> => {
      const run = { cwd, stdin: service('one'), env: { NO_COLOR: '1' } };
      return (await revcast(['render', ...args], run)).stdout.match(/one-\d{5}$/m)?.[0];
    };
    expect(await names()).toBe('one-00004');
    expect(await names('--lock=other.yaml')).toBe('one-00008');
  });

  test('it is no manifest of a directory that is rendered', async () => {
    put('a.yaml', service('one'));
    put('revcast.lock.yaml', lockWith(3));
    const { status, stdout } = await revcast(['render', '.'], { cwd });
    expect(status).toBe(0);
    expect(stdout).not.toContain('generation: 3');
  });

  test('conflict markers in it are an error at their line, and nothing is written', async () => {
    put('revcast.lock.yaml', `<<<<<<< HEAD\n${lockWith(3)}=======\n>>>>>>> x\n`);
    const run = { cwd, stdin: service('one') };
    for (const args of [['render'], ['render', '--on-error=skip'], ['lock']]) {
      const { status, stdout, stderr } = await revcast(args, run);
      expect({ status, stdout }, args.join(' ')).toEqual({ status: 1, stdout: '' });
      expect(stderr).toMatch(/^revcast\.lock\.yaml:1:1: error RC6\d{3}/m);
    }
  });
});

describe('output', () => {
  test('a reader that has seen enough ends it quietly', async () => {
    put('many.yaml', Array.from({ length: 3000 }, (_, i) => service(`s${i}`)).join('---\n'));
    const line = `"${process.execPath}" "${builtCommand()}" render many.yaml | head -n 1`;
    const { status, stdout, stderr } = await ended('bash', ['-c', `set -o pipefail; ${line}`], {
      cwd,
    });
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: 'apiVersion: serving.knative.dev/v1\n',
      stderr: '',
    });
  });

  test('a slow reader gets everything', async () => {
    const text = Array.from({ length: 3000 }, (_, i) => service(`s${i}`)).join('---\n');
    put('many.yaml', text);
    const line = `"${process.execPath}" "${builtCommand()}" render many.yaml | (sleep 0.5; wc -c)`;
    const { stdout } = await ended('bash', ['-c', line], { cwd });
    const direct = await revcast(['render', 'many.yaml'], { cwd });
    expect(Number(stdout)).toBe(Buffer.byteLength(direct.stdout));
    expect(direct.stdout.length).toBeGreaterThan(text.length);
  });

  test.runIf(existsSync('/dev/full'))('a full disk is told: exit code 4', async () => {
    put('one.yaml', service('one'));
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [builtCommand(), 'render', 'one.yaml'], {
      cwd,
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect({ status, stderr }).toEqual({
      status: 4,
      stderr: 'revcast: standard output: no space left on the device\n',
    });
  });

  test('with --out nothing goes to standard output', async () => {
    put('one.yaml', service('one'));
    const { status, stdout } = await revcast(['render', '--out=scaling', 'one.yaml'], { cwd });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    const made = readFileSync(join(cwd, 'scaling/shop.one.scaledobject.yaml'), 'utf8');
    expect(made).toContain('name: one-00001');
  });

  test('with an error a component that is there stays as it is', async () => {
    put('one.yaml', service('one'));
    await revcast(['render', '--out=scaling', 'one.yaml'], { cwd });
    const before = readFileSync(join(cwd, 'scaling/kustomization.yaml'), 'utf8');
    put('one.yaml', broken);
    const { status } = await revcast(['render', '--out=scaling', 'one.yaml'], { cwd });
    expect(status).toBe(1);
    expect(readFileSync(join(cwd, 'scaling/kustomization.yaml'), 'utf8')).toBe(before);
    expect(existsSync(join(cwd, 'scaling/shop.one.scaledobject.yaml'))).toBe(true);
  });

  test('a directory that cannot be made is told: exit code 4', async () => {
    put('one.yaml', service('one'));
    const args = ['render', '--out=one.yaml/x', 'one.yaml'];
    expect(await revcast(args, { cwd })).toEqual({
      status: 4,
      stdout: '',
      stderr: 'revcast: one.yaml/x: part of the path is not a directory\n',
    });
  });
});
