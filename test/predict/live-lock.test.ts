import { describe, expect, it } from 'vitest';
import { objectAt, valueAt } from '../../src/json.ts';
import { defaultCluster } from '../../src/knative/cluster.ts';
import type { Cluster, Service } from '../../src/knative/types.ts';
import { actualEntry, authored } from '../../src/predict/actual.ts';
import { predict } from '../../src/predict/chain.ts';
import { parseLock } from '../../src/predict/lock-file.ts';
import { printLock } from '../../src/predict/print-lock.ts';
import type { Actual, LockEntry } from '../../src/predict/types.ts';
import { type AppliedStep, isApplied, sequences, serviceOf } from './recorded.ts';

/** What `revcast lock --from-cluster` reads after a step, with another manifest in hand or the same. */
function actualOf(step: AppliedStep): Actual {
  const spec = objectAt(serviceOf(step.yaml).template, ['spec']);
  const applied = new Set(authored.filter((field) => (spec?.[field] ?? undefined) !== undefined));
  return { generation: step.generation ?? 0, template: step.liveTemplate ?? {}, applied };
}

function predicted(service: Service, entry: LockEntry, cluster = defaultCluster) {
  const text = printLock(new Map([[`${service.namespace}/${service.name}`, entry]]));
  const read = parseLock(text);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return predict(service, cluster, { pin: false, lock: read.lock }).revision;
}

/** A step that can be predicted from the one before it: nothing was deleted in between. */
const pairs = sequences.flatMap(({ id, steps }) =>
  steps.flatMap((step, index) => {
    const next = steps[index + 1];
    const isPair = isApplied(step) && next !== undefined && isApplied(next);
    return isPair ? [{ id: `${id}.${index + 1}`, step, next }] : [];
  }),
);

/** What no file can know; see replay.test.ts. */
const exceptions = new Set(['045.2']);

describe('from a lock read from the cluster', () => {
  it.each(pairs)('$id has its generation, and what follows it', ({ id, step, next }) => {
    const actual = actualOf(step);
    for (const [manifest, expected] of [[step, step] as const, [next, next] as const]) {
      const service = serviceOf(manifest.yaml);
      // Both ways: the manifest at hand when the lock was read need not be the one in the cluster.
      const entries = [step, next].map(({ yaml }) =>
        actualEntry(actual, serviceOf(yaml), defaultCluster),
      );
      for (const entry of entries) {
        const found = predicted(service, entry)?.generation;
        if (exceptions.has(id) && manifest === next) continue;
        expect(found).toBe(expected.generation);
      }
    }
  });

  it('at many steps', () => {
    expect(pairs.length).toBeGreaterThan(150);
  });
});

const manifest = (spec = '') =>
  serviceOf(`
apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: shop, namespace: ns}
spec: {template: {spec: {containers: [{image: a}]${spec}}}}`);

describe('in a cluster whose defaults are not Knative’s', () => {
  const cluster: Cluster = {
    ...defaultCluster,
    defaults: { ...defaultCluster.defaults, timeoutSeconds: 600 },
  };
  const template = {
    spec: {
      containers: [
        {
          name: 'user-container',
          image: 'a',
          resources: {},
          readinessProbe: { successThreshold: 1, tcpSocket: { port: 0 } },
        },
      ],
      timeoutSeconds: 600,
      responseStartTimeoutSeconds: 300,
      containerConcurrency: 0,
      enableServiceLinks: false,
    },
  };
  const live = (...applied: string[]): Actual => ({
    generation: 4,
    template,
    applied: new Set(applied),
  });
  const other = manifest(', serviceAccountName: b');

  it.each([
    ['known', cluster],
    ['not known', defaultCluster],
  ])('that are %s, the manifest is known again', (_, known) => {
    const entry = actualEntry(live(), manifest(), known);
    expect(predicted(manifest(), entry, known)?.generation).toBe(4);
    expect(predicted(other, entry, known)?.generation).toBe(5);
  });

  it('what was written is not kept when it no longer is', () => {
    const entry = actualEntry(live('timeoutSeconds'), manifest(), defaultCluster);
    expect(predicted(manifest(), entry)?.generation).toBe(5);
  });
});

describe('enableServiceLinks, which is filled in on create only', () => {
  const actual = (spec: string, ...applied: string[]): Actual => {
    const defaults = ', timeoutSeconds: 300, containerConcurrency: 0';
    const service = manifest(`${defaults}${spec}`);
    const [container] = valueAt(service.template, ['spec', 'containers']) as [object];
    const filled = {
      ...container,
      name: 'user-container',
      resources: {},
      readinessProbe: { successThreshold: 1, tcpSocket: { port: 0 } },
    };
    const template = { spec: { ...objectAt(service.template, ['spec']), containers: [filled] } };
    return { generation: 4, template, applied: new Set(applied) };
  };
  const plain = manifest();
  const spelledOut = manifest(', enableServiceLinks: false');

  it.each<[string, Actual, Service, number]>([
    ['filled in, and not written: the same', actual(', enableServiceLinks: false'), plain, 4],
    ['filled in, then written: the same', actual(', enableServiceLinks: false'), spelledOut, 4],
    [
      'written, then removed: the next',
      actual(', enableServiceLinks: false', 'enableServiceLinks'),
      plain,
      5,
    ],
    [
      'written, and still: the same',
      actual(', enableServiceLinks: false', 'enableServiceLinks'),
      spelledOut,
      4,
    ],
    ['removed before: the same', actual(''), plain, 4],
    ['removed before, then written: the next', actual(''), spelledOut, 5],
  ])('%s', (_, live, service, generation) => {
    expect(predicted(service, actualEntry(live, service, defaultCluster))?.generation).toBe(
      generation,
    );
  });
});
