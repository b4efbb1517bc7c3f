import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { assets, skipped } from '../support/cluster.ts';
import { type Kind, made, pathOf } from '../support/cluster-knative.ts';
import { until } from '../support/cluster-programs.ts';
import { sharedCluster } from '../support/cluster-shared.ts';
import { type Helm, type HelmFolder, helmFolder, helms, missingHelms } from '../support/helm.ts';
import { blocksOf } from '../support/pages.ts';
import type { Ended } from '../support/revcast.ts';

const service = (name: string): string => `---
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: ${name}
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/class: hpa.autoscaling.knative.dev
        autoscaling.knative.dev/target: {{ .Values.target | quote }}
    spec:
      containers:
        - image: example.com/${name}:{{ .Values.tag }}
          resources: { requests: { cpu: 100m } }
`;
const config = (name: string, annotations = '{}'): string => `---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, annotations: ${annotations} }
data: { tag: "{{ .Values.tag }}" }
`;
const values = 'target: 70\ntag: 1\n';
const hook = config('migrate', '{ helm.sh/hook: "pre-install,pre-upgrade" }');

interface Live {
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly template?: { readonly spec: { readonly containers: readonly { image: string }[] } };
  };
}

const lacking = missingHelms.map((name) => `; ${name} is not here`).join('');
const isSkipped = assets === undefined || lacking !== '';
const title = `$name and a cluster (${skipped}${lacking})`;

