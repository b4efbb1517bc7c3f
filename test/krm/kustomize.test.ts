import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { userFolder } from '../support/pages.ts';
import { findProgram } from '../support/programs.ts';
import { type Ended, ended } from '../support/revcast.ts';

const kustomize = findProgram('kustomize');
const overlay = 'examples/kustomize/overlay';
const kubectl = findProgram('kubectl');
const plugins = ['--enable-alpha-plugins', '--enable-exec'];

let user: ReturnType<typeof userFolder>;

beforeAll(() => {
  user = userFolder();
});

afterAll(() => {
  rmSync(user.cwd, { recursive: true, force: true });
});

async function build(folder: string, flags: readonly string[] = plugins, env = {}): Promise<Ended> {
  const at = { cwd: user.cwd, env: { ...user.env, ...env } };
  return await ended(kustomize ?? 'kustomize', ['build', ...flags, folder], at);
}

/** Puts files into a folder of their own, which is gone after the test. */
function put(files: Readonly<Record<string, string>>): string {
  const folder = 'own';
  for (const [name, text] of Object.entries(files)) {
    const path = join(user.cwd, folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  onTestFinished(() => rmSync(join(user.cwd, folder), { recursive: true }));
  return folder;
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Record<string, string> };
  // biome-ignore lint/suspicious/noExplicitAny: each kind has fields of its own.
  readonly [field: string]: any;
}

function objects({ stdout }: Ended): Manifest[] {
  return parseAllDocuments(stdout).map((document) => document.toJSON());
}

function of(kind: string, result: Ended): Manifest[] {
  return objects(result).filter((object) => object.kind === kind);
}

const web = `apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: web, namespace: team}
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/class: hpa.autoscaling.knative.dev
    spec:
      containers:
      - image: registry.example.com/web:1
        resources: {requests: {cpu: 100m}}
        env: [{name: A, valueFrom: {secretKeyRef: {name: token, key: a}}}]
`;

function transformer(exec: string, spec = '{}'): string {
  return `apiVersion: revcast.dev/v1alpha1
kind: Render
metadata:
  name: x
  annotations:
    config.kubernetes.io/function: |
      exec: ${exec}
spec: ${spec}
`;
}

const revcastKrm = '{path: revcast, args: [krm]}';

describe.skipIf(kustomize === undefined)('kustomize (skipped: it is not found)', () => {
  test('builds the example, with a ScaledObject for what the overlay makes of the Service', async () => {
    const result = await build('examples/kustomize/overlay');
    expect(result).toMatchObject({ status: 0, stderr: '' });
    const [service] = of('Service', result);
    expect(service?.spec.template.spec.containers[0].image).toBe('ghcr.io/example/checkout:1.1.0');
    expect(of('ScaledObject', result)).toMatchObject([
      { metadata: { name: 'checkout-00001', namespace: 'shop' }, spec: { minReplicaCount: 2 } },
    ]);
    expect(objects(result)).toHaveLength(2);
  });

  test('gets back as it was what revcast has no reason to change', async () => {
    const odd = `apiVersion: example.com/v1
kind: Odd
metadata: {name: odd, annotations: {a: "1e3"}}
spec:
  numbers: [1e3, 0x1F, 12345678901234567890, 0.10, 012, 1_000, -0.0]
  words: [yes, "yes", on, ~, null, '', "~", y]
  times: [2024-01-01, 12:30, "12:30"]
  binary: !!binary aGVsbG8=
  text: |+
    a
      b

  folded: >-
    a
    b
  anchor: &x {a: 1}
  alias: *x
  quotes: ["a\\tb", 'c''d', "\\u00e9\\U0001F600"]
`;
    const folder = put({
      'kustomization.yaml': 'resources: [web.yaml, odd.yaml]\ntransformers: [fn.yaml]\n',
      'plain/kustomization.yaml': 'resources: [web.yaml, odd.yaml]\n',
      'fn.yaml': transformer(revcastKrm),
      'web.yaml': web,
      'odd.yaml': odd,
      'plain/web.yaml': web,
      'plain/odd.yaml': odd,
    });
    const plain = await build(`${folder}/plain`);
    const { stdout } = await build(folder);
    const [before, scaledObject] = stdout.split('---\napiVersion: keda.sh');
    expect(before).toBe(plain.stdout);
    expect(scaledObject).toContain('name: web-00001');
  });

  test('shows what is wrong with a Service, and builds nothing', async () => {
    const bad = web.replace(
      'class: hpa',
      'min-scale: many\n        autoscaling.knative.dev/class: hpa',
    );
    const folder = put({
      'kustomization.yaml': 'resources: [web.yaml]\ntransformers: [fn.yaml]\n',
      'fn.yaml': transformer(revcastKrm),
      'web.yaml': bad,
    });
    const { status, stdout, stderr } = await build(folder);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(
        /^error RC2101 Service team\/web spec\.template\.metadata\..* is "many", /,
      ),
      'revcast: 1 Knative Service: 1 refused; 1 error; no item is changed',
      expect.stringMatching(/^Error: couldn't execute function: exit status 1/),
      '',
    ]);
  });

  test('looks for the function and its files beside the kustomization.yaml', async () => {
    const folder = put({
      'outer/kustomization.yaml': 'resources: [../inner]\n',
      'inner/kustomization.yaml': 'resources: [web.yaml]\ntransformers: [fn/fn.yaml]\n',
      'inner/fn/fn.yaml': transformer('{path: ./bin/run}', '{clusterConfig: [cluster.yaml]}'),
      'inner/web.yaml': web,
      'inner/bin/run': '#!/bin/sh\nexec revcast krm\n',
      'inner/cluster.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config-autoscaler, namespace: knative-serving}\ndata: {min-scale: "3"}\n',
    });
    chmodSync(join(user.cwd, folder, 'inner/bin/run'), 0o755);
    const lock = join(user.cwd, folder, 'inner/revcast.lock.yaml');
    const args = ['lock', `--lock=${lock}`, join(user.cwd, folder, 'inner/web.yaml')];
    await ended('revcast', args, { cwd: user.cwd, env: user.env });
    expect(of('ScaledObject', await build(`${folder}/outer`))).toMatchObject([
      {
        spec: { minReplicaCount: 3 },
        metadata: { annotations: { 'revcast.dev/prediction': 'lock' } },
      },
    ]);
  });

  test('replaces what an earlier build made', async () => {
    const old = `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: web-00007
  namespace: team
  labels: {app.kubernetes.io/managed-by: revcast, serving.knative.dev/configuration: web}
spec: {scaleTargetRef: {name: web-00007-deployment}, triggers: []}
`;
    const folder = put({
      'kustomization.yaml': 'resources: [old.yaml, web.yaml]\ntransformers: [fn.yaml]\n',
      'fn.yaml': transformer(revcastKrm),
      'web.yaml': web,
      'old.yaml': old,
    });
    const made = of('ScaledObject', await build(folder));
    expect(made.map(({ metadata }) => metadata.name)).toEqual(['web-00001']);
  });

  test('starts a container as docker is asked to', async () => {
    const docker = join(user.cwd, '.bin', 'docker');
    writeFileSync(docker, `#!/bin/sh\necho "$@" >${user.cwd}/asked\nexec revcast krm\n`);
    chmodSync(docker, 0o755);
    onTestFinished(() => rmSync(docker));
    const result = await build('examples/kustomize/container', ['--enable-alpha-plugins']);
    expect(result).toMatchObject({ status: 0, stderr: '' });
    expect(of('ScaledObject', result)).toHaveLength(1);
    const asked = readFileSync(join(user.cwd, 'asked'), 'utf8');
    expect(asked).toMatch(
      /^run --rm -i .*--network none --user nobody .* ghcr\.io\/revcast\/revcast:\S+\n$/,
    );
    expect(asked).toContain(
      `source=${join(user.cwd, 'examples/kustomize/container')},target=/work,readonly`,
    );
  });

  test('skips the function without a word unless it may run programs', async () => {
    const folder = put({
      'kustomization.yaml': 'resources: [web.yaml]\ntransformers: [fn.yaml]\n',
      'fn.yaml': transformer(revcastKrm),
      'web.yaml': web,
    });
    const result = await build(folder, ['--enable-alpha-plugins']);
    expect(result).toMatchObject({ status: 0, stderr: '' });
    expect(objects(result).map(({ kind }) => kind)).toEqual(['Service']);
  });

  describe('gives names their hashes after all transformers', () => {
    const files = {
      'base/kustomization.yaml':
        'resources: [web.yaml]\nsecretGenerator: [{name: token, namespace: team, literals: [a=b]}]\n',
      'base/web.yaml': web,
      'inner/kustomization.yaml': 'resources: [../base]\ntransformers: [fn.yaml]\n',
      'inner/fn.yaml': transformer(revcastKrm),
      'outer/kustomization.yaml': 'resources: [../base]\ntransformers: [fn.yaml]\n',
      'outer/fn.yaml': transformer(revcastKrm),
      'around/kustomization.yaml': 'resources: [../outer]\n',
    };

    test.each(['inner', 'around'])('and revcast says so (%s)', async (name) => {
      const result = await build(`${put(files)}/${name}`);
      expect(result.stderr).toMatch(
        /^warning RC6026 Service team\/web .*secretKeyRef\.name: kustomize gives Secret token its final name after/,
      );
      const [service] = of('Service', result);
      const { name: secret } =
        service?.spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef ?? {};
      expect(secret).toMatch(/^token-\w{10}$/);
    });

    test.each<[string, string, number]>([
      ['as it does with prefixes', 'namePrefix: p-\n', 1],
      ['but not where it adds nothing', '', 0],
    ])('%s', async (_, more, warnings) => {
      const folder = put({
        ...files,
        'base/kustomization.yaml': `${files['base/kustomization.yaml']}generatorOptions: {disableNameSuffixHash: true}\n`,
        'inner/kustomization.yaml': `${files['inner/kustomization.yaml']}${more}`,
      });
      const { status, stderr } = await build(`${folder}/inner`);
      expect(status).toBe(0);
      expect(stderr.match(/RC6026/g) ?? []).toHaveLength(warnings);
    });

    test('and the template that revcast saw in a pipe is another one', async () => {
      const folder = put(files);
      const hashIn = (result: Ended): unknown =>
        of('ScaledObject', result)[0]?.metadata.annotations?.['revcast.dev/template-hash'];
      const inside = hashIn(await build(`${folder}/inner`));
      const { stdout } = await build(`${folder}/base`);
      const at = { cwd: user.cwd, env: user.env, stdin: stdout };
      const piped = hashIn(await ended('revcast', ['render'], at));
      expect(piped).toMatch(/^[0-9a-f]{16}$/);
      expect(inside).toMatch(/^[0-9a-f]{16}$/);
      expect(inside).not.toBe(piped);
    });
  });
});

describe.skipIf(kubectl === undefined)('kubectl kustomize (skipped: kubectl is not found)', () => {
  test('refuses functions', async () => {
    const result = await ended('kubectl', ['kustomize', overlay], { cwd: user.cwd, env: user.env });
    expect(result.status).toBe(1);
    expect(of('ScaledObject', result)).toEqual([]);
  });

  test('skips them when they are allowed', async () => {
    const args = ['kustomize', '--enable-alpha-plugins', overlay];
    const result = await ended('kubectl', args, { cwd: user.cwd, env: user.env });
    // The kustomize inside of an older kubectl knows no `args` of a function.
    expect(result.stderr.replace(/.*unknown field .{1,3}args.*/s, 'older')).toMatch(/^(older)?$/);
    expect(of('ScaledObject', result)).toEqual([]);
  });
});
