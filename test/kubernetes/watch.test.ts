import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { configMaps } from '../../src/kubernetes/resources.ts';
import { type Reflection, type ReflectSettings, reflect } from '../../src/kubernetes/watch.ts';
import {
  type Answer,
  type FakeServer,
  isList,
  isWatch,
  refuse,
  startFakeServer,
  statusOf,
} from './fake-server.ts';
import { createRecorder, plainConnection, type Recorder } from './support.ts';

const quick: ReflectSettings = { backoff: { first: 10, most: 50 }, silence: 5_000 };

let server: FakeServer;
let sink: Recorder;
let reflection: Reflection | undefined;

beforeEach(async () => {
  server = await startFakeServer();
  sink = createRecorder();
});

afterEach(async () => {
  reflection?.stop();
  await reflection?.done;
  await server.stop();
});

function begin(settings: ReflectSettings = quick): void {
  const connection = plainConnection(server.url);
  reflection = reflect(connection, configMaps, { namespace: 'shop' }, sink, settings);
}

const until = (check: () => void): Promise<void> =>
  vi.waitFor(check, { timeout: 5_000, interval: 2 });

/** The sink holds exactly what the server has. */
const inStep = (): Promise<void> =>
  vi.waitFor(
    () => expect(Object.fromEntries(sink.held)).toEqual(Object.fromEntries(server.objects)),
    {
      timeout: 5_000,
      interval: 5,
    },
  );

const lists = (): string[] => server.requests.filter((line) => !line.includes('watch=1'));
const watches = (): string[] => server.requests.filter((line) => line.includes('watch=1'));
const watching = (): Promise<void> =>
  vi.waitFor(() => expect(server.openWatches()).toBe(1), { timeout: 5_000, interval: 5 });

describe('what there is is told', () => {
  test('a list in pages of 500, then every change', async () => {
    for (let n = 0; n < 1_234; n++) server.put(`m${n}`);
    begin();
    await watching();
    await inStep();
    expect(sink.retained).toEqual([1_234]);
    expect(lists()).toHaveLength(3);
    server.put('m7', { data: { changed: 'yes' } });
    server.put('new');
    server.remove('m8');
    await inStep();
    expect(sink.told.slice(-3)).toEqual(['+m7', '+new', '-m8']);
    expect(lists()).toHaveLength(3);
  });

  test('a bookmark moves the watch on: what came before it isn’t asked for again', async () => {
    server.put('a');
    begin();
    await watching();
    server.freeze(true);
    server.put('not told here');
    server.freeze(false);
    server.bookmark();
    await until(() => expect(sink.told).toEqual(['+a']));
    await new Promise((soon) => setTimeout(soon, 30));
    server.cut();
    await until(() => expect(watches()).toHaveLength(2));
    expect(watches()[1]).toContain('resourceVersion=102');
  });

  test('the server is to end each watch after five to ten minutes, not all at once', async () => {
    begin({ ...quick, random: () => 0.5 });
    await watching();
    expect(watches()[0]).toContain('timeoutSeconds=450');
    expect(watches()[0]).toContain('allowWatchBookmarks=true');
  });

  test('an event of an unknown type is passed over', async () => {
    begin();
    await watching();
    server.send(`${JSON.stringify({ type: 'LATER', object: { metadata: {} } })}\n`);
    server.put('a');
    await inStep();
    expect(sink.restarts).toEqual([]);
  });

  test('a list that expires between two pages starts again, and keeps nothing of the first try', async () => {
    for (let n = 0; n < 600; n++) server.put(`m${n}`);
    server.answer(
      (url) => url.searchParams.has('continue'),
      (request, response, url) => {
        server.remove('m3');
        server.compact();
        refuse(410, 'Expired')(request, response, url);
      },
    );
    begin();
    await inStep();
    expect(sink.retained).toEqual([599]);
  });
});

