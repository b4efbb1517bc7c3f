import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { type Helm, type HelmFolder, helmFolder, helms, missingHelms } from '../support/helm.ts';

const service = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: {{ .Release.Name }}-web
  annotations:
    helm.sh/resource-policy: keep
spec:
  template:
    metadata:
      annotations:
        helm.sh/hook-weight: "1"
        autoscaling.knative.dev/class: hpa.autoscaling.knative.dev
        autoscaling.knative.dev/target: {{ .Values.target | quote }}
    spec:
      containers:
        - image: example.com/web
          env:
            - name: GREETING
              value: {{ .Values.greeting | quote }}
          resources: { requests: { cpu: 100m } }
`;
const hook = `apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
  annotations: { "helm.sh/hook": "pre-install,pre-upgrade" }
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: migrate, image: example.com/migrate }]
`;
const config = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}   # of the shop
data:
  on: "yes"
  text: |
    a: {{ .Values.greeting }}
`;
/** What YAML and shells could read as something else. */
const greeting = `it's "100%", yes: no, {a} [b] #c & *d \\ $HOME\ttab 漢字 🎉`;
const values = `target: 70\ngreeting: ${JSON.stringify(greeting)}\n`;

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Record<string, string> };
  // biome-ignore lint/suspicious/noExplicitAny: each kind has fields of its own.
  readonly spec?: any;
}

function objectsIn(text: string): Manifest[] {
  return parseAllDocuments(text, { version: '1.1' }).flatMap((document) => document.toJS() ?? []);
}

const lacking = missingHelms.map((name) => `${name} is not here`).join(', ');

describe.skipIf(lacking !== '').each(helms)(`helm template: $name ${lacking}`, (helm: Helm) => {
  let place: HelmFolder;

  beforeAll(async () => {
    place = await helmFolder(helm);
    const templates = { 'values.yaml': values, 'templates/hook.yaml': hook };
    place.chart('shop', { ...templates, 'templates/web.yaml': service });
    place.chart('plain', { ...templates, 'templates/settings.yaml': config });
    place.chart('nothing', { 'templates/never.yaml': '{{ if false }}a: b{{ end }}\n' });
  });
  afterAll(() => place.remove());

  const template = async (chart: string, ...args: readonly string[]): Promise<Manifest[]> => {
    const { status, stdout, stderr } = await place.run(['template', 'rel', chart, ...args]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return objectsIn(stdout);
  };

  test('a Service gets a ScaledObject, and all else stays, hooks too', async () => {
    const before = await template('shop');
    const after = await template('shop', ...helm.postRender());
    const made = after.filter(({ kind }) => kind === 'ScaledObject');
    expect(after.filter((object) => !made.includes(object))).toEqual(before);
    expect(before.map(({ kind }) => kind).sort()).toEqual(['Job', 'Service']);
    expect(made).toMatchObject([
      {
        metadata: { name: 'rel-web-00001' },
        spec: { scaleTargetRef: { name: 'rel-web-00001-deployment' } },
      },
    ]);
    const helms = Object.entries(made[0]?.metadata.annotations ?? {}).filter(([key]) =>
      key.includes('helm.sh'),
    );
    expect(helms).toEqual([['helm.sh/resource-policy', 'keep']]);
  });

  test('special characters survive', async () => {
    const objects = await template('shop', ...helm.postRender());
    const web = objects.find(({ kind }) => kind === 'Service');
    expect(web?.spec.template.spec.containers[0].env[0].value).toBe(greeting);
    const plain = await template('plain', ...helm.postRender('--namespace=a b"$c'));
    expect(plain).toEqual(await template('plain'));
  });

  test('a chart without Services stays as it is', async () => {
    expect(await template('plain', ...helm.postRender())).toEqual(await template('plain'));
  });

  test('a chart that renders nothing is none that fails', async () => {
    expect(await template('nothing', ...helm.postRender())).toEqual([]);
  });

  test('of a faulty Service nothing is rendered, and the log tells why', async () => {
    const flags = helm.postRender('--log-file=revcast.log');
    const { status, stdout, stderr } = await place.run([
      'template',
      'rel',
      'shop',
      '--set=target=many',
      ...flags,
    ]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('Error: error while running post render on files: ');
    const logged = readFileSync(join(place.cwd, 'revcast.log'), 'utf8');
    const finding = / error RC2107 Service rel-web \(shop\/templates\/web\.yaml\) .*"many"/;
    expect(logged).toMatch(finding);
    if (helm.program === 'helm') expect(stderr).toMatch(finding);
    // Helm 4 drops what its plugins tell. Should that change, the log file is no longer needed.
    else expect(stderr).not.toContain('RC2107');
  });

  test('flags reach revcast, and so do variables', async () => {
    const flags = helm.postRender('--revision-names=pin', '--old-revisions=prune');
    const [made] = (await template('shop', ...flags)).filter(({ kind }) => kind === 'ScaledObject');
    expect(made?.metadata.name).toMatch(/^rel-web-[a-z]{10}$/);
    expect(JSON.stringify(made?.metadata)).not.toContain('helm.sh');
    const env = { REVCAST_SPLIT: 'services' };
    const run = await place.run(['template', 'rel', 'shop', ...helm.postRender()], env);
    expect(run.stdout).not.toContain('ScaledObject');
  });
});

describe.skipIf(lacking !== '')(`the plugin of Helm 4 ${lacking}`, () => {
  const [, helm4] = helms;
  let place: HelmFolder;

  beforeAll(async () => {
    if (helm4 === undefined) throw new Error('there is no Helm 4');
    place = await helmFolder(helm4);
  });
  afterAll(() => place.remove());

  test('is installed from the folder helm, with the version of the package', async () => {
    const { stdout } = await place.run(['plugin', 'list']);
    const version = packageJson.version.replaceAll('.', '\\.');
    expect(stdout).toMatch(new RegExp(`^revcast\\s+${version}\\s+postrenderer/v1\\s+v1\\s`, 'm'));
  });

  test('hooks pass through it: one that is a Service gets a ScaledObject, and a warning', async () => {
    const smoke = service.replace('resource-policy: keep', 'hook: post-install');
    place.chart('hooks', { 'values.yaml': values, 'templates/smoke.yaml': smoke });
    const flags = ['--post-renderer=revcast', '--post-renderer-args=--log-file=revcast.log'];
    const { stdout } = await place.run(['template', 'rel', 'hooks', ...flags]);
    const objects = objectsIn(stdout);
    expect(objects.map(({ kind }) => kind)).toEqual(['ScaledObject', 'Service']);
    expect(objects[0]?.metadata.annotations).not.toHaveProperty('helm.sh/hook');
    const logged = readFileSync(join(place.cwd, 'revcast.log'), 'utf8');
    expect(logged).toContain('warning RC5016 Service rel-web (hooks/templates/smoke.yaml)');
  });
});
