import { afterEach, describe, expect, test } from 'vitest';
import { readAddress } from '../../src/fixer/run/address.ts';
import { type Serving, serve } from '../../src/fixer/run/serve.ts';

let serving: Serving | undefined;

afterEach(async () => {
  await serving?.close();
});

async function start(unready?: string, metrics = 'up 1'): Promise<string> {
  serving = await serve(
    { host: '127.0.0.1', port: 0 },
    {
      unready: () => unready,
      metrics: async () => {
        if (metrics === '') throw new Error('no metrics');
        return { type: 'text/plain; version=0.0.4', text: metrics };
      },
    },
  );
  return `http://127.0.0.1:${serving.port}`;
}

describe('serves', () => {
  test.each([
    ['/healthz', undefined, 200, 'ok\n'],
    ['/healthz', 'not synced', 200, 'ok\n'],
    ['/readyz', undefined, 200, 'ok\n'],
    ['/readyz?verbose', undefined, 200, 'ok\n'],
    ['/readyz', 'not synced', 503, 'not synced\n'],
    ['/metrics', undefined, 200, 'up 1\n'],
    ['/', undefined, 404, 'not found\n'],
  ])('%s while unready is %j: %i', async (path, unready, status, text) => {
    const answer = await fetch((await start(unready)) + path);
    expect([answer.status, await answer.text()]).toEqual([status, text]);
  });

  test('metrics with the type that Prometheus asks for', async () => {
    const answer = await fetch(`${await start()}/metrics`);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4');
  });

  test('no other methods', async () => {
    const answer = await fetch(`${await start()}/healthz`, { method: 'POST' });
    expect(answer.status).toBe(405);
  });

  test('an error where metrics fail, and goes on', async () => {
    const url = await start(undefined, '');
    expect((await fetch(`${url}/metrics`)).status).toBe(500);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});

test('closing ends connections that are kept open', async () => {
  const url = await start();
  await fetch(`${url}/healthz`, { headers: { connection: 'keep-alive' } });
  await serving?.close();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});

test('an address that is taken is a failure', async () => {
  const { port } = new URL(await start());
  const pages = { unready: () => undefined, metrics: async () => ({ type: '', text: '' }) };
  await expect(serve({ host: '127.0.0.1', port: Number(port) }, pages)).rejects.toThrow(
    'EADDRINUSE',
  );
});

test.each([
  [':8080', { port: 8080 }],
  ['127.0.0.1:0', { host: '127.0.0.1', port: 0 }],
  ['[::1]:9090', { host: '::1', port: 9090 }],
  ['localhost:65535', { host: 'localhost', port: 65_535 }],
  ['8080', undefined],
  ['localhost', undefined],
  [':65536', undefined],
  ['::1:80', undefined],
  [':80a', undefined],
])('the address %s', (text, address) => {
  expect(readAddress(text)).toEqual(address);
});
