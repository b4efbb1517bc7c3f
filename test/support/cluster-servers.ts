import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createProgram, freePort, type Program } from './cluster-programs.ts';
import { type Access, createAsk } from './cluster-request.ts';

export interface Etcd {
  readonly program: Program;
  readonly url: string;
}

export async function createEtcd(programs: string, directory: string): Promise<Etcd> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const args = [
    `--data-dir=${join(directory, 'etcd')}`,
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    `--listen-peer-urls=http://127.0.0.1:${await freePort()}`,
    // Nothing has to survive the machine.
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
  const answers = async (): Promise<boolean> =>
    await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  const path = join(programs, 'etcd');
  return { program: createProgram({ name: 'etcd', path, args, directory, answers }), url };
}

interface Range {
  readonly header: { readonly revision: string };
}

/** Forgets all history up to now. */
export async function compact(etcd: string): Promise<void> {
  const ask = async (path: string, body: object): Promise<Response> =>
    await fetch(`${etcd}/v3/kv/${path}`, { method: 'POST', body: JSON.stringify(body) });
  const now = (await (await ask('range', { key: btoa('/') })).json()) as Range;
  const { status } = await ask('compaction', { revision: now.header.revision, physical: true });
  if (status !== 200) throw new Error(`etcd did not compact: ${status}`);
}

export interface ApiServer {
  readonly program: Program;
  /** Only when it has started: it makes its certificate itself. */
  readonly access: () => Access;
}

export async function createApiServer(
  programs: string,
  directory: string,
  etcd: string,
  flags: readonly string[],
): Promise<ApiServer> {
  const port = await freePort();
  const token = randomUUID();
  const tokens = join(directory, 'tokens.csv');
  const key = join(directory, 'service-accounts.key');
  const certificate = join(directory, 'apiserver.crt');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(key, privateKey.export({ type: 'pkcs1', format: 'pem' }));
  writeFileSync(tokens, `${token},admin,admin,system:masters\n`);
  const args = [
    `--etcd-servers=${etcd}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${directory}`,
    `--token-auth-file=${tokens}`,
    '--authorization-mode=RBAC',
    '--service-cluster-ip-range=10.0.0.0/24',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${key}`,
    `--service-account-signing-key-file=${key}`,
    ...flags,
  ];
  const access = (): Access => ({
    server: `https://127.0.0.1:${port}`,
    authority: readFileSync(certificate, 'utf8'),
    token,
  });
  const answers = async (): Promise<boolean> =>
    existsSync(certificate) &&
    (await createAsk(access())('GET', '/readyz').then(
      ({ status }) => status === 200,
      () => false,
    ));
  const path = join(programs, 'kube-apiserver');
  return {
    program: createProgram({ name: 'kube-apiserver', path, args, directory, answers }),
    access,
  };
}

/** The garbage collector, which removes what belonged to a removed object. */
export async function createGarbageCollector(
  programs: string,
  directory: string,
  kubeconfig: string,
): Promise<Program> {
  const port = await freePort();
  const name = 'kube-controller-manager';
  const args = [
    `--kubeconfig=${kubeconfig}`,
    '--controllers=garbage-collector-controller',
    '--leader-elect=false',
    `--secure-port=${port}`,
    `--cert-dir=${directory}/${name}`,
  ];
  // Its certificate is its own.
  const answers = async (): Promise<boolean> => await accepts(port);
  return createProgram({ name, path: join(programs, name), args, directory, answers });
}

async function accepts(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false)).once('connect', () => socket.end());
  });
}
