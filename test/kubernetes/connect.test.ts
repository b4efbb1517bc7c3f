import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { type AddressInfo, connect as connectSocket, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { type ConnectOptions, connect } from '../../src/kubernetes/connect.ts';
import { send } from '../../src/kubernetes/request.ts';

// A CA whose key is thrown away, a server (api.test, 127.0.0.1) and a client (jo), for 100 years.
const certificates = join(import.meta.dirname, 'tls');

let folder: string;
let open: Server[];
/** Told to each: the Authorization header, and the name in the client's certificate. */
let seen: { authorization: string | undefined; subject: string | undefined; connect?: string }[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'revcast-connect-'));
  open = [];
  seen = [];
});

afterEach(async () => {
  vi.useRealTimers();
  for (const server of open) {
    if (server instanceof http.Server || server instanceof https.Server)
      server.closeAllConnections();
    server.close();
  }
  await rm(folder, { recursive: true });
});

async function portOf(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return (server.address() as AddressInfo).port;
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const socket = request.socket as Partial<TLSSocket>;
  const subject = socket.getPeerCertificate?.()?.subject?.CN;
  seen.push({ authorization: request.headers.authorization, subject: subject?.toString() });
  response.end('{}');
}

const plainServer = async (): Promise<string> =>
  `http://127.0.0.1:${await portOf(http.createServer(answer))}`;

async function secureServer(): Promise<number> {
  const [cert, key, ca] = await Promise.all(
    ['server.crt', 'server.key', 'ca.crt'].map((name) => readFile(join(certificates, name))),
  );
  const options = { cert, key, ca, requestCert: true, rejectUnauthorized: false };
  return portOf(https.createServer(options as https.ServerOptions, answer));
}

async function write(path: string, content: unknown): Promise<string> {
  const full = join(folder, path);
  await mkdir(join(full, '..'), { recursive: true });
  await writeFile(full, typeof content === 'string' ? content : stringify(content));
  return full;
}

const config = (cluster: object, user: object = {}, more: object = {}) => ({
  'current-context': 'c',
  contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
  clusters: [{ name: 'c', cluster }],
  users: [{ name: 'u', user }],
  ...more,
});

const connecting = (options: ConnectOptions = {}, env: NodeJS.ProcessEnv = {}) =>
  connect(options, { env, home: join(folder, 'home'), serviceAccount: join(folder, 'account') });

/** Connects, and asks once. */
async function ask(options: ConnectOptions = {}, env: NodeJS.ProcessEnv = {}): Promise<void> {
  await send(await connecting(options, env), { method: 'GET', path: '/api' });
}

describe('where the cluster is said', () => {
  test('a named file, else KUBECONFIG, else the file at home, else the pod’s own', async () => {
    const at = async (path: string, name: string): Promise<string> =>
      write(path, config({ server: `https://${name}` }));
    const env = { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' };
    await write('account/token', 't');
    await write('account/ca.crt', await readFile(join(certificates, 'ca.crt'), 'utf8'));
    await write('account/namespace', 'knative-serving\n');

    const own = await connecting({}, env);
    expect([own.server, own.namespace]).toEqual(['https://10.0.0.1:443', 'knative-serving']);
    await at('home/.kube/config', 'home');
    expect((await connecting({}, env)).server).toBe('https://home');
    const KUBECONFIG = [join(folder, 'missing'), await at('env', 'env')].join(delimiter);
    expect((await connecting({}, { ...env, KUBECONFIG })).server).toBe('https://env');
    const kubeconfig = await at('named', 'named');
    expect((await connecting({ kubeconfig }, { ...env, KUBECONFIG })).server).toBe('https://named');
  });

  test('an IPv6 address of the API server is put in brackets', async () => {
    await write('account/token', 't');
    await write('account/ca.crt', '');
    const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '6443' };
    expect((await connecting({}, env)).server).toBe('https://[fd00::1]:6443');
  });

  test.each<[string, ConnectOptions, NodeJS.ProcessEnv, RegExp]>([
    ['nothing at all', {}, {}, /not a pod\. Name one with --kubeconfig/],
    [
      'a file that is missing',
      { kubeconfig: '/missing/k' },
      {},
      /\/missing\/k can't be read: no such file/,
    ],
    [
      'a KUBECONFIG of missing files only',
      {},
      { KUBECONFIG: '/missing/k' },
      /names no file that exists/,
    ],
    [
      'a context, but no kubeconfig',
      { context: 'prod' },
      { KUBERNETES_SERVICE_HOST: 'a', KUBERNETES_SERVICE_PORT: '1' },
      /context "prod"/,
    ],
    [
      'a pod without its token',
      {},
      { KUBERNETES_SERVICE_HOST: 'a', KUBERNETES_SERVICE_PORT: '1' },
      /Credentials can't be read: .*token: no such file/,
    ],
  ])('%s is a clear error', async (_what, options, env, message) => {
    await expect(connecting(options, env)).rejects.toMatchObject({
      name: 'ConnectError',
      message: expect.stringMatching(message),
    });
  });
});