describe.skipIf(isSkipped).each(helms)(title, (helm: Helm) => {
  const isHelm3 = helm.program === 'helm';
  const pinned = helm.postRender('--revision-names=pin');
  let place: HelmFolder;

  beforeAll(async () => {
    place = await helmFolder(helm, { KUBECONFIG: sharedCluster().kubeconfig });
    const files = { 'values.yaml': values, 'templates/hook.yaml': hook };
    const web = service('web');
    place.chart('shop', { ...files, 'templates/web.yaml': web });
    place.chart('two', { ...files, 'templates/web.yaml': `${web}${service('jobs')}` });
    place.chart('plain', { ...files, 'templates/config.yaml': config('settings') });
    place.chart('nothing', { 'templates/never.yaml': '{{ if false }}a: b{{ end }}\n' });
  });
  afterAll(() => place.remove());

  const named = (namespace: string): string => `${helm.program}-${namespace}`;
  const namespaceOf = async (namespace: string): Promise<string> => {
    const metadata = { name: named(namespace) };
    await made(sharedCluster().ask('POST', '/api/v1/namespaces', { metadata }));
    return metadata.name;
  };
  /** Each test has a namespace, and in it a release called shop. */
  const run = async (namespace: string, ...args: readonly string[]): Promise<Ended> =>
    await place.run([...args, '--namespace', named(namespace)]);
  const upgrade = async (namespace: string, ...args: readonly string[]): Promise<Ended> =>
    await run(namespace, 'upgrade', '--install', '--create-namespace', 'shop', ...args);
  const done = async (ending: Promise<Ended>): Promise<string> => {
    const { status, stdout, stderr } = await ending;
    expect({ status, stderr }).toMatchObject({ status: 0 });
    return stdout;
  };
  const list = async (namespace: string, kind: Kind): Promise<readonly Live[]> => {
    const { body } = await sharedCluster().ask('GET', pathOf(named(namespace), kind));
    return body.items as unknown as Live[];
  };
  const names = async (namespace: string): Promise<string[]> =>
    (await list(namespace, 'scaledobjects')).map(({ metadata }) => metadata.name);
  const images = async (namespace: string): Promise<(string | undefined)[]> =>
    (await list(namespace, 'services')).map(({ spec }) => spec.template?.spec.containers[0]?.image);

  test('install makes a ScaledObject that is to stay, and hooks are applied as ever', async () => {
    await done(upgrade('install', 'shop', ...helm.postRender()));
    const annotations = {
      'helm.sh/resource-policy': 'keep',
      'meta.helm.sh/release-name': 'shop',
      'revcast.dev/prediction': 'initial',
    };
    const labels = { 'app.kubernetes.io/managed-by': 'Helm' };
    expect(await list('install', 'scaledobjects')).toMatchObject([
      { metadata: { name: 'web-00001', labels, annotations } },
    ]);
    const path = `/api/v1/namespaces/${named('install')}/configmaps/migrate`;
    expect((await sharedCluster().ask('GET', path)).status).toBe(200);
  });

  test.each(['client', 'server'])('a dry run of kind %s shows it, and makes none', async (kind) => {
    const namespace = `dry-${kind}`;
    await namespaceOf(namespace);
    const flags = [`--dry-run=${kind}`, ...helm.postRender()];
    const shown = await done(run(namespace, 'install', 'shop', 'shop', ...flags));
    expect(shown).toContain('kind: ScaledObject');
    expect(await list(namespace, 'services')).toEqual([]);
  });

  test.each(['plain', 'nothing'])('the chart %s is installed and upgraded', async (chart) => {
    await done(upgrade(chart, chart, ...helm.postRender()));
    await done(upgrade(chart, chart, ...helm.postRender(), '--set=tag=2'));
    expect(await names(chart)).toEqual([]);
  });

  test('a faulty Service makes no release, and changes none', async () => {
    const faulty = ['shop', '--set=target=many,tag=2', ...helm.postRender()];
    expect((await upgrade('faulty', ...faulty)).status).toBe(1);
    expect((await run('faulty', 'history', 'shop')).stderr).toContain('release: not found');
    await done(upgrade('faulty', 'shop', ...helm.postRender()));
    expect((await upgrade('faulty', ...faulty)).status).toBe(1);
    expect(await images('faulty')).toEqual(['example.com/web:1']);
    expect(JSON.parse(await done(run('faulty', 'history', 'shop', '--output=json')))).toMatchObject(
      [{ revision: 1, status: 'deployed' }],
    );
  });

  test('an upgrade keeps the ScaledObject before, takes it back, and uninstalling keeps it', async () => {
    await done(upgrade('keep', 'shop', ...pinned));
    const [first] = await names('keep');
    await done(upgrade('keep', 'shop', ...pinned, '--set=tag=2'));
    const both = await names('keep');
    expect(both).toHaveLength(2);
    expect(both).toContain(first);
    await done(upgrade('keep', 'shop', ...pinned, '--set=tag=1'));
    expect(await done(run('keep', 'uninstall', 'shop'))).toContain(`[ScaledObject] ${first}`);
    expect(await names('keep')).toEqual(both);
    expect(await list('keep', 'services')).toEqual([]);
  });

  test('a rollback meets one that was kept: Helm 3 rolls back all else, and says that it failed', async () => {
    await done(upgrade('rollback', 'shop', ...pinned));
    await done(upgrade('rollback', 'shop', ...pinned, '--set=tag=2'));
    const { status, stderr } = await run('rollback', 'rollback', 'shop', '1');
    expect(status).toBe(isHelm3 ? 1 : 0);
    if (isHelm3) expect(stderr).toMatch(/cannot patch "web-\w+" with kind ScaledObject/);
    expect(await images('rollback')).toEqual(['example.com/web:1']);
    await done(upgrade('rollback', 'shop', ...pinned, '--set=tag=1'));
  });

  test('pruned, the ScaledObject before goes with an upgrade, and comes with a rollback', async () => {
    const flags = helm.postRender('--revision-names=pin', '--old-revisions=prune');
    await done(upgrade('prune', 'shop', ...flags));
    const first = await names('prune');
    await done(upgrade('prune', 'shop', ...flags, '--set=tag=2'));
    const second = await names('prune');
    expect([first.length, second.length]).toEqual([1, 1]);
    expect(second).not.toEqual(first);
    await done(run('prune', 'rollback', 'shop', '1'));
    expect(await names('prune')).toEqual(first);
    await done(run('prune', 'uninstall', 'shop'));
    expect(await names('prune')).toEqual([]);
  });

  test('ScaledObjects can be left to the fixer: nothing of the release changes its name', async () => {
    const flags = helm.postRender('--split=services');
    await done(upgrade('split', 'two', ...flags));
    await done(upgrade('split', 'two', ...flags, '--set=tag=2'));
    await done(run('split', 'rollback', 'shop', '1'));
    expect(await images('split')).toEqual(['example.com/jobs:1', 'example.com/web:1']);
    expect(await names('split')).toEqual([]);
  });

  test('the command lines of docs/helm.md run, in order', async () => {
    const blocks = blocksOf('docs/helm.md').filter(({ note }) =>
      note.endsWith('test/cluster runs it'),
    );
    expect(blocks.length).toBeGreaterThan(0);
    for (const { text } of blocks) {
      // Nothing here makes a Job complete.
      let script = text.replaceAll('helm upgrade', 'helm upgrade --no-hooks');
      script = script.replaceAll('--namespace demo', `--namespace ${named('docs')}`);
      if (isHelm3)
        script = script.replace(/(--post-renderer)( revcast)/, '$1$2 $1-args post-render');
      await done(place.shell(script));
    }
    expect(await names('docs')).toEqual([expect.stringMatching(/^shop-[a-z]{10}$/)]);
  });

  test('what KEDA refuses for now keeps nothing else waiting, and passes the next time', async () => {
    const namespace = await namespaceOf('refused');
    for (const [tag, before] of [0, 2].entries()) {
      const stop = await refusing(namespace);
      const args = ['two', ...pinned, `--set=tag=${tag}`];
      const { status, stderr } = await upgrade('refused', ...args);
      expect(status).toBe(1);
      expect(stderr).toContain('there is no Deployment yet');
      expect(await images('refused')).toEqual([
        `example.com/jobs:${tag}`,
        `example.com/web:${tag}`,
      ]);
      expect(await names('refused')).toHaveLength(before);
      await stop();
      await done(upgrade('refused', ...args));
      expect(await names('refused')).toHaveLength(before + 2);
    }
  });

  test('what the fixer has made meanwhile is taken over when Helm is told to', async () => {
    await done(upgrade('fixer', 'shop', ...helm.postRender('--split=services')));
    await foreign(named('fixer'), 'web-00001');
    const args = ['shop', ...helm.postRender()];
    const { stderr } = await upgrade('fixer', ...args);
    expect(stderr).toContain('exists and cannot be imported into the current release');
    args.push('--take-ownership');
    if (!isHelm3) {
      expect((await upgrade('fixer', ...args)).stderr).toContain('conflicts with "revcast-fixer"');
      args.push('--force-conflicts');
    }
    await done(upgrade('fixer', ...args));
    expect(await names('fixer')).toEqual(['web-00001']);
  });
});

