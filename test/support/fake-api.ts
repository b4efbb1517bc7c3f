import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

// biome-ignore lint/suspicious/noExplicitAny: objects of every kind.
type Any = any;

export interface FakeApi {
  readonly server: string;
  readonly kubeconfig: string;
  /** As `VERB path`, without queries. */
  readonly requests: string[];
  /** Writes it as somebody else would. */
  readonly put: (plural: string, object: Any) => Any;
  readonly objects: (plural: string) => readonly Any[];
  /** Says how requests fail; undefined: they don't. */
  failure: (verb: string, path: string) => { status: number; message: string } | undefined;
  readonly close: () => Promise<void>;
}

/** As much of an API server as the fixer needs: lists, watches, and conditional writes, in memory. */
export async function fakeApi(): Promise<FakeApi> {
  const objects = new Map<string, Map<string, Any>>();
  const watchers = new Map<string, Set<ServerResponse>>();
  const requests: string[] = [];
  let version = 100;

  const table = (plural: string): Map<string, Any> =>
    objects.get(plural) ?? objects.set(plural, new Map()).get(plural) ?? new Map();

  function put(plural: string, object: Any, type = 'ADDED'): Any {
    version += 1;
    const { metadata } = object;
    const written = {
      ...object,
      metadata: { uid: randomUUID(), ...metadata, resourceVersion: String(version) },
    };
    table(plural).set(`${metadata.namespace}/${metadata.name}`, written);
    for (const watcher of watchers.get(plural) ?? []) {
      watcher.write(`${JSON.stringify({ type, object: written })}\n`);
    }
    return written;
  }

  function watch(plural: string, response: ServerResponse): void {
    const all = watchers.get(plural) ?? new Set();
    watchers.set(plural, all.add(response));
    response.once('close', () => all.delete(response));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://api');
    const verb = request.method ?? 'GET';
    requests.push(`${verb} ${url.pathname}`);
    const failure = api.failure(verb, url.pathname);
    if (failure !== undefined) return say(response, failure.status, statusOf(failure));
    const parts = url.pathname.split('/').slice(url.pathname.startsWith('/api/') ? 3 : 4);
    const [namespace, plural = '', name] =
      parts[0] === 'namespaces' ? parts.slice(1) : [undefined, ...parts];
    if (url.searchParams.has('watch')) return watch(plural, response);
    const body = verb === 'GET' ? undefined : JSON.parse(await text(request));
    const found = table(plural).get(`${namespace}/${name}`);
    if (verb === 'GET' && name === undefined) {
      const items = [...table(plural).values()].filter(
        (each) => namespace === undefined || each.metadata.namespace === namespace,
      );
      return say(response, 200, { metadata: { resourceVersion: String(version) }, items });
    }
    if (verb === 'POST') return say(response, 201, put(plural, body));
    if (found === undefined) {
      return say(
        response,
        404,
        statusOf({ status: 404, message: `${plural} "${name}" not found` }),
      );
    }
    if (verb === 'GET') return say(response, 200, found);
    const { resourceVersion } = body.metadata ?? {};
    if (resourceVersion !== undefined && resourceVersion !== found.metadata.resourceVersion) {
      return say(response, 409, statusOf({ status: 409, message: 'the object has been modified' }));
    }
    return say(response, 200, put(plural, merged(found, body), 'MODIFIED'));
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = mkdtempSync(join(tmpdir(), 'revcast-fake-api-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  writeFileSync(kubeconfig, kubeconfigText(url));
  const api: FakeApi = {
    server: url,
    kubeconfig,
    requests,
    put,
    objects: (plural) => [...table(plural).values()],
    failure: () => undefined,
    close: async () => {
      rmSync(folder, { recursive: true });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return api;
}

function say(response: ServerResponse, status: number, body: Any): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function statusOf({ status, message }: { status: number; message: string }): Any {
  const reasons: Record<number, string> = { 403: 'Forbidden', 404: 'NotFound', 409: 'Conflict' };
  return { kind: 'Status', code: status, message, reason: reasons[status] ?? '' };
}

/** RFC 7386. */
function merged(target: Any, patch: Any): Any {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
}

export function kubeconfigText(server: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'fake', cluster: { server } }],
    users: [{ name: 'fake', user: {} }],
    contexts: [{ name: 'fake', context: { cluster: 'fake', user: 'fake', namespace: 'revcast' } }],
    'current-context': 'fake',
  });
}
