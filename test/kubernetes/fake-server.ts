import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { JsonObject } from '../../src/json.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

interface Event {
  readonly type: string;
  readonly version: number;
  readonly object: JsonObject;
}

/** An API server of one kind of object, which fails as it is told. */
export interface FakeServer {
  readonly url: string;
  /** `GET /path?query` of all that came. */
  readonly requests: string[];
  readonly objects: Map<string, JsonObject>;
  readonly put: (name: string, more?: JsonObject) => void;
  readonly remove: (name: string) => void;
  /** Sent to all open watches. */
  readonly bookmark: () => void;
  readonly send: (line: string) => void;
  /** Forgets what happened: watches and continue tokens of before are answered with 410. */
  readonly compact: () => void;
  /** The next so many requests that this fits are answered in that way instead. */
  readonly answer: (fits: (url: URL) => boolean, answer: Answer, times?: number) => void;
  readonly openWatches: () => number;
  /** Breaks the connections of all open watches. */
  readonly cut: () => void;
  /** Watches get nothing from now on, and what they should have got is lost for them. */
  readonly freeze: (isFrozen: boolean) => void;
  readonly stop: () => Promise<void>;
  /** On the same port. */
  readonly start: () => Promise<void>;
}

export const isWatch = (url: URL): boolean => url.searchParams.has('watch');
export const isList = (url: URL): boolean => !isWatch(url);

export function refuse(code: number, reason: string, headers: Record<string, string> = {}): Answer {
  return (_request, response) => {
    response.writeHead(code, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(statusOf(code, reason)));
  };
}

export function statusOf(code: number, reason: string): JsonObject {
  return { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message: reason };
}

function gone(response: ServerResponse): void {
  response.writeHead(410, { 'content-type': 'application/json' });
  response.end(JSON.stringify(statusOf(410, 'Expired')));
}

export async function startFakeServer(): Promise<FakeServer> {
  const objects = new Map<string, JsonObject>();
  const requests: string[] = [];
  const log: Event[] = [];
  const instead: { fits: (url: URL) => boolean; answer: Answer; times: number }[] = [];
  const watches = new Set<ServerResponse>();
  const sockets = new Set<Socket>();
  const snapshots = new Map<string, { items: JsonObject[]; version: number }>();
  let version = 100;
  let oldest = 0;
  let isFrozen = false;
  let port = 0;
  let server: Server;

  function happen(type: string, name: string, more: JsonObject): void {
    version++;
    const metadata = { name, namespace: 'shop', resourceVersion: String(version) };
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata, ...more };
    if (type === 'DELETED') objects.delete(name);
    else objects.set(name, object);
    log.push({ type, version, object });
    send(`${JSON.stringify({ type, object })}\n`);
  }

  function send(line: string): void {
    if (!isFrozen) for (const watch of watches) watch.write(line);
  }

  function list(url: URL, response: ServerResponse): void {
    const token = url.searchParams.get('continue');
    const [id = '', from = '0'] = (token ?? '').split(':');
    const snapshot = token === null ? { items: [...objects.values()], version } : snapshots.get(id);
    if (snapshot === undefined) {
      gone(response);
      return;
    }
    const end = Number(from) + Number(url.searchParams.get('limit') ?? 500);
    const name = token === null ? String(snapshots.size) : id;
    snapshots.set(name, snapshot);
    const metadata = {
      resourceVersion: String(snapshot.version),
      ...(end < snapshot.items.length && { continue: `${name}:${end}` }),
    };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ metadata, items: snapshot.items.slice(Number(from), end) }));
  }

  function watch(url: URL, response: ServerResponse): void {
    const from = Number(url.searchParams.get('resourceVersion'));
    if (from < oldest) {
      gone(response);
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    watches.add(response);
    response.on('close', () => watches.delete(response));
    if (isFrozen) return;
    for (const { type, object, version } of log) {
      if (version > from) response.write(`${JSON.stringify({ type, object })}\n`);
    }
  }

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://fake');
    requests.push(`${request.method} ${request.url}`);
    const found = instead.find(({ fits, times }) => times > 0 && fits(url));
    if (found) {
      found.times--;
      found.answer(request, response, url);
    } else if (isWatch(url)) watch(url, response);
    else list(url, response);
  }

  async function start(): Promise<void> {
    server = createServer(serve);
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
    port = (server.address() as AddressInfo).port;
  }

  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    objects,
    put: (name, more = {}) => happen(objects.has(name) ? 'MODIFIED' : 'ADDED', name, more),
    remove: (name) => happen('DELETED', name, {}),
    bookmark: () => {
      const metadata = { resourceVersion: String(version) };
      const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata };
      send(`${JSON.stringify({ type: 'BOOKMARK', object })}\n`);
    },
    send,
    compact: () => {
      log.length = 0;
      snapshots.clear();
      oldest = version;
    },
    answer: (fits, answer, times = 1) => {
      instead.push({ fits, answer, times });
    },
    openWatches: () => watches.size,
    cut: () => {
      for (const watch of watches) watch.destroy();
    },
    freeze: (value) => {
      isFrozen = value;
    },
    stop: async () => {
      const closed = new Promise((done) => server.close(done));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    start,
  };
}
