import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { assets, type Cluster, skipped, startCluster } from '../support/cluster.ts';
import { type Fixer, install, startFixer } from '../support/cluster-fixer.ts';
import { createKnative, type Knative, made, pathOf } from '../support/cluster-knative.ts';
import { prometheus } from '../support/cluster-objects.ts';
import { covered, rightFor } from '../support/cluster-right.ts';
import {
  applied,
  installSettings,
  rendered,
  type ScaledObject,
  scaledObjects,
  told,
} from '../support/cluster-scaling.ts';
import { createGarbageCollector } from '../support/cluster-servers.ts';

const template = { annotations: prometheus };

// setup-envtest brings none.
const hasCollector = existsSync(join(assets ?? '', 'kube-controller-manager'));

describe.skipIf(assets === undefined)(`the fixer in a cluster (${skipped})`, () => {
  let cluster: Cluster;
  let fixer: Fixer;

  beforeAll(async () => {
    cluster = await startCluster();
    await installSettings(cluster.ask);
    await install(cluster, 'kustomize/fixer');
    fixer = await startFixer(cluster);
  });

  afterAll(async () => {
    await fixer?.stop();
    await cluster?.stop();
  });

  /** A namespace of the test's own. */
  async function inNamespace(namespace: string): Promise<{
    readonly knative: Knative;
    readonly here: () => Promise<Record<string, ScaledObject>>;
    readonly events: () => Promise<string[]>;
  }> {
    const { ask } = cluster;
    return {
      knative: await createKnative(ask, namespace),
      here: () => scaledObjects(ask, namespace),
      events: () => told(ask, namespace),
    };
  }

  test('a right prediction is adopted by its PodAutoscaler', async () => {
    const { knative, here } = await inNamespace('adopt');
    await applied(cluster.ask, rendered('adopt', 'web', 1));
    await knative.rollOut('web');
    await covered(cluster.ask, knative.namespace, ['web-00001']);
    expect(Object.keys(await here())).toEqual(['web-00001']);
  });

  test('a wrong target, HPA name and class are corrected, and told of', async () => {
    const { knative, here, events } = await inNamespace('wrong-target');
    const object = rendered('wrong-target', 'web', 7);
    const metadata = { ...(object.metadata as object), name: 'web-00001', annotations: {} };
    await applied(cluster.ask, { ...object, metadata });
    await knative.rollOut('web');
    await covered(cluster.ask, knative.namespace, ['web-00001']);
    expect((await here())['web-00001']?.metadata.annotations).toMatchObject({
      'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev',
    });
    await vi.waitFor(async () =>
      expect(await events()).toEqual([
        expect.stringMatching(/^ScaledObjectCorrected: .*web-00007-deployment/),
      ]),
    );
  });

  test('a prediction that ran ahead gets stand-ins until its revision comes', async () => {
    const { knative, here, events } = await inNamespace('ahead');
    await applied(cluster.ask, rendered('ahead', 'web', 3, template));
    await knative.rollOut('web', template);
    await vi.waitFor(
      async () =>
        expect(await here()).toMatchObject({
          'web-00001': {
            ...rightFor('web-00001'),
            metadata: { annotations: { 'revcast.dev/stand-in-of': 'web-00003' } },
          },
          'web-00003': {
            metadata: {
              annotations: { 'revcast.dev/stands-for': 'web-00001' },
              ownerReferences: [{ kind: 'Service', name: 'web' }],
            },
            spec: { scaleTargetRef: { name: 'web-00003-deployment' } },
          },
        }),
      10_000,
    );
    expect((await here())['web-00001']?.spec.triggers[0]?.metadata.query).toContain('web-00001.*');
    await vi.waitFor(async () =>
      expect((await events()).map((each) => each.split(':')[0]).sort()).toEqual([
        'PredictionWrong',
        'ScaledObjectCreated',
      ]),
    );
    await knative.rollOut('web', { ...template, image: 'example.com/app:2' });
    await covered(cluster.ask, knative.namespace, ['web-00002']);
    await knative.rollOut('web', { ...template, image: 'example.com/app:3' });
    await covered(cluster.ask, knative.namespace, ['web-00003']);
    const third = (await here())['web-00003'];
    expect(third?.metadata.annotations).not.toHaveProperty(['revcast.dev/stands-for']);
    expect(third?.metadata.ownerReferences).toHaveLength(1);
    expect(Object.keys(await here())).toEqual(['web-00001', 'web-00002', 'web-00003']);
  });

  test('a revision without any is given one from its annotations', async () => {
    const { knative, here } = await inNamespace('missing');
    await knative.rollOut('web');
    await covered(cluster.ask, knative.namespace, ['web-00001']);
    const made = (await here())['web-00001'];
    const { spec } = rendered('missing', 'web', 1);
    expect(made?.spec).toEqual(spec);
    expect(made?.metadata.annotations['revcast.dev/prediction']).toBe('actual');
  });

  test('nothing is made before the Deployment is there, and others do not wait for it', async () => {
    const { knative, here } = await inNamespace('deployment');
    const slow = await knative.begin('slow');
    await knative.rollOut('quick');
    await covered(cluster.ask, knative.namespace, ['quick-00001']);
    expect(Object.keys(await here())).toEqual(['quick-00001']);
    await knative.deploy(slow);
    await covered(cluster.ask, knative.namespace, [slow]);
  });

  test('the minimum goes with the traffic, and comes back with it', async () => {
    const { knative, here } = await inNamespace('idle');
    await knative.rollOut('web');
    await knative.rollOut('web', { image: 'example.com/app:2' });
    const minimum = async (): Promise<number | undefined> =>
      (await here())['web-00001']?.spec.minReplicaCount;
    await vi.waitFor(async () => expect(await minimum()).toBe(1), 10_000);
    expect((await here())['web-00002']?.spec.minReplicaCount).toBe(2);
    await knative.traffic('web', { 'web-00001': 10, 'web-00002': 90 });
    await vi.waitFor(async () => expect(await minimum()).toBe(2), 10_000);
    expect((await here())['web-00001']?.metadata.annotations).not.toHaveProperty([
      'revcast.dev/idle-min',
    ]);
  });

  test('what is of somebody else is left alone, and told of once', async () => {
    const { knative, here, events } = await inNamespace('foreign');
    const object = rendered('foreign', 'web', 1);
    const foreign = {
      ...object,
      metadata: {
        namespace: 'foreign',
        name: 'theirs',
        ownerReferences: [
          { apiVersion: 'v1', kind: 'ConfigMap', name: 'operator', uid: 'a', controller: true },
        ],
      },
    };
    await applied(cluster.ask, foreign);
    const before = (await here()).theirs?.metadata.resourceVersion;
    await knative.rollOut('web');
    await vi.waitFor(
      async () =>
        expect(await events()).toEqual([expect.stringMatching(/^ScaledObjectForeign: .*theirs/)]),
      10_000,
    );
    await knative.traffic('web', { 'web-00001': 100 });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(Object.keys(await here())).toEqual(['theirs']);
    expect((await here()).theirs?.metadata.resourceVersion).toBe(before);
    expect(await events()).toHaveLength(1);
    expect(await fixer.metric('revcast_fixer_warnings{reason="ScaledObjectForeign"}')).toBe(1);
  });

  test('annotations that make no ScaledObject are told of once, and hold nobody up', async () => {
    const { knative, here } = await inNamespace('bad');
    const annotations = { ...prometheus, 'autoscaling.knative.dev/target': 'many' };
    const revision = await knative.rollOut('bad', { annotations });
    await knative.rollOut('good');
    await covered(cluster.ask, knative.namespace, ['good-00001']);
    const events = async (): Promise<unknown> =>
      (await cluster.ask('GET', '/api/v1/namespaces/bad/events?fieldSelector=type=Warning')).body
        .items;
    await vi.waitFor(
      async () =>
        expect(await events()).toMatchObject([
          { reason: 'ScaledObjectNotMade', count: 1, message: expect.stringContaining(revision) },
        ]),
      10_000,
    );
    for (let touch = 0; touch < 5; touch += 1) await knative.serve('bad', revision);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await events()).toMatchObject([{ reason: 'ScaledObjectNotMade', count: 1 }]);
    expect(Object.keys(await here())).toEqual(['good-00001']);
  });

  test('a Service that is to be skipped, and one that the extension makes them for', async () => {
    const { knative, here } = await inNamespace('not-ours');
    await knative.rollOut('skipped', {}, { 'revcast.dev/mode': 'skip' });
    const automatic = { 'autoscaling.knative.dev/scaled-object-auto-create': 'true' };
    await knative.rollOut('automatic', { annotations: { ...prometheus, ...automatic } });
    await knative.rollOut('kpa', {
      annotations: { 'autoscaling.knative.dev/class': 'kpa.autoscaling.knative.dev' },
    });
    await knative.rollOut('ours');
    await vi.waitFor(async () => expect(Object.keys(await here())).toEqual(['ours-00001']), 10_000);
  });

  test('somebody who writes all the time does not keep them from being corrected', async () => {
    const { knative } = await inNamespace('second-writer');
    const names = Array.from({ length: 10 }, (_, index) => `web-${index}`);
    let isWriting = true;
    async function write(path: string): Promise<void> {
      for (let writes = 0; isWriting; writes += 1) {
        const annotations = { 'example.com/writes': String(writes) };
        await made(cluster.ask('PATCH', path, { metadata: { annotations } }));
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    }
    const writing = names.map(async (name) => {
      const object = rendered('second-writer', name, 9);
      const metadata = { ...(object.metadata as object), name: `${name}-00001` };
      await applied(cluster.ask, { ...object, metadata });
      await write(pathOf('second-writer', 'scaledobjects', `${name}-00001`));
    });
    try {
      await Promise.all(names.map(async (name) => await knative.rollOut(name)));
      const revisions = names.map((name) => `${name}-00001`);
      await covered(cluster.ask, 'second-writer', revisions, 30_000);
    } finally {
      isWriting = false;
      await Promise.all(writing);
    }
    const conflicts = 'revcast_fixer_failures_total{reason="Conflict"}';
    expect(await fixer.metric(conflicts)).toBeGreaterThan(0);
  });

  test.skipIf(!hasCollector)('nothing is left of a Service that is deleted', async () => {
    const { knative, here } = await inNamespace('deleted');
    const [programs, { directory, kubeconfig }] = [assets ?? '', cluster];
    await (await createGarbageCollector(programs, directory, kubeconfig)).start();
    await applied(cluster.ask, rendered('deleted', 'web', 3, template));
    await knative.rollOut('web', template);
    await vi.waitFor(async () => {
      const { 'web-00001': standIn, 'web-00003': waits } = await here();
      expect(standIn).toMatchObject(rightFor('web-00001'));
      expect(waits?.metadata.ownerReferences).toMatchObject([{ kind: 'Service', name: 'web' }]);
    }, 10_000);
    await knative.remove('services', 'web');
    await vi.waitFor(async () => expect(await here()).toEqual({}), 60_000);
  });

  test('afterwards nothing was a bug, and no correction was made twice', async () => {
    const levels = new Set(fixer.log().map(({ level }) => level));
    expect(levels).not.toContain('error');
    const corrections = fixer
      .log()
      .filter(({ message }) => message === 'corrected')
      .map(({ namespace, scaledObject, reasons }) => `${namespace}/${scaledObject} ${reasons}`);
    expect(corrections.length).toBeGreaterThan(10);
    expect(corrections).toEqual([...new Set(corrections)]);
  });
});
