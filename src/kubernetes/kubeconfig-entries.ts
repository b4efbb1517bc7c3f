import { isObject, type Json, type JsonObject, objectAt, stringAt, valueAt } from '../json.ts';
import { ConnectError } from './errors.ts';

/** An entry of a kubeconfig, and where its relative paths start. */
export interface Named {
  readonly entry: JsonObject;
  readonly directory: string;
}

export interface Cluster {
  readonly server: string;
  readonly caData?: string;
  readonly caFile?: string;
  readonly insecure: boolean;
  /** For SNI and the certificate's check, instead of the server's name. */
  readonly serverName?: string;
  readonly proxyUrl?: string;
  /** What the cluster's entry keeps for exec plugins. */
  readonly pluginConfig?: Json;
  readonly directory: string;
}

export interface User {
  readonly token?: string;
  readonly tokenFile?: string;
  readonly username?: string;
  readonly password?: string;
  readonly certData?: string;
  readonly certFile?: string;
  readonly keyData?: string;
  readonly keyFile?: string;
  readonly plugin?: ExecPlugin;
  readonly impersonation: Readonly<Record<string, string | string[]>>;
  readonly directory: string;
}

/** A program that prints an ExecCredential. */
export interface ExecPlugin {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly installHint?: string;
  readonly provideClusterInfo: boolean;
}

export function clusterOf({ entry, directory }: Named): Cluster {
  const server = stringAt(entry, ['server']);
  if (!server || !URL.canParse(server)) {
    throw new ConnectError(
      `The cluster's server "${server ?? ''}" isn't a URL, such as https://10.0.0.1:6443.`,
    );
  }
  return {
    server: server.replace(/\/+$/, ''),
    insecure: entry['insecure-skip-tls-verify'] === true,
    directory,
    ...texts(entry, {
      caData: 'certificate-authority-data',
      caFile: 'certificate-authority',
      serverName: 'tls-server-name',
      proxyUrl: 'proxy-url',
    }),
    ...pluginConfigOf(entry),
  };
}

/** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#input-and-output-formats */
function pluginConfigOf({ extensions }: JsonObject): { pluginConfig?: Json } {
  const name = 'client.authentication.k8s.io/exec';
  const found = Array.isArray(extensions) && extensions.find((e) => stringAt(e, ['name']) === name);
  const config = found ? valueAt(found, ['extension']) : undefined;
  return config === undefined ? {} : { pluginConfig: config };
}

export function userOf({ entry, directory }: Named, name: string): User {
  const provider = stringAt(entry, ['auth-provider', 'name']);
  if (provider !== undefined) {
    throw new ConnectError(
      `User "${name}" logs in with the auth-provider "${provider}", which isn't supported: use an exec plugin.`,
    );
  }
  const exec = objectAt(entry, ['exec']);
  return {
    directory,
    impersonation: impersonationOf(entry),
    ...texts(entry, {
      token: 'token',
      tokenFile: 'tokenFile',
      username: 'username',
      password: 'password',
      certData: 'client-certificate-data',
      certFile: 'client-certificate',
      keyData: 'client-key-data',
      keyFile: 'client-key',
    }),
    ...(exec && { plugin: pluginOf(exec) }),
  };
}

function pluginOf(exec: JsonObject): ExecPlugin {
  const env = Array.isArray(exec.env) ? exec.env.filter(isObject) : [];
  return {
    apiVersion: stringAt(exec, ['apiVersion']) ?? 'client.authentication.k8s.io/v1',
    command: stringAt(exec, ['command']) ?? '',
    args: Array.isArray(exec.args) ? exec.args.map(String) : [],
    env: Object.fromEntries(env.map(({ name, value }) => [String(name), String(value ?? '')])),
    ...texts(exec, { installHint: 'installHint' }),
    provideClusterInfo: exec.provideClusterInfo === true,
  };
}

/** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation */
function impersonationOf(user: JsonObject): Record<string, string | string[]> {
  const groups = user['as-groups'];
  const extra = objectAt(user, ['as-user-extra']) ?? {};
  return {
    ...texts(user, { 'impersonate-user': 'as', 'impersonate-uid': 'as-uid' }),
    ...(Array.isArray(groups) && { 'impersonate-group': groups.map(String) }),
    ...Object.fromEntries(
      Object.entries(extra).map(([key, values]) => [
        `impersonate-extra-${encodeURIComponent(key.toLowerCase())}`,
        Array.isArray(values) ? values.map(String) : String(values),
      ]),
    ),
  };
}

/** The texts among the entries that are there and not empty, under our own names. */
function texts<Key extends string>(
  entry: JsonObject,
  keys: Readonly<Record<Key, string>>,
): Partial<Record<Key, string>> {
  const found: Partial<Record<Key, string>> = {};
  for (const key of Object.keys(keys) as Key[]) {
    const text = stringAt(entry, [keys[key]]);
    if (text) found[key] = text;
  }
  return found;
}