/** Refuses new ScaledObjects of a namespace, as KEDA's webhook does while a Deployment is missing. */
async function refusing(namespace: string): Promise<() => Promise<void>> {
  const { ask } = sharedCluster();
  const path = '/apis/admissionregistration.k8s.io/v1';
  const name = `refusing-${namespace}`;
  await made(
    ask('POST', `${path}/validatingadmissionpolicies`, {
      metadata: { name },
      spec: {
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ['keda.sh'],
              apiVersions: ['*'],
              operations: ['CREATE'],
              resources: ['scaledobjects'],
            },
          ],
        },
        validations: [{ expression: 'false', message: 'there is no Deployment yet' }],
      },
    }),
  );
  await made(
    ask('POST', `${path}/validatingadmissionpolicybindings`, {
      metadata: { name },
      spec: {
        policyName: name,
        validationActions: ['Deny'],
        matchResources: {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
        },
      },
    }),
  );
  const trial = async (): Promise<number> =>
    (await ask('POST', `${pathOf(namespace, 'scaledobjects')}?dryRun=All`, scaledObject('trial')))
      .status;
  await until('the policy counts', async () => (await trial()) === 422);
  return async () => {
    await ask('DELETE', `${path}/validatingadmissionpolicybindings/${name}`);
    await ask('DELETE', `${path}/validatingadmissionpolicies/${name}`);
    await until('the policy is gone', async () => (await trial()) === 201);
  };
}

async function foreign(namespace: string, name: string): Promise<void> {
  const path = `${pathOf(namespace, 'scaledobjects')}?fieldManager=revcast-fixer`;
  await made(sharedCluster().ask('POST', path, scaledObject(name)));
}

function scaledObject(name: string): JsonObject {
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name, labels: { 'app.kubernetes.io/managed-by': 'revcast' } },
    spec: { scaleTargetRef: { name }, triggers: [{ type: 'cpu', metadata: { value: '70' } }] },
  };
}
