import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Address } from './address.ts';

export interface Pages {
  /** Why the fixer isn't ready; undefined when it is. */
  readonly unready: () => string | undefined;
  readonly metrics: () => Promise<{ readonly type: string; readonly text: string }>;
}

export interface Serving {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** `/healthz`, `/readyz` and `/metrics`. Fails when the address can't be listened on. */
export async function serve({ host, port }: Address, pages: Pages): Promise<Serving> {
  const server = createServer((request, response) => {
    const [path] = (request.url ?? '').split('?');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(response, 405, 'GET only');
    if (path === '/healthz') return answer(response, 200, 'ok');
    if (path === '/readyz') {
      const reason = pages.unready();
      return answer(response, reason === undefined ? 200 : 503, reason ?? 'ok');
    }
    if (path !== '/metrics') return answer(response, 404, 'not found');
    pages.metrics().then(
      ({ type, text }) => answer(response, 200, text, type),
      (error: unknown) => answer(response, 500, String(error)),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, resolve);
  });
  return { port: portOf(server), close: () => close(server) };
}

function answer(response: ServerResponse, status: number, text: string, type = 'text/plain'): void {
  response.writeHead(status, { 'Content-Type': type });
  response.end(text.endsWith('\n') ? text : `${text}\n`);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // A scraper keeps its connection open for the next time.
    server.closeAllConnections();
  });
}
