import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findProgram } from '../support/programs.ts';
import { builtCommand, type Ended, ended, revcast } from '../support/revcast.ts';

const service = (name: string, target = '70'): string => `---
# Source: shop/templates/${name}.yaml
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: ${name}
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/class: hpa.autoscaling.knative.dev
        autoscaling.knative.dev/target: "${target}"
    spec:
      containers:
        - image: example.com/${name}
          resources: { requests: { cpu: 100m } }
`;
const settings = '---\n# Source: shop/templates/settings.yaml\nkind: ConfigMap  # odd:   spacing\n';
const faulty = service('web', 'many');

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'revcast-post-render-'));
});

afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

function postRender(
  stdin: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return revcast(['post-render', ...args], { cwd, stdin, env });
}

describe('what Helm gets back', () => {
  test('what came, then a ScaledObject for each Service', async () => {
    const input = `${service('web')}${settings}${service('jobs')}${settings}`;
    const { status, stdout, stderr } = await postRender(input);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.startsWith(input)).toBe(true);
    const generated = stdout.slice(input.length);
    expect(generated.match(/^---\n|^kind: .*|^ {2}name: .*/gm)).toEqual([
      '---\n',
      'kind: ScaledObject',
      '  name: web-00001',
      '---\n',
      'kind: ScaledObject',
      '  name: jobs-00001',
    ]);
    expect(generated.match(/helm\.sh.*/g)).toEqual(Array(2).fill('helm.sh/resource-policy: keep'));
  });

  test('post-rendering it again changes nothing', async () => {
    const { stdout } = await postRender(`${service('web')}${settings}`);
    expect((await postRender(stdout)).stdout).toBe(stdout);
  });

  test('without Services what came, byte for byte', async () => {
    const input = `${settings}\r\n---\n# nothing\n---\n{"kind": "List"}`;
    expect(await postRender(input)).toEqual({ status: 0, stdout: input, stderr: '' });
  });

  // Helm 4 takes a post-renderer that prints nothing for one that failed.
  test.each([
    ['nothing', '', []],
    ['blank lines', '\n \n', []],
    ['a half that is empty', settings, ['--split=scaledobjects']],
  ])('a comment instead of %s', async (_, input, args) => {
    const { status, stdout } = await postRender(input, args);
    expect({ status, lines: stdout.trim() }).toEqual({ status: 0, lines: '# no manifests' });
  });

  test('nothing when a Service is faulty', async () => {
    const { status, stdout, stderr } = await postRender(`${settings}${faulty}`);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(
      /^<stdin>:15:41: error RC2107 Service web \(shop\/templates\/web\.yaml\)/,
    );
    expect(stderr).toContain(
      'revcast: 1 Knative Service: 1 refused; 1 error; nothing is written\n',
    );
  });

  test('annotations for another host, or none, when asked', async () => {
    const argocd = await postRender(service('web'), ['--host=argocd']);
    expect(argocd.stdout).toContain('argocd.argoproj.io/sync-options: Prune=false');
    const none = await postRender(service('web'), ['--old-revisions=prune']);
    expect(`${argocd.stdout}${none.stdout}`).not.toContain('helm.sh');
  });
});

describe('wrong usage', () => {
  test.each([
    [['web.yaml'], 'manifests come from Helm, and not from web.yaml: revcast render takes a PATH'],
    [['post-render'], "post-render is there twice: Helm 4's plugin says it by itself"],
    [['--format=json'], 'unknown flag --format'],
    [['--predict=live'], 'unknown flag --predict'],
  ])('%j', async (args, message) => {
    const { status, stdout, stderr } = await postRender(service('web'), args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`revcast post-render: ${message}`);
  });
});

