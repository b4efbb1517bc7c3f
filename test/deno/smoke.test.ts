import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readCases } from '../support/cases.ts';
import { onDeno, permissions } from '../support/deno.ts';
import { findProgram } from '../support/programs.ts';
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

describe("what hosts run, with the README's permissions", () => {
  const good = readFileSync('examples/cpu/input.yaml');
  const bad = readFileSync('test/cases/every mistake is told/input.yaml');
  const list = (spec: object, items = '[]'): string =>
    `{kind: ResourceList, functionConfig: {apiVersion: revcast.dev/v1alpha1, kind: Render, spec: ${JSON.stringify(spec)}}, items: ${items}}`;

  test.each([
    ['items', list({ host: 'flux' }, JSON.stringify([parse(String(good))]))],
    ['a bad functionConfig', list({ hots: 'flux' })],
    ['no list', String(good)],
  ])('revcast krm: %s', async (_, stdin) => {
    expect(await onDeno(main, ['krm'], permissions(), { stdin })).toEqual(
      await revcast(['krm'], { stdin }),
    );
  });

  test.each([
    ['a good manifest', good],
    ['a bad one', bad],
  ])('revcast post-render: %s', async (_, stdin) => {
    const allowed = [...permissions(), '--allow-env=HELM_PLUGIN_NAME'];
    expect(await onDeno(main, ['post-render'], allowed, { stdin })).toEqual(
      await revcast(['post-render'], { stdin }),
    );
  });

  const generate = ['argocd', 'generate'];

  test.each([
    ['its parameters', 'examples/cpu', ['argocd', 'parameters']],
    ['a folder', 'examples/cpu', generate],
    [
      'a folder with folders',
      'examples/kustomize',
      [...generate, '--directory-recurse', '--directory-include=*/check*.yaml'],
    ],
  ])('revcast argocd: %s', async (_, cwd, args) => {
    await sameOnArgocd(cwd, args);
  });

  for (const [program, cwd] of [
    ['kustomize', 'examples/kustomize/base'],
    ['helm', 'examples/helm'],
  ] as const) {
    const lacks = findProgram(program) === undefined;
    test.skipIf(lacks)(`revcast argocd: ${cwd} (needs ${program})`, async () => {
      await sameOnArgocd(cwd, generate);
    });
  }

  async function sameOnArgocd(cwd: string, args: readonly string[]): Promise<void> {
    const run = { cwd, env: { ARGOCD_APP_NAME: 'shop', TMPDIR: '/tmp' } };
    const deno = await onDeno(main, args, permissions('argocd'), run);
    expect(deno).toEqual(await revcast(args, run));
    expect(deno).toMatchObject({ status: 0, stdout: expect.stringMatching(/scale/i) });
  }
});