describe('nothing is lost', () => {
  test.each<[string, () => void, string]>([
    ['the connection breaks', () => server.cut(), 'closed'],
    [
      'an event is cut off in its middle',
      () => {
        server.send('{"type":"ADDED","object":{"metadata":{"na');
        server.cut();
      },
      'closed',
    ],
  ])('when %s: the watch goes on where it was, without a list', async (_what, break_, reason) => {
    server.put('a');
    begin();
    await watching();
    break_();
    server.put('b');
    server.remove('a');
    await inStep();
    expect(sink.restarts).toEqual([reason]);
    expect(lists()).toHaveLength(1);
    expect(sink.told).toEqual(['+a', '+b', '-a']);
  });

  test('when the connection falls silent: it is given up, and nothing is listed', async () => {
    server.put('a');
    begin({ ...quick, silence: 80 });
    await watching();
    server.freeze(true);
    server.put('b');
    await new Promise((soon) => setTimeout(soon, 40));
    server.freeze(false);
    await until(() => expect(sink.held.has('b')).toBe(true));
    expect(sink.restarts[0]).toBe('silent');
    expect(lists()).toHaveLength(1);
  });

  test('when the connection falls silent: idle connections, which may be as dead, are closed', async () => {
    const dropIdle = vi.fn();
    const connection = { ...plainConnection(server.url), dropIdle };
    reflection = reflect(connection, configMaps, {}, sink, { ...quick, silence: 50 });
    await until(() => expect(sink.restarts).toContain('silent'));
    expect(dropIdle).toHaveBeenCalled();
  });

  test('when a watch ends in an error of the server: all is listed, or it might end there for ever', async () => {
    server.put('a');
    begin();
    await watching();
    server.send(`${JSON.stringify({ type: 'ERROR', object: statusOf(500, 'InternalError') })}\n`);
    await until(() => expect(sink.retained).toEqual([1, 1]));
    expect(sink.restarts).toEqual(['error']);
  });

  test('when nothing comes twice, not even a bookmark: all is listed', async () => {
    // As after etcd was restored from a backup: the server waits for a version that comes late.
    server.put('a');
    begin({ ...quick, silence: 80 });
    await watching();
    server.freeze(true);
    server.put('b');
    await until(() => expect(sink.held.has('b')).toBe(true));
    expect(sink.restarts).toEqual(['silent', 'silent']);
  });

  test('bookmarks alone keep a quiet watch open', async () => {
    begin({ ...quick, silence: 600 });
    await watching();
    for (let n = 0; n < 8; n++) {
      server.bookmark();
      await new Promise((soon) => setTimeout(soon, 100));
    }
    expect(sink.restarts).toEqual([]);
  });

  test('when the server restarts', async () => {
    server.put('a');
    begin();
    await watching();
    await server.stop();
    server.put('b');
    await new Promise((soon) => setTimeout(soon, 60));
    await server.start();
    await inStep();
    expect(sink.restarts[0]).toBe('closed');
    expect(new Set(sink.restarts.slice(1))).toEqual(new Set(['error']));
    expect(lists()).toHaveLength(1);
  });

  test.each<[string, () => void]>([
    [
      'as an HTTP status',
      () => {
        server.compact();
        server.cut();
      },
    ],
    [
      'as an event',
      () => server.send(`${JSON.stringify({ type: 'ERROR', object: statusOf(410, 'Expired') })}\n`),
    ],
  ])(
    'when the version is gone, told %s: all is listed, and what is left is told',
    async (_how, expire) => {
      server.put('a');
      server.put('b');
      begin();
      await watching();
      server.freeze(true);
      server.remove('a');
      server.put('c');
      server.freeze(false);
      expire();
      await inStep();
      expect(sink.restarts).toContain('gone');
      expect(sink.retained).toEqual([2, 2]);
    },
  );

  test.each<[string, Answer, string]>([
    ['401', refuse(401, 'Unauthorized'), 'unauthorized'],
    ['429', refuse(429, 'TooManyRequests'), 'throttled'],
    ['500', refuse(500, 'InternalError'), 'error'],
    [
      'a connection closed without an answer',
      (_q, response) => void response.socket?.destroy(),
      'error',
    ],
  ])(
    'when a watch is answered with %s: it is tried again from where it was',
    async (_how, answer, reason) => {
      server.put('a');
      server.answer(isWatch, answer, 3);
      begin();
      await watching();
      server.put('b');
      await inStep();
      expect(sink.restarts).toEqual([reason, reason, reason]);
      expect(lists()).toHaveLength(1);
    },
  );

  test.each<[string, Answer]>([
    ['500', refuse(500, 'InternalError')],
    ['404, before the definition is there', refuse(404, 'NotFound')],
    [
      'half a list',
      (_q, response) => {
        response.writeHead(200, { 'content-length': 99 });
        response.write('{"items":[', () => response.destroy());
      },
    ],
    ['a page of HTML', (_q, response) => void response.end('<html>')],
    ['a broken connection', (_q, response) => void response.socket?.destroy()],
  ])('when a list is answered with %s', async (_how, answer) => {
    server.put('a');
    server.answer(isList, answer, 2);
    begin();
    await watching();
    await inStep();
    expect(sink.restarts).toEqual(['error', 'error']);
  });

  test('when a line is no event: all is listed', async () => {
    server.put('a');
    begin();
    await watching();
    server.send('{"type":\n');
    await until(() => expect(sink.retained).toEqual([1, 1]));
    expect(sink.restarts).toEqual(['error']);
  });

  test('when the sink throws: it is told, and the object comes again', async () => {
    server.put('a');
    let isBroken = true;
    const failed = vi.fn();
    const { seen } = sink;
    const broken = (object: Parameters<typeof seen>[0]): void => {
      if (isBroken) throw new Error('broken');
      seen(object);
    };
    const connection = plainConnection(server.url);
    reflection = reflect(
      connection,
      configMaps,
      {},
      { ...sink, seen: broken },
      { ...quick, failed },
    );
    await until(() => expect(failed).toHaveBeenCalledWith(new Error('broken')));
    isBroken = false;
    await inStep();
  });

  test('after a while all is listed again, whatever was missed', async () => {
    server.put('a');
    begin({ ...quick, listAgainAfter: 50 });
    await watching();
    await new Promise((soon) => setTimeout(soon, 80));
    server.cut();
    await until(() => expect(sink.retained).toEqual([1, 1]));
  });

  test('through 60 cuts at any moment while objects come and go', async () => {
    begin({ ...quick, backoff: { first: 2, most: 10 } });
    for (let n = 0; n < 60; n++) {
      server.put(`m${n % 17}`, { data: { n } });
      if (n % 3 === 0) server.cut();
      if (n % 5 === 0 && server.objects.has(`m${n % 7}`)) server.remove(`m${n % 7}`);
      if (n % 20 === 19) server.compact();
      await new Promise((soon) => setTimeout(soon, n % 6));
    }
    await inStep();
  });
});

