import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Observation, type ObserveOptions, observe } from '../../src/fixer/observe.ts';
import { createStore, type Store } from '../../src/fixer/store.ts';
import type { JsonObject } from '../../src/json.ts';
import { plainConnection } from '../kubernetes/support.ts';
import { configMap, revision, scaledObject, service } from './store-objects.ts';

const serving = '/apis/serving.knative.dev/v1';
const keda = '/apis/keda.sh/v1alpha1';

/** An API server that has these objects, and tells of others as it is asked to. */
async function startServer(objects: Record<string, JsonObject[]>) {
  const lists: string[] = [];
  const watches = new Map<string, ServerResponse>();
  const refused = new Set<string>();
  const held = new Map<string, () => void>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
    response.writeHead(refused.delete(pathname) ? 500 : 200, {
      'content-type': 'application/json',
    });
    if (searchParams.has('watch')) {
      response.flushHeaders();
      watches.set(pathname, response);
      return;
    }
    const selector = searchParams.get('labelSelector');
    lists.push(selector === null ? pathname : `${pathname} ${selector}`);
    const items = objects[pathname] ?? [];
    const answer = (): void => {
      response.end(JSON.stringify({ metadata: { resourceVersion: '9' }, items }));
    };
    if (held.has(pathname)) held.set(pathname, answer);
    else answer();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lists,
    refuseOnce: (path: string) => refused.add(path),
    hold: (path: string) => held.set(path, () => {}),
    release: (path: string) => held.get(path)?.(),
    tell: (path: string, type: string, object: JsonObject) =>
      watches.get(path)?.write(`${JSON.stringify({ type, object })}\n`),
    cut: (path: string) => watches.get(path)?.destroy(),
    watches,
    stop: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

type Server = Awaited<ReturnType<typeof startServer>>;

let server: Server;
let store: Store;
let observation: Observation | undefined;
const changed = vi.fn();
const restarted = vi.fn();
const failed = vi.fn();

beforeEach(async () => {
  server = await startServer({
    [`${serving}/services`]: [service({ name: 'shop' })],
    [`${serving}/revisions`]: [revision({ name: 'shop-00001' }, 'shop')],
    '/api/v1/namespaces/knative-serving/configmaps': [
      configMap('config-autoscaler-keda', { 'autoscaler.keda.scaledobject-autocreate': 'false' }),
    ],
  });
});

afterEach(async () => {
  await observation?.stop();
  await server.stop();
  vi.resetAllMocks();
});

function begin(options: ObserveOptions = {}): Observation {
  store = createStore();
  const reflect = { backoff: { first: 5, most: 20 } };
  const events = { changed, restarted, failed };
  observation = observe(plainConnection(server.url), store, { reflect, ...options }, events);
  return observation;
}

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 5_000 });

it('everything is listed, one resource after another, the settings of the cluster first', async () => {
  await begin().synced;
  expect(server.lists).toEqual([
    '/api/v1/namespaces/knative-serving/configmaps',
    `${serving}/services`,
    `${serving}/configurations`,
    `${serving}/revisions`,
    `${serving}/routes`,
    '/apis/autoscaling.internal.knative.dev/v1alpha1/podautoscalers',
    `${keda}/scaledobjects`,
  ]);
  const observed = store.observed('ns/shop');
  expect(observed.revisions).toHaveLength(1);
  expect(observed.cluster.autoCreate).toBe(false);
});

it('nothing is told before everything is listed, and then every unit', async () => {
  server.hold(`${keda}/scaledobjects`);
  const { synced } = begin();
  await until(() => expect(server.lists).toContain(`${keda}/scaledobjects`));
  server.tell(`${serving}/services`, 'ADDED', service({ name: 'late' }));
  await until(() => expect([...store.keys()]).toContain('ns/late'));
  expect(changed).not.toHaveBeenCalled();
  server.release(`${keda}/scaledobjects`);
  await synced;
  expect(changed.mock.calls.flat().sort()).toEqual(['ns/late', 'ns/shop']);
});

it('what changes is told, unit by unit', async () => {
  await begin().synced;
  changed.mockReset();
  await until(() => expect(server.watches.has(`${keda}/scaledobjects`)).toBe(true));
  const object = scaledObject({ name: 'shop-00001' });
  server.tell(`${keda}/scaledobjects`, 'ADDED', object);
  await until(() => expect(changed.mock.calls).toEqual([['ns/shop']]));
  server.tell(`${keda}/scaledobjects`, 'MODIFIED', object);
  server.tell(`${keda}/scaledobjects`, 'DELETED', object);
  await until(() => expect(changed.mock.calls).toEqual([['ns/shop'], ['ns/shop']]));
  expect(store.observed('ns/shop').scaledObjects).toEqual([]);
});

it('a failure is told, with its resource, and tried again', async () => {
  server.refuseOnce(`${serving}/revisions`);
  await begin().synced;
  expect(failed.mock.calls).toMatchObject([[{ plural: 'revisions' }, { status: 500 }]]);
});

it('a restart is told, with its resource', async () => {
  await begin().synced;
  await until(() => expect(server.watches.has(`${serving}/routes`)).toBe(true));
  server.cut(`${serving}/routes`);
  await until(() => expect(restarted).toHaveBeenCalled());
  expect(restarted.mock.calls[0]?.[0]).toMatchObject({ plural: 'routes' });
});

it('is limited to a namespace, but for the settings, which are Knative’s', async () => {
  await begin({ namespace: 'team', servingNamespace: 'knative' }).synced;
  const [settings, ...others] = server.lists;
  expect(settings).toBe('/api/v1/namespaces/knative/configmaps');
  expect(others).toHaveLength(6);
  for (const list of others) expect(list).toContain('/namespaces/team/');
});

it('a selector is for what has the labels of a Service', async () => {
  await begin({ selector: 'team=a' }).synced;
  const selected = server.lists.filter((list) => list.endsWith(' team=a'));
  expect(selected).toEqual([`${serving}/services team=a`, `${serving}/configurations team=a`]);
  expect(server.lists).toContain(`${serving}/revisions`);
});

it('HPAs are watched only where they are needed: those of KEDA, whatever label went over its own', async () => {
  await begin({ withHorizontalPodAutoscalers: true }).synced;
  expect(server.lists.at(-1)).toBe(
    '/apis/autoscaling/v2/horizontalpodautoscalers app.kubernetes.io/managed-by,app.kubernetes.io/part-of',
  );
});

it('tells nothing any more when it is stopped, not even that it was synced', async () => {
  server.hold(`${serving}/routes`);
  const { synced, stop } = begin();
  const settled = vi.fn();
  synced.then(settled);
  await until(() => expect(server.lists).toContain(`${serving}/routes`));
  await stop();
  server.release(`${serving}/routes`);
  await new Promise((later) => setTimeout(later, 50));
  expect(server.lists).toHaveLength(5);
  expect(settled).not.toHaveBeenCalled();
  expect(changed).not.toHaveBeenCalled();
});
