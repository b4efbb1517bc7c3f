import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { deno, permissions } from '../support/deno.ts';
import { type Ended, ended } from '../support/revcast.ts';

let folder: string;
let files: string[];
const input = resolve('examples/quickstart/input.yaml');

/** Packs a copy of the project, and installs the tarball into an empty folder. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'revcast-package-'));
  const env = { NPM_CONFIG_LOGLEVEL: 'error', NPM_CONFIG_AUDIT: 'false', NPM_CONFIG_FUND: 'false' };
  const pack = ['pack', '--json', '--pack-destination', folder];
  const packed = await ended('npm', pack, { env });
  expect(packed.status, packed.stderr).toBe(0);
  const [{ filename, files: listed }] = JSON.parse(
    packed.stdout.slice(packed.stdout.indexOf('[\n')),
  );
  files = listed.map(({ path }: { path: string }) => path);
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  const install = ['install', '--prefer-offline', join(folder, filename)];
  const installed = await ended('npm', install, { cwd: folder, env });
  expect(installed.status, installed.stderr).toBe(0);
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(program: string, ...args: string[]): Promise<Ended> {
  return ended(program, args, { cwd: folder });
}

test('the package holds what is used, and nothing else', () => {
  const tops = new Set(files.map((path) => path.split('/')[0]));
  expect([...tops].sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist',
    'helm',
    'kustomize',
    'package.json',
    'plugin.yaml',
    'schema',
    'src',
  ]);
  expect(files).toContain('dist/main.cjs');
  expect(files).toContain('dist/LICENSES.txt');
  expect(files).toContain('dist/index.js');
  expect(files).toContain('dist/types/index.d.ts');
});

describe('installed into an empty folder', () => {
  test('the command renders', async () => {
    const { status, stdout } = await run('npx', '--no-install', 'revcast', 'render', input);
    expect(status).toBe(0);
    expect(stdout.startsWith(readFileSync(input, 'utf8'))).toBe(true);
    expect(stdout).toContain('name: hello-00001\n');
  });

  test('globs work, though their library is a part of the bundle that is loaded late', async () => {
    const glob = resolve('examples/quickstart/in*.yaml');
    expect((await run('npx', '--no-install', 'revcast', 'render', glob)).status).toBe(0);
  });

  test('the command renders on Deno, without the variables that the sources need', async () => {
    const allowed = permissions().map((each) => each.replace(/,LOG_.*/, ''));
    const args = ['run', '--no-prompt', ...allowed, 'node_modules/revcast/dist/main.cjs'];
    const { status, stdout } = await run(deno, ...args, 'render', input);
    expect(status).toBe(0);
    expect(stdout).toContain('name: hello-00001\n');
  });

  const program = `
    import { render } from 'revcast';
    const text = ${JSON.stringify(readFileSync(input, 'utf8'))};
    const { output, findings } = render([{ name: 'a.yaml', text }], { host: 'argocd' });
    console.log(output.join('').match(/name: (hello-\\d{5})$/m)?.[1], findings.length);
  `;

  test('the library can be imported on Node and on Deno', async () => {
    writeFileSync(join(folder, 'use.js'), program);
    const node = await run(process.execPath, 'use.js');
    expect(node).toEqual({ status: 0, stdout: 'hello-00001 0\n', stderr: '' });
    const onDeno = await run(
      deno,
      'run',
      '--no-prompt',
      '--allow-env=LOG_STREAM,LOG_TOKENS',
      'use.js',
    );
    expect(onDeno.stdout).toBe(node.stdout);
  });

  test.each(['nodenext', 'bundler'])('its types work with %s resolution', async (resolution) => {
    const options = {
      strict: true,
      noEmit: true,
      target: 'es2022',
      lib: ['es2022', 'dom'],
      types: [],
      module: resolution === 'bundler' ? 'esnext' : resolution,
      moduleResolution: resolution,
    };
    const project = join(folder, resolution);
    mkdirSync(project);
    writeFileSync(
      join(project, 'use.ts'),
      `${program}
      import type { Finding, Settings } from 'revcast';
      export const settings: Partial<Settings> = { format: 'tf' };
      export const severity = (finding: Finding): 'error' | 'warning' | 'info' => finding.severity;
      // @ts-expect-error: there is no such format
      render([], { format: 'xml' });
    `,
    );
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
    writeFileSync(join(project, 'package.json'), '{"type": "module"}');
    const tsc = resolve('node_modules/typescript/bin/tsc');
    expect(await run(process.execPath, tsc, '-p', resolution)).toMatchObject({
      status: 0,
      stdout: '',
    });
  });
});

test("plugin.yaml's command renders an Application's folder, into its namespace", async () => {
  const { spec } = parse(readFileSync('plugin.yaml', 'utf8'));
  const [program, ...args] = spec.generate.command;
  const application = join(folder, 'application');
  mkdirSync(application);
  const text = readFileSync(input, 'utf8').replace(/^ {2}namespace: .*\n/m, '');
  writeFileSync(join(application, 'service.yaml'), text);
  const PATH = `${join(folder, 'node_modules/.bin')}:${process.env.PATH}`;
  for (const ARGOCD_APP_NAMESPACE of ['prod', '']) {
    const env = { PATH, ARGOCD_APP_NAMESPACE };
    const { status, stdout, stderr } = await ended(program, args, { cwd: application, env });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('argocd.argoproj.io/sync-options: Prune=false');
  }
});