describe('the server isn’t stormed', () => {
  test('pauses grow while it fails, differ by chance, and start small again afterwards', async () => {
    const at: number[] = [];
    server.answer(
      isWatch,
      (request, response, url) => {
        at.push(performance.now());
        refuse(500, 'InternalError')(request, response, url);
      },
      5,
    );
    begin({ ...quick, backoff: { first: 20, most: 200 }, random: () => 0 });
    await watching();
    at.push(performance.now());
    const pauses = at.slice(1).map((time, n) => time - (at[n] ?? 0));
    // Half of 20, 40, 80, 160, then of the most, 200.
    for (const [n, least] of [10, 20, 40, 80, 100].entries()) {
      expect(pauses[n]).toBeGreaterThanOrEqual(least - 2);
    }
    await new Promise((soon) => setTimeout(soon, 120));
    const cut = performance.now();
    server.cut();
    await vi.waitFor(() => expect(watches()).toHaveLength(7), { interval: 1 });
    expect(performance.now() - cut).toBeLessThan(95);
  });

  test('a watch that is closed as soon as it is open doesn’t become a busy loop', async () => {
    server.answer(isWatch, (_request, response) => void response.writeHead(200).end(), 1_000);
    begin({ ...quick, backoff: { first: 20, most: 400 } });
    await new Promise((soon) => setTimeout(soon, 500));
    expect(watches().length).toBeLessThan(8);
  });

  test('Retry-After is waited for', async () => {
    let refused = 0;
    server.answer(isWatch, (request, response, url) => {
      refused = performance.now();
      refuse(429, 'TooManyRequests', { 'retry-after': '1' })(request, response, url);
    });
    begin();
    await watching();
    expect(performance.now() - refused).toBeGreaterThan(990);
    expect(sink.restarts).toEqual(['throttled']);
  });
});

describe('stop', () => {
  test('at once in a watch, and nothing is told afterwards', async () => {
    server.put('a');
    begin();
    await watching();
    const before = performance.now();
    reflection?.stop();
    await reflection?.done;
    expect(performance.now() - before).toBeLessThan(200);
    server.put('b');
    await until(() => expect(server.openWatches()).toBe(0));
    expect(sink.told).toEqual(['+a']);
    expect(sink.restarts).toEqual([]);
  });

  test('at once in a pause, and while a list is awaited', async () => {
    server.answer(isList, () => {});
    begin();
    await until(() => expect(server.requests).toHaveLength(1));
    reflection?.stop();
    await reflection?.done;
    server.answer(isList, refuse(500, 'InternalError'));
    begin({ ...quick, backoff: { first: 60_000, most: 60_000 } });
    await until(() => expect(sink.restarts).toEqual(['error']));
    reflection?.stop();
    await reflection?.done;
  });
});