describe('credentials', () => {
  test.each<[string, object, string]>([
    ['a token', { token: 'abc' }, 'Bearer abc'],
    ['a name and a password', { username: 'jo', password: 'é:1' }, `Basic ${btoa('jo:Ã©:1')}`],
  ])('%s', async (_what, user, authorization) => {
    const kubeconfig = await write('k', config({ server: await plainServer() }, user));
    await ask({ kubeconfig });
    expect(seen[0]?.authorization).toBe(authorization);
  });

  test('a token file is read again after a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await write('conf/token', 'old\n');
    const cluster = { server: await plainServer() };
    const kubeconfig = await write(
      'conf/k',
      config(cluster, { tokenFile: 'token', token: 'unused' }),
    );
    const connection = await connecting({ kubeconfig });
    const once = () => send(connection, { method: 'GET', path: '/api' });
    await once();
    await write('conf/token', 'new');
    await once();
    vi.setSystemTime(Date.now() + 61_000);
    await Promise.all([once(), once()]);
    expect(seen.map(({ authorization }) => authorization)).toEqual([
      'Bearer old',
      'Bearer old',
      'Bearer new',
      'Bearer new',
    ]);
  });

  const plugin = (script: string, more: object = {}) => ({
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: process.execPath,
      args: ['-e', script],
      ...more,
    },
  });
  const print = (value: string): string => `console.log(JSON.stringify({ status: ${value} }))`;

  test('a plugin is asked again when what it gave is about to expire', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const expires = `new Date(${Date.now() + 60_000}).toISOString()`;
    const user = plugin(
      print(`{ token: String(process.hrtime.bigint()), expirationTimestamp: ${expires} }`),
    );
    const kubeconfig = await write('k', config({ server: await plainServer() }, user));
    const connection = await connecting({ kubeconfig });
    for (const later of [0, 45_000, 10_000]) {
      vi.setSystemTime(Date.now() + later);
      await send(connection, { method: 'GET', path: '/api' });
    }
    const tokens = seen.map(({ authorization }) => authorization);
    expect(tokens[1]).toBe(tokens[0]);
    expect(tokens[2]).not.toBe(tokens[0]);
  });

  test('a plugin is told about the cluster, has its own variables, and may lie beside the kubeconfig', async () => {
    const token = 'info.spec.cluster.config.audience + info.spec.interactive + process.env.PROFILE';
    const info = 'const info = JSON.parse(process.env.KUBERNETES_EXEC_INFO);';
    const script = await write(
      'conf/bin/login',
      `#!${process.execPath}\n${info}${print(`{ token: ${token} }`)}`,
    );
    const { chmod } = await import('node:fs/promises');
    await chmod(script, 0o755);
    const name = 'client.authentication.k8s.io/exec';
    const kubeconfig = await write(
      'conf/k',
      config(
        { server: await plainServer(), extensions: [{ name, extension: { audience: 'a' } }] },
        plugin('', {
          command: 'bin/login',
          args: [],
          provideClusterInfo: true,
          env: [{ name: 'PROFILE', value: 'p' }],
        }),
      ),
    );
    await ask({ kubeconfig }, { PATH: process.env.PATH });
    expect(seen[0]?.authorization).toBe('Bearer afalsep');
  });

  test.each<[string, object, RegExp]>([
    [
      'isn’t there',
      plugin('', { command: 'no-such-plugin', installHint: 'Install it.' }),
      /no-such-plugin can't be run: .* Install it\./,
    ],
    [
      'fails',
      plugin('console.error("please log in"); process.exit(3)'),
      /failed \(3\): please log in/,
    ],
    ['prints something else', plugin('console.log("hi")'), /didn't print an ExecCredential/],
    ['gives nothing', plugin(print('{}')), /neither a token nor a certificate/],
  ])('a plugin that %s is told', async (_what, user, message) => {
    const kubeconfig = await write('k', config({ server: 'https://x' }, user));
    await expect(connecting({ kubeconfig })).rejects.toThrow(message);
  });
});

