import http, { type Agent } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import tls from 'node:tls';
import { ConnectError } from './errors.ts';

export interface Tls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly servername?: string;
  readonly rejectUnauthorized: boolean;
}

const common = {
  keepAlive: true,
  // Below the 60 s of common load balancers and the 90 s of the API server: we hang up first, so
  // that a request is rarely sent into a closing socket.
  timeout: 30_000,
  keepAliveInitialDelay: 30_000,
  maxFreeSockets: 8,
} as const;

/** The sockets of one server, through a proxy (http or https) if there is one. */
export function createAgent(server: string, security: Tls, proxy?: string): Agent {
  const isSecure = server.startsWith('https:');
  const agent = isSecure ? new https.Agent({ ...common, ...security }) : new http.Agent(common);
  if (proxy !== undefined) goThrough(agent, proxyOf(proxy), isSecure);
  return agent;
}

/** Closes the sockets that wait for a next request; those in use go on. */
export function dropIdle(agent: Agent): void {
  for (const sockets of Object.values(agent.freeSockets)) {
    for (const socket of sockets ?? []) socket.destroy();
  }
}

function proxyOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new ConnectError(`The proxy "${text}" isn't an http or https URL.`);
  }
  return url;
}

type Connected = (error: Error | null, socket?: Socket) => void;

/** What node's agent knows of a connection that it wants. */
type Wanted = { readonly host: string; readonly port: number | string } & tls.ConnectionOptions;

function goThrough(agent: Agent, proxy: URL, isSecure: boolean): void {
  const createConnection = (wanted: Wanted, connected: Connected): void => {
    tunnel(proxy, `${wanted.host}:${wanted.port}`).then(
      (socket) => connected(null, isSecure ? tls.connect({ ...wanted, socket }) : socket),
      (error: Error) => connected(error),
    );
  };
  Object.assign(agent, { createConnection });
}

/** A socket to the authority, which the proxy was asked for with CONNECT. */
function tunnel(proxy: URL, authority: string): Promise<Socket> {
  const { username, password } = proxy;
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return new Promise((resolve, reject) => {
    const request = (proxy.protocol === 'https:' ? https : http).request({
      method: 'CONNECT',
      host: proxy.hostname,
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      path: authority,
      agent: false,
      headers: {
        host: authority,
        ...(username && {
          'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}`,
        }),
      },
    });
    request.setTimeout(30_000, () =>
      request.destroy(new Error(`${proxy.host}: no answer in time`)),
    );
    request.once('error', reject);
    request.once('connect', (answer, socket) => {
      if (answer.statusCode === 200) return resolve(socket as Socket);
      socket.destroy();
      reject(new Error(`The proxy ${proxy.host} answered ${answer.statusCode}.`));
    });
    request.end();
  });
}
