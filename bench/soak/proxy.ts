import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Access } from '../../test/support/cluster-request.ts';

/** A write that the API server took. */
export interface Written {
  readonly method: string;
  readonly path: string;
  /** Without what makes it conditional. */
  readonly body: string;
  readonly status: number;
}

/** Stands between fixers and an API server, and makes trouble. */
export interface FaultProxy {
  readonly server: string;
  readonly writes: readonly Written[];
  readonly requests: () => number;
  /** Share of writes that are answered 409, 429 or 500 instead of being passed on. */
  failing: number;
  /** Ends all watches. */
  readonly cut: () => void;
  readonly close: () => void;
}

const refusals = [409, 429, 500];

export async function startProxy(access: Access): Promise<FaultProxy> {
  const agent = new Agent({ ca: access.authority, keepAlive: true });
  const target = new URL(access.server);
  const writes: Written[] = [];
  const watches = new Set<ServerResponse>();
  let requests = 0;
  let refused = 0;

  const pass = async (from: IncomingMessage, to: ServerResponse): Promise<void> => {
    requests++;
    const { method = 'GET', url = '/', headers } = from;
    const chunks: Buffer[] = [];
    for await (const chunk of from) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const isWrite = method !== 'GET' && !url.includes('/leases');
    if (isWrite && Math.random() < proxy.failing) {
      const code = refusals[refused++ % refusals.length] ?? 500;
      to.writeHead(code, { 'content-type': 'application/json', 'retry-after': '1' });
      to.end(JSON.stringify({ kind: 'Status', apiVersion: 'v1', code, message: 'made trouble' }));
      return;
    }
    const passed = request(
      { agent, host: target.hostname, port: target.port, method, path: url, headers },
      (answer) => {
        const status = answer.statusCode ?? 0;
        if (isWrite && status < 300) {
          writes.push({ method, path: url, body: unconditional(body.toString()), status });
        }
        to.writeHead(status, answer.headers);
        if (url.includes('watch=')) watches.add(to);
        to.on('close', () => watches.delete(to));
        answer.on('error', () => to.destroy());
        answer.pipe(to);
      },
    );
    passed.on('error', () => to.destroy());
    to.on('close', () => passed.destroy());
    passed.end(body);
  };

  const server = createServer((from, to) => void pass(from, to).catch(() => to.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: FaultProxy = {
    server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    writes,
    requests: () => requests,
    failing: 0,
    cut: () => {
      for (const watch of watches) watch.destroy();
    },
    close: () => {
      server.close();
      server.closeAllConnections();
      agent.destroy();
    },
  };
  return proxy;
}

function unconditional(body: string): string {
  return body.replace(/"(resourceVersion|uid)":"[^"]*",?/g, '');
}