describe('TLS', () => {
  const files = {
    'client-certificate': join(certificates, 'client.crt'),
    'client-key': join(certificates, 'client.key'),
  };
  const authority = { 'certificate-authority': join(certificates, 'ca.crt') };

  test('the server is checked with the cluster’s CA, and we with our certificate', async () => {
    const cluster = { server: `https://127.0.0.1:${await secureServer()}`, ...authority };
    await ask({ kubeconfig: await write('k', config(cluster, files)) });
    expect(seen).toEqual([{ authorization: undefined, subject: 'jo' }]);
  });

  test('the same as data, or out of a plugin', async () => {
    const data = async (name: string) =>
      (await readFile(join(certificates, name))).toString('base64');
    const cluster = {
      server: `https://localhost:${await secureServer()}`,
      'tls-server-name': 'api.test',
      'certificate-authority-data': await data('ca.crt'),
    };
    const user = {
      'client-certificate-data': await data('client.crt'),
      'client-key-data': await data('client.key'),
    };
    await ask({ kubeconfig: await write('k', config(cluster, user)) });
    const script = `const read = (name) => require('fs').readFileSync(${JSON.stringify(certificates)} + name, 'utf8');
      console.log(JSON.stringify({ status: { clientCertificateData: read('/client.crt'), clientKeyData: read('/client.key') } }))`;
    const exec = { command: process.execPath, args: ['-e', script] };
    await ask({ kubeconfig: await write('p', config(cluster, { exec })) });
    expect(seen.map(({ subject }) => subject)).toEqual(['jo', 'jo']);
  });

  test('an unknown server is refused, except when nothing is to be checked', async () => {
    const server = `https://127.0.0.1:${await secureServer()}`;
    await expect(ask({ kubeconfig: await write('k', config({ server })) })).rejects.toThrow();
    const careless = { server, 'insecure-skip-tls-verify': true };
    await ask({ kubeconfig: await write('k', config(careless)) });
    expect(seen).toHaveLength(1);
  });

  test('a certificate that was replaced is used for the next connection', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    for (const name of ['client.crt', 'client.key']) {
      await write(`c/${name}`, await readFile(join(certificates, name), 'utf8'));
    }
    const cluster = { server: `https://127.0.0.1:${await secureServer()}`, ...authority };
    const user = { 'client-certificate': 'client.crt', 'client-key': 'client.key' };
    const connection = await connecting({ kubeconfig: await write('c/k', config(cluster, user)) });
    const { agent } = await connection.access();
    vi.setSystemTime(Date.now() + 61_000);
    expect((await connection.access()).agent).toBe(agent);
    const more = `${await readFile(join(certificates, 'client.crt'), 'utf8')}\n`;
    await write('c/client.crt', more);
    vi.setSystemTime(Date.now() + 61_000);
    expect((await connection.access()).agent).not.toBe(agent);
    await send(connection, { method: 'GET', path: '/api' });
    expect(seen[0]?.subject).toBe('jo');
  });

  test.each(['http', 'https'])('%s through a proxy, which wants a password', async (protocol) => {
    const proxy = http.createServer();
    const asked: (string | undefined)[] = [];
    proxy.on('connect', (request, socket) => {
      asked.push(request.url, request.headers['proxy-authorization']);
      const [host, port] = (request.url ?? '').split(':');
      const onward = connectSocket(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connected\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
    });
    const url = `http://jo:pa%20ss@127.0.0.1:${await portOf(proxy)}`;
    const server =
      protocol === 'http' ? await plainServer() : `https://127.0.0.1:${await secureServer()}`;
    const cluster = { server, 'proxy-url': url, ...authority };
    await ask({ kubeconfig: await write('k', config(cluster)) });
    expect(seen).toHaveLength(1);
    expect(asked).toEqual([new URL(server).host, `Basic ${btoa('jo:pa ss')}`]);
  });

  test('a proxy that refuses, and one of a kind that isn’t known', async () => {
    const proxy = http.createServer();
    proxy.on('connect', (_request, socket) => socket.end('HTTP/1.1 407 No\r\n\r\n'));
    const url = `http://127.0.0.1:${await portOf(proxy)}`;
    const cluster = { server: 'https://127.0.0.1:1', 'proxy-url': url };
    await expect(ask({ kubeconfig: await write('k', config(cluster)) })).rejects.toThrow(
      /answered 407/,
    );
    const socks = { server: 'https://127.0.0.1:1', 'proxy-url': 'socks5://127.0.0.1:1' };
    await expect(ask({ kubeconfig: await write('k', config(socks)) })).rejects.toThrow(
      /isn't an http or https URL/,
    );
  });
});
