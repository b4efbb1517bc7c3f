import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { assets, type Cluster, skipped, startCluster } from '../support/cluster.ts';
import { type Audit, createAudit, nameOfRight, rightsIn } from '../support/cluster-audit.ts';
import { everything, installGitOps, synced, undo } from '../support/cluster-everything.ts';
import { type Fixer, install, startFixer } from '../support/cluster-fixer.ts';
import { createKnative, type Knative, made, pathOf } from '../support/cluster-knative.ts';
import { prometheus } from '../support/cluster-objects.ts';
import { covered } from '../support/cluster-right.ts';
import { applied, installSettings, rendered, scaledObjects } from '../support/cluster-scaling.ts';
import { built } from '../support/kustomize.ts';

const template = { annotations: prometheus };
const namespace = 'retarget';

describe.skipIf(assets === undefined)(`the fixer that creates nothing (${skipped})`, () => {
  let cluster: Cluster;
  let audit: Audit;
  let fixer: Fixer;
  let knative: Knative;
  let overlay: string;

  beforeAll(async () => {
    audit = createAudit();
    cluster = await startCluster({ flags: audit.flags });
    await installSettings(cluster.ask);
    await installGitOps(cluster.ask);
    overlay = join(cluster.directory, 'overlay');
    mkdirSync(overlay);
    cpSync('kustomize', join(cluster.directory, 'kustomize'), { recursive: true });
    const [resources, components] = [['../kustomize/fixer'], ['../kustomize/fixer-retarget']];
    writeFileSync(join(overlay, 'kustomization.yaml'), JSON.stringify({ resources, components }));
    await install(cluster, overlay);
    await everything(cluster.ask, 'everything');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await synced(cluster.ask, 'everything');
    fixer = await startFixer(cluster);
    knative = await createKnative(cluster.ask, namespace);
  });

  afterAll(async () => {
    await fixer?.stop();
    await cluster?.stop();
    audit?.remove();
  });

  const here = async (): ReturnType<typeof scaledObjects> =>
    await scaledObjects(cluster.ask, namespace);

  test('a ScaledObject that waits serves the revision that needs one, until its own comes', async () => {
    await applied(cluster.ask, rendered(namespace, 'web', 2, template));
    await knative.rollOut('web', template);
    await vi.waitFor(
      async () =>
        expect(await here()).toMatchObject({
          'web-00002': {
            metadata: {
              annotations: { 'revcast.dev/retargeted-from': 'web-00002-deployment' },
            },
            spec: {
              scaleTargetRef: { name: 'web-00001-deployment' },
              advanced: { horizontalPodAutoscalerConfig: { name: 'web-00001' } },
            },
          },
        }),
      15_000,
    );
    await hpaSays('web-00001', 3);
    await vi.waitFor(async () => expect(await replicasTold('web-00001')).toBe('3/3'), 15_000);
    await hpaSays('web-00001', 5);
    await vi.waitFor(async () => expect(await replicasTold('web-00001')).toBe('5/5'), 15_000);

    await knative.rollOut('web', { ...template, image: 'example.com/app:2' });
    await covered(cluster.ask, namespace, ['web-00002']);
    const own = (await here())['web-00002'];
    expect(own?.metadata.annotations).not.toHaveProperty(['revcast.dev/retargeted-from']);
    expect(Object.keys(await here())).toEqual(['web-00002']);
  });

  test('its rights are what it uses, and no more', async () => {
    const rights = rightsIn(built(overlay)).map(nameOfRight).sort();
    await undo(cluster.ask, 'everything');
    await Promise.all(['argocd', 'flux'].map(async (name) => await deleted(name)));
    await vi.waitFor(() => expect(audit.used()).toEqual(rights), 90_000);
  });

  /** A Service and all that Knative made of it: what GitOps brought stays behind. */
  async function deleted(name: string): Promise<void> {
    const gone = ['services', 'configurations', 'routes'] as const;
    for (const kind of gone) await made(cluster.ask('DELETE', pathOf('everything', kind, name)));
    await made(cluster.ask('DELETE', pathOf('everything', 'revisions', `${name}-00002`)));
  }

  /** As KEDA makes it, and the HPA controller scales it. */
  async function hpaSays(name: string, replicas: number): Promise<void> {
    const path = `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`;
    const labels = {
      'app.kubernetes.io/managed-by': 'keda-operator',
      'app.kubernetes.io/part-of': 'web-00002',
    };
    const scaleTargetRef = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: `${name}-deployment`,
    };
    await cluster.ask('POST', path, {
      metadata: { name, labels },
      spec: { scaleTargetRef, minReplicas: 1, maxReplicas: 10 },
    });
    const status = { currentReplicas: replicas, desiredReplicas: replicas };
    await made(cluster.ask('PATCH', `${path}/${name}/status`, { status }));
  }

  async function replicasTold(name: string): Promise<string | undefined> {
    const { body } = await cluster.ask('GET', pathOf(namespace, 'podautoscalers', name));
    const { annotations } = body.metadata as { annotations?: Record<string, string> };
    return annotations?.['revcast.dev/replicas'];
  }
});
