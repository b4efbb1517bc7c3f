import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Access, Ask } from './cluster-request.ts';

/** Writes a kubeconfig file into a folder, and tells its path. */
export function kubeconfigFile(
  directory: string,
  name: string,
  { server, authority, token }: Access,
  namespace = 'default',
): string {
  const path = join(directory, `${name}.kubeconfig`);
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    contexts: [{ name, context: { cluster: name, user: name, namespace } }],
    clusters: [{ name, cluster: { server, 'certificate-authority-data': btoa(authority) } }],
    users: [{ name, user: { token } }],
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}

/** A token for a ServiceAccount, as a Pod would be given one. 600 s is the least that is granted. */
export async function tokenOf(
  ask: Ask,
  namespace: string,
  serviceAccount: string,
  expirationSeconds = 3600,
): Promise<string> {
  const { status, body } = await ask(
    'POST',
    `/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccount}/token`,
    {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds },
    },
  );
  const token = (body as { status?: { token?: unknown } }).status?.token;
  if (typeof token !== 'string') throw new Error(`no token (${status}): ${JSON.stringify(body)}`);
  return token;
}
