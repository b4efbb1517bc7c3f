import { readFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { systemMessage } from '../diagnostics/system.ts';
import { type Connection, connectionTo } from './connection.ts';
import { ConnectError } from './errors.ts';
import { type KubeconfigFile, type Target, targetOf } from './kubeconfig.ts';

export type { Access, Connection } from './connection.ts';

export interface ConnectOptions {
  /** The path of a kubeconfig; absent: `KUBECONFIG`, then `~/.kube/config`, then the pod's own. */
  readonly kubeconfig?: string;
  readonly context?: string;
}

/** The machine around us; tests have one of their own. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly home: string | undefined;
  /** The folder with a pod's token, CA and namespace. */
  readonly serviceAccount: string;
}

const machine = (): Surroundings => ({
  env: process.env,
  home: homeOfUser(),
  serviceAccount: '/var/run/secrets/kubernetes.io/serviceaccount',
});

/** A container's user that /etc/passwd doesn't have has none where HOME is not set. */
function homeOfUser(): string | undefined {
  try {
    return homedir();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SYSTEM_ERROR') return;
    throw error;
  }
}

/** Throws `ConnectError`. Credentials are read, but nothing is sent to the cluster yet. */
export async function connect(
  options: ConnectOptions,
  surroundings: Surroundings = machine(),
): Promise<Connection> {
  const files = await kubeconfigs(options.kubeconfig, surroundings);
  const target =
    files.length > 0
      ? targetOf(files, options.context)
      : await inCluster(options.context, surroundings);
  const connection = connectionTo(target, surroundings.env);
  await connection.access();
  return connection;
}

async function kubeconfigs(
  path: string | undefined,
  { env, home }: Surroundings,
): Promise<KubeconfigFile[]> {
  if (path !== undefined) return [await kubeconfigAt(path)];
  const named = (env.KUBECONFIG ?? '').split(delimiter).filter((name) => name !== '');
  const usual = home === undefined ? [] : [join(home, '.kube', 'config')];
  const files: KubeconfigFile[] = [];
  for (const name of named.length > 0 ? named : usual) {
    try {
      files.push(await kubeconfigAt(name));
    } catch (error) {
      // kubectl passes over those that aren't there, too.
      if (!isMissing(error)) throw error;
    }
  }
  if (named.length > 0 && files.length === 0) {
    throw new ConnectError(`KUBECONFIG names no file that exists: ${named.join(', ')}`);
  }
  return files;
}

async function kubeconfigAt(path: string): Promise<KubeconfigFile> {
  try {
    return { path, directory: dirname(resolve(path)), text: await readFile(path, 'utf8') };
  } catch (error) {
    throw new ConnectError(`The kubeconfig ${path} can't be read: ${systemMessage(error)}.`, {
      cause: error,
    });
  }
}

function isMissing(error: unknown): boolean {
  const cause = error instanceof ConnectError ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

/** https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/ */
async function inCluster(
  context: string | undefined,
  { env, serviceAccount }: Surroundings,
): Promise<Target> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = env;
  if (!host || !port) {
    throw new ConnectError(
      'No cluster: there is no kubeconfig, and this is not a pod. Name one with --kubeconfig or KUBECONFIG.',
    );
  }
  if (context !== undefined) {
    throw new ConnectError(`There is no kubeconfig that could have the context "${context}".`);
  }
  const namespace = await readFile(join(serviceAccount, 'namespace'), 'utf8').catch(() => '');
  return {
    cluster: {
      server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
      caFile: 'ca.crt',
      insecure: false,
      directory: serviceAccount,
    },
    user: { tokenFile: 'token', impersonation: {}, directory: serviceAccount },
    namespace: namespace.trim() || 'default',
  };
}