describe('the log', () => {
  const logged = (): string => readFileSync(join(cwd, 'revcast.log'), 'utf8');
  const head = (exitCode: number): RegExp =>
    new RegExp(
      String.raw`^# \d{4}-\d\d-\d\dT[\d:.]+Z revcast post-render: exit code ${exitCode}\n`,
    );

  test('has what standard error has, run by run', async () => {
    const first = await postRender(faulty, ['--log-file=revcast.log']);
    expect(logged()).toMatch(head(1));
    expect(logged().replace(head(1), '')).toBe(first.stderr);
    const before = logged();
    const second = await postRender(service('web'), ['--log-file', 'revcast.log', '--lock=no']);
    expect(second.status).toBe(4);
    expect(logged().startsWith(before)).toBe(true);
    expect(logged().slice(before.length)).toMatch(head(4));
    expect(logged().endsWith(second.stderr)).toBe(true);
  });

  test('has warnings, too, and no word about what is fine', async () => {
    expect((await postRender(service('web'), ['--log-file=revcast.log'])).status).toBe(0);
    expect(logged()).toBe('');
    const warned = service('web').replace('requests:', 'limits:').replace('cpu:', 'memory:');
    expect((await postRender(warned, ['--log-file=revcast.log'])).status).toBe(0);
    expect(logged()).toMatch(head(0));
    expect(logged()).toContain(': warning RC');
  });

  test.each([
    ['a flag', ['--bogus', '--log-file', 'revcast.log'], {}],
    ['the environment', ['--bogus'], { REVCAST_LOG_FILE: 'revcast.log' }],
  ])('has wrong usage, when it is named by %s', async (_, args, env) => {
    const { status, stderr } = await postRender(service('web'), args, env);
    expect(status).toBe(2);
    expect(logged().replace(head(2), '')).toBe(stderr);
  });

  test('has nothing but JSON when findings are JSON', async () => {
    const args = ['--log-file=revcast.log', '--diagnostics=json'];
    const { stderr } = await postRender(faulty, args);
    await postRender(faulty, args);
    expect(logged()).toBe(stderr.repeat(2));
    for (const line of logged().trimEnd().split('\n')) {
      expect(JSON.parse(line)).toMatchObject({ code: 'RC2107', origin: 'shop/templates/web.yaml' });
    }
  });

  test('that cannot be written is an error before anything is', async () => {
    const { status, stdout, stderr } = await postRender(service('web'), ['--log-file=no/log']);
    expect({ status, stdout, stderr }).toEqual({
      status: 4,
      stdout: '',
      stderr: 'revcast: no/log: no such file or directory\n',
    });
  });
});

const script = findProgram('script') ?? '';

describe.skipIf(script === '')('on a terminal (needs the program script)', () => {
  /** What a terminal shows of a plugin whose standard error is caught, as Helm 4 does it. */
  async function shown(stdin: string, args = '', plugin = 'revcast'): Promise<string> {
    writeFileSync(join(cwd, 'in'), stdin);
    const command = `"${process.execPath}" "${builtCommand()}" post-render ${args}`;
    const caught = `${command} <in >out 2>err; true`;
    const env = { HELM_PLUGIN_NAME: plugin };
    const { stdout } = await ended(script, ['-qec', caught, '/dev/null'], { cwd, env });
    return stdout.replaceAll('\r\n', '\n');
  }

  test('Helm 4 shows no error of a plugin: it is told on the terminal', async () => {
    const error = await shown(faulty);
    expect(error).toContain('error RC2107');
    expect(error).toBe(readFileSync(join(cwd, 'err'), 'utf8'));
    expect(await shown(faulty, '--bogus')).toContain('unknown flag --bogus');
    expect(await shown(faulty, '--log-file no/log')).toContain('no/log: no such file');
  });

  test('unless nothing is wrong, a file was named for it, or Helm shows it', async () => {
    expect(await shown(service('web'))).toBe('');
    expect(await shown(faulty, '--log-file revcast.log')).toBe('');
    expect(await shown(faulty, '', 'secrets')).toBe('');
  });
});
