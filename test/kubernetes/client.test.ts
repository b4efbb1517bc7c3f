import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClient } from '../../src/kubernetes/client.ts';
import type { Connection } from '../../src/kubernetes/connect.ts';
import { connectionTo } from '../../src/kubernetes/connection.ts';
import { send } from '../../src/kubernetes/request.ts';
import { configMaps, scaledObjects, services } from '../../src/kubernetes/resources.ts';
import type { Client, Page, Scope } from '../../src/kubernetes/types.ts';
import { refuse } from './fake-server.ts';
import { plainConnection } from './support.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

let server: Server;
let answers: Answer[];
let asked: {
  line: string;
  type: string | undefined;
  body: unknown;
  headers: IncomingMessage['headers'];
}[];
let sockets: Set<unknown>;
let connection: Connection;
let client: Client;

const ok =
  (body: unknown): Answer =>
  (_request, response) => {
    response.end(JSON.stringify(body));
  };

beforeEach(async () => {
  answers = [];
  asked = [];
  sockets = new Set();
  server = createServer(async (request, response) => {
    const body = await text(request);
    sockets.add(request.socket);
    const { method, url = '', headers } = request;
    asked.push({
      line: `${method} ${decodeURIComponent(url)}`,
      type: headers['content-type'],
      body: body === '' ? undefined : JSON.parse(body),
      headers,
    });
    (answers.shift() ?? ok({ kind: 'Thing' }))(request, response, new URL(url, 'http://x'));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  connection = plainConnection(`http://127.0.0.1:${(server.address() as AddressInfo).port}/base`);
  client = createClient(connection);
});

afterEach(() => {
  connection.dropIdle();
  server.closeAllConnections();
  server.close();
});

async function pagesOf(scope: Scope): Promise<Page[]> {
  const pages: Page[] = [];
  for await (const page of client.list(configMaps, scope)) pages.push(page);
  return pages;
}

const own = { fieldManager: 'revcast-fixer' };

describe('requests', () => {
  test.each<[string, () => Promise<unknown>, string, string | undefined, unknown]>([
    [
      'get of a group',
      () => client.get(services, 'shop', 'cart'),
      'GET /base/apis/serving.knative.dev/v1/namespaces/shop/services/cart',
      undefined,
      undefined,
    ],
    [
      'get of the core group',
      () => client.get(configMaps, 'shop', 'a'),
      'GET /base/api/v1/namespaces/shop/configmaps/a',
      undefined,
      undefined,
    ],
    [
      'create, as a trial',
      () => client.create(scaledObjects, 'shop', { a: 1 }, { ...own, dryRun: true }),
      'POST /base/apis/keda.sh/v1alpha1/namespaces/shop/scaledobjects?fieldManager=revcast-fixer&dryRun=All',
      'application/json',
      { a: 1 },
    ],
    [
      'merge patch',
      () => client.patch(scaledObjects, 'shop', 'a', { type: 'merge', body: { b: null } }, own),
      'PATCH /base/apis/keda.sh/v1alpha1/namespaces/shop/scaledobjects/a?fieldManager=revcast-fixer',
      'application/merge-patch+json',
      { b: null },
    ],
    [
      'server-side apply',
      () =>
        client.patch(configMaps, 'shop', 'a', { type: 'apply', body: { c: 1 }, force: false }, own),
      'PATCH /base/api/v1/namespaces/shop/configmaps/a?fieldManager=revcast-fixer&force=false',
      'application/apply-patch+yaml',
      { c: 1 },
    ],
    [
      'remove, of this very object only',
      () => client.remove(configMaps, 'shop', 'a', { uid: 'u', resourceVersion: '7' }),
      'DELETE /base/api/v1/namespaces/shop/configmaps/a',
      'application/json',
      {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        preconditions: { uid: 'u', resourceVersion: '7' },
      },
    ],
  ])('%s', async (_what, act, line, type, body) => {
    await act();
    expect(asked).toMatchObject([{ line, type, body }]);
  });

  test('one after another share a connection', async () => {
    for (let n = 0; n < 5; n++) await client.get(configMaps, 'shop', 'a');
    expect(sockets.size).toBe(1);
  });

  test('what isn’t there is undefined, or done', async () => {
    answers.push(refuse(404, 'NotFound'), refuse(404, 'NotFound'));
    expect(await client.get(configMaps, 'shop', 'a')).toBeUndefined();
    await client.remove(configMaps, 'shop', 'a', { uid: 'u' });
  });

  test('a refusal is an ApiError', async () => {
    answers.push(refuse(409, 'Conflict'));
    await expect(
      client.patch(configMaps, 'shop', 'a', { type: 'merge', body: {} }, own),
    ).rejects.toMatchObject({ name: 'ApiError', status: 409, reason: 'Conflict' });
  });

  test.each<[string, Answer]>([
    ['the head', () => {}],
    ['the body', (_request, response) => void response.writeHead(200).write('{')],
  ])('%s that doesn’t come in time is an error', async (_what, answer) => {
    answers.push(answer);
    const call = { method: 'GET', path: '/slow', timeout: 50 } as const;
    await expect(send(connection, call)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  test.each(['[]', 'null', '<html>'])('an answer of %s is an error', async (body) => {
    answers.push((_request, response) => void response.end(body));
    await expect(client.get(configMaps, 'shop', 'a')).rejects.toThrow();
  });
});

describe('lists', () => {
  test('come page by page; items of built-in kinds are told what they are', async () => {
    answers.push(
      ok({
        metadata: { resourceVersion: '5', continue: 'next' },
        items: [{ metadata: { name: 'a' } }],
      }),
      ok({
        metadata: { resourceVersion: '5', continue: '' },
        items: [{ kind: 'Own', apiVersion: 'v9' }],
      }),
    );
    const scope = { namespace: 'shop', labelSelector: 'app=cart' };
    expect(await pagesOf(scope)).toEqual([
      {
        items: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }],
        resourceVersion: '5',
      },
      { items: [{ kind: 'Own', apiVersion: 'v9' }], resourceVersion: '5' },
    ]);
    expect(asked.map(({ line }) => line)).toEqual([
      'GET /base/api/v1/namespaces/shop/configmaps?labelSelector=app=cart&limit=500',
      'GET /base/api/v1/namespaces/shop/configmaps?labelSelector=app=cart&limit=500&continue=next',
    ]);
  });

  test('start again when a token has expired, but not for ever', async () => {
    const page = ok({ metadata: { resourceVersion: '5', continue: 'next' }, items: [] });
    const expired = refuse(410, 'Expired');
    answers.push(page, expired, page, expired, page, expired, page, expired);
    await expect(pagesOf({})).rejects.toMatchObject({
      status: 410,
    });
    expect(asked).toHaveLength(6);
  });
});

describe('a refused token', () => {
  const withPlugin = (script: string): Client => {
    const plugin = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: process.execPath,
      args: ['-e', script],
      env: {},
      provideClusterInfo: false,
    };
    const cluster = { server: connection.server, insecure: false, directory: '' };
    const user = { plugin, impersonation: {}, directory: '' };
    return createClient(connectionTo({ cluster, user, namespace: 'default' }, {}));
  };
  const gives = (token: string): string =>
    `console.log(JSON.stringify({ status: { token: ${token} } }))`;

  test('is replaced by a new one, and the request goes again', async () => {
    answers.push(refuse(401, 'Unauthorized'));
    await withPlugin(gives('String(process.hrtime.bigint())')).get(configMaps, 'shop', 'a');
    const [first, second] = asked.map(({ headers }) => headers.authorization);
    expect(first).toMatch(/^Bearer \d+$/);
    expect(second).toMatch(/^Bearer \d+$/);
    expect(second).not.toBe(first);
  });

  test('that is all there is: the refusal is told', async () => {
    answers.push(refuse(401, 'Unauthorized'));
    await expect(withPlugin(gives('"same"')).get(configMaps, 'shop', 'a')).rejects.toMatchObject({
      status: 401,
      reason: 'Unauthorized',
    });
    expect(asked).toHaveLength(1);
  });

  test('of many requests at once starts one plugin only', async () => {
    answers.push(...Array.from({ length: 8 }, () => refuse(401, 'Unauthorized')));
    const busy = withPlugin(gives('String(process.hrtime.bigint())'));
    await Promise.all(Array.from({ length: 8 }, () => busy.get(configMaps, 'shop', 'a')));
    expect(new Set(asked.map(({ headers }) => headers.authorization)).size).toBe(2);
  });
});
