import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { built, find, kubectl, type Manifest } from '../support/kustomize.ts';

const folders = ['fixer', 'fixer-namespace', 'fixer-job/once', 'fixer-job/cron'];
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

function podOf(objects: readonly Manifest[]): Manifest['spec'] {
  const [workload] = objects.filter(({ kind }) => ['Deployment', 'Job', 'CronJob'].includes(kind));
  return (workload?.spec.jobTemplate ?? workload).spec.template.spec;
}

/** Every right as `group/resource verb`. */
function rightsOf({ rules }: Manifest): string[] {
  return rules.flatMap((rule: { apiGroups: string[]; resources: string[]; verbs: string[] }) =>
    rule.apiGroups.flatMap((group) =>
      rule.resources.flatMap((resource) =>
        rule.verbs.map((verb) => `${group}/${resource} ${verb}`),
      ),
    ),
  );
}

describe.skipIf(kubectl === undefined)('kustomize (skipped: kubectl is not found)', () => {
  test.each(folders)('%s has one image, of the version of the package', (folder) => {
    const images = podOf(built(`kustomize/${folder}`)).containers.map(
      ({ image }: { image: string }) => image,
    );
    expect(images).toEqual([`ghcr.io/revcast/revcast:${version}`]);
  });

  test.each(folders)('in %s the heap fits into the memory, with room for the rest', (folder) => {
    const [{ env, resources }] = podOf(built(`kustomize/${folder}`)).containers;
    const options = env.find(({ name }: { name: string }) => name === 'NODE_OPTIONS').value;
    const heap = Number(/--max-old-space-size=(\d+)/.exec(options)?.[1]);
    expect(heap).toBeLessThan(Number.parseInt(resources.limits.memory, 10) * 0.7);
    expect(resources.limits.memory).toMatch(/^\d+Mi$/);
  });

  test.each(folders)('%s runs under the ServiceAccount that the rights are for', (folder) => {
    const objects = built(`kustomize/${folder}`);
    expect(podOf(objects).serviceAccountName).toBe('revcast-fixer');
    const bindings = objects.filter(({ kind }) => kind.endsWith('Binding'));
    expect(bindings.length).toBeGreaterThan(1);
    for (const { subjects } of bindings) {
      expect(subjects).toEqual([
        { kind: 'ServiceAccount', name: 'revcast-fixer', namespace: 'revcast-system' },
      ]);
    }
  });

  test.each(folders)('every selector of %s finds what it is for, and nothing else', (folder) => {
    const objects = built(`kustomize/${folder}`);
    const pods = objects
      .filter(({ kind }) => kind === 'Deployment')
      .map(({ spec }) => spec.template);
    const selectors = objects
      .map(({ spec }) => spec?.podSelector ?? spec?.selector)
      .filter((selector) => selector !== undefined)
      .map((selector) => selector.matchLabels ?? selector);
    for (const selector of selectors) {
      expect(pods.map(({ metadata }) => metadata.labels)).toEqual([
        expect.objectContaining(selector),
      ]);
    }
    expect(selectors).toHaveLength(pods.length * 4);
  });

  test('for one namespace the same rights are given there, and none in the whole cluster', () => {
    const everywhere = built('kustomize/fixer');
    const there = built('kustomize/fixer-namespace');
    expect(there.filter(({ kind }) => kind.startsWith('Cluster'))).toEqual([]);
    const role = find(there, 'Role', 'revcast-fixer');
    expect(role.metadata.namespace).toBe('default');
    expect(role.rules).toEqual(find(everywhere, 'ClusterRole', 'revcast-fixer').rules);
    expect(find(there, 'RoleBinding', 'revcast-fixer')).toMatchObject({
      metadata: { namespace: 'default' },
      roleRef: { kind: 'Role', name: 'revcast-fixer' },
    });
    expect(podOf(there).containers[0].env).toContainEqual({
      name: 'REVCAST_NAMESPACE',
      value: 'default',
    });
  });

  test('a Job needs no right to a Lease, and no other that the controller lacks', () => {
    const leases = rightsOf(find(built('kustomize/fixer'), 'Role', 'revcast-fixer-leases'));
    expect(leases.every((right) => right.startsWith('coordination.k8s.io/leases'))).toBe(true);
    const roles = (folder: string): string[] =>
      built(folder)
        .filter(({ kind }) => kind.endsWith('Role'))
        .flatMap(rightsOf)
        .sort();
    const controller = roles('kustomize/fixer');
    for (const job of ['kustomize/fixer-job/once', 'kustomize/fixer-job/cron']) {
      expect([...roles(job), ...leases].sort()).toEqual(controller);
    }
  });

  describe('overlays', () => {
    /** What kustomize builds of a kustomization.yaml beside the folder `kustomize`. */
    function overlay(text: string): Manifest[] {
      const folder = mkdtempSync(join(tmpdir(), 'revcast-kustomize-'));
      try {
        cpSync('kustomize', join(folder, 'kustomize'), { recursive: true });
        mkdirSync(join(folder, 'overlay'));
        writeFileSync(join(folder, 'overlay', 'kustomization.yaml'), text);
        return built(join(folder, 'overlay'));
      } finally {
        rmSync(folder, { recursive: true });
      }
    }

    test.each(folders)('fixer-retarget takes the right to create ScaledObjects from %s', (base) => {
      const before = built(`kustomize/${base}`);
      const after = overlay(
        `resources: [../kustomize/${base}]\ncomponents: [../kustomize/fixer-retarget]`,
      );
      const kind = base === 'fixer-namespace' ? 'Role' : 'ClusterRole';
      const rights = (objects: Manifest[]) => rightsOf(find(objects, kind, 'revcast-fixer'));
      const gone = rights(before).filter((right) => !rights(after).includes(right));
      const added = rights(after).filter((right) => !rights(before).includes(right));
      expect(gone).toEqual([
        'serving.knative.dev/services get',
        'serving.knative.dev/configurations get',
        'serving.knative.dev/revisions get',
        'keda.sh/scaledobjects get',
        'keda.sh/scaledobjects create',
      ]);
      expect(added).toEqual([
        'autoscaling.internal.knative.dev/podautoscalers patch',
        'autoscaling/horizontalpodautoscalers list',
        'autoscaling/horizontalpodautoscalers watch',
      ]);
      expect(podOf(after).containers[0].args).toEqual([
        ...podOf(before).containers[0].args,
        '--repair=retarget',
      ]);
    });

    test('the overlay that docs/fixer.md shows chooses image and namespace', () => {
      const page = readFileSync('docs/fixer.md', 'utf8');
      const [, text = ''] = /```yaml\n(# kustomization\.yaml.*?)```/s.exec(page) ?? [];
      const objects = overlay(text);
      const { containers } = podOf(objects);
      expect(containers[0]).toMatchObject({
        image: 'registry.example.com/tools/revcast:1.2.3',
        env: expect.arrayContaining([{ name: 'REVCAST_NAMESPACE', value: 'shop' }]),
      });
      expect(find(objects, 'Role', 'revcast-fixer').metadata.namespace).toBe('shop');
      expect(find(objects, 'RoleBinding', 'revcast-fixer').metadata.namespace).toBe('shop');
      expect(find(objects, 'Role', 'revcast-fixer-settings').metadata.namespace).toBe(
        'knative-serving',
      );
    });
  });
});
