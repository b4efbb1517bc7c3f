import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCases } from '../support/cases.ts';
import { onDeno, permissions } from '../support/deno.ts';
import { revcast } from '../support/revcast.ts';

const main = resolve('src/main.ts');
describe('Deno on the sources and Node on the bundle agree, with the permissions of the README', () => {
  test.each(readCases())('$folder', async ({ folder, input, args: flags }) => {
    const args = ['render', ...flags, input];
    const run = { cwd: folder };
    const [node, deno] = await Promise.all([
      revcast(args, run),
      onDeno(main, args, permissions(), run),
    ]);
    expect(deno).toEqual(node);
  });

  test.each([
    [['render', '-']],
    [['render', 'missing.yaml']],
    [['render', '--formt=json']],
    [['render', '--diagnostics=json', '../test/cases/every mistake is told']],
    [['lock', '--check', 'quickstart/input.yaml']],
    [['help', 'lock']],
    [['version']],
  ])('%j', async (args) => {
    const run = { cwd: 'examples', stdin: readFileSync('examples/cpu/input.yaml') };
    expect(await onDeno(main, args, permissions(), run)).toEqual(await revcast(args, run));
  });
});

describe('what needs more permissions', () => {
  const glob = ['render', '--only-generated', '*/input.yaml'];

  test('globs: --allow-sys=cpus', async () => {
    const run = { cwd: 'examples' };
    const allowed = [...permissions(), '--allow-sys=cpus'];
    expect(await onDeno(main, glob, allowed, run)).toEqual(await revcast(glob, run));
  });

  test('without it the message says so: exit code 4, and no stack trace', async () => {
    const { status, stdout, stderr } = await onDeno(main, glob, permissions(), { cwd: 'examples' });
    expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
    expect(stderr).toMatch(/^revcast: \*\/input\.yaml: .*--allow-sys.*\n$/);
  });

  test.each([
    ['environment', ['--allow-read'], '--allow-env'],
    ['files', permissions().filter((each) => each !== '--allow-read'), '--allow-read'],
  ])('without the %s the message says so', async (_, allowed, flag) => {
    const args = ['render', 'cpu/input.yaml'];
    const { status, stdout, stderr } = await onDeno(main, args, allowed, { cwd: 'examples' });
    expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toEqual(
      stderr.match(/^revcast: .*, run again with the --allow-\w+ flag$/gm),
    );
    expect(stderr).toContain(flag);
  });

  test('a lock file and a component: --allow-write', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'revcast-deno-'));
    const input = resolve('examples/cpu/input.yaml');
    const allowed = [...permissions(), `--allow-write=${cwd}`];
    try {
      expect((await onDeno(main, ['lock', input], allowed, { cwd })).status).toBe(0);
      expect((await onDeno(main, ['render', '--out=out', input], allowed, { cwd })).status).toBe(0);
      expect(readdirSync(cwd).sort()).toEqual(['out', 'revcast.lock.yaml']);
      const refused = await onDeno(main, ['lock', '--lock=x.yaml', input], permissions(), { cwd });
      expect(refused.status).toBe(4);
      expect(refused.stderr).toContain('--allow-write');
    } finally {
      rmSync(cwd, { recursive: true, force: true });
    }
  });
});
