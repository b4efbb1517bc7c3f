import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { systemMessage } from '../diagnostics/system.ts';
import type { Tls } from './agent.ts';
import { ConnectError } from './errors.ts';
import { runPlugin } from './exec.ts';
import type { Target } from './kubeconfig.ts';

export interface Credentials {
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly tls: Tls;
  /** Milliseconds since 1970, when they are to be read again. */
  readonly until: number;
}

/** Milliseconds, as in client-go. A pod's token is replaced when a fifth of its time is left. */
const readAgainAfter = 60_000;

/** What a plugin gave is asked for so many milliseconds before it expires. */
const early = 10_000;

/** Reads all that a target's user and cluster name: files, or what a plugin says. */
export async function readCredentials(
  { cluster, user }: Target,
  env: NodeJS.ProcessEnv,
): Promise<Credentials> {
  const { plugin, directory } = user;
  const given = plugin ? await runPlugin(plugin, cluster, directory, env) : {};
  const token = (await textIn(user.tokenFile, directory)) ?? user.token ?? given.token;
  const ca = (await textIn(cluster.caFile, cluster.directory)) ?? decoded(cluster.caData);
  const cert = (await textIn(user.certFile, directory)) ?? decoded(user.certData) ?? given.cert;
  const key = (await textIn(user.keyFile, directory)) ?? decoded(user.keyData) ?? given.key;
  const now = Date.now();
  return {
    headers: { ...user.impersonation, ...authorization(token, user.username, user.password) },
    tls: {
      rejectUnauthorized: !cluster.insecure,
      ...(ca && { ca }),
      ...(cert && { cert }),
      ...(key && { key }),
      ...(cluster.serverName && { servername: cluster.serverName }),
    },
    until: plugin
      ? Math.max(now + early, (given.expires ?? Number.POSITIVE_INFINITY) - early)
      : now + readAgainAfter,
  };
}

function authorization(token?: string, name?: string, password = ''): Record<string, string> {
  // Files end in a line break, which no header may have.
  if (token) return { authorization: `Bearer ${token.trim()}` };
  if (!name) return {};
  return { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` };
}

async function textIn(file: string | undefined, directory: string): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const path = resolve(directory, file);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new ConnectError(`Credentials can't be read: ${path}: ${systemMessage(error)}.`);
  }
}

function decoded(base64: string | undefined): string | undefined {
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString();
}
