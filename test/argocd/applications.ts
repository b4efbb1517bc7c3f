import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { Parameter } from '../support/repo-server.ts';
import { builtCommand, type Ended, ended } from '../support/revcast.ts';

/** The texts of files by their paths; one that begins with `-> ` is a link. */
export type Files = Readonly<Record<string, string>>;

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder with files, until all tests are over. */
export function folderWith(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'application-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const target = text.startsWith('-> ') ? text.slice(3) : undefined;
    if (target === undefined) writeFileSync(join(folder, path), text);
    else symlinkSync(target, join(folder, path));
  }
  return folder;
}

/** A folder for the PATH with programs of these names, as shell scripts. */
export function programs(scripts: Files): string {
  const folder = folderWith(
    Object.fromEntries(
      Object.entries(scripts).map(([name, script]) => [name, `#!/bin/sh\n${script}\n`]),
    ),
  );
  for (const name of Object.keys(scripts)) chmodSync(join(folder, name), 0o755);
  return folder;
}

/** A folder for the PATH with the built command as `revcast`. */
export function revcastProgram(): string {
  return programs({ revcast: `exec '${process.execPath}' '${builtCommand()}' "$@"` });
}

/** Knative's example, which gets a ScaledObject. */
export function service(name: string, annotations: Files = {}): string {
  const lines = Object.entries({ 'autoscaling.knative.dev/target': '70', ...annotations });
  return `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: ${name}
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/class: hpa.autoscaling.knative.dev
        autoscaling.knative.dev/metric: cpu
${lines.map(([key, value]) => `        ${key}: ${JSON.stringify(value)}\n`).join('')}    spec:
      containers:
      - image: ghcr.io/knative/helloworld-go:latest
        resources: {requests: {cpu: 100m}}
`;
}

export function configMap(name: string, value = 'x'): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  value: ${JSON.stringify(value)}\n`;
}

export interface Request {
  readonly path?: string;
  readonly args?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly env?: Files;
}

/** Runs the built command as the plugin server does: with an environment of its own making. */
export async function argocd(
  command: 'generate' | 'parameters',
  repository: string,
  { path = '.', args = [], parameters, env = {} }: Request = {},
): Promise<Ended> {
  const environment = {
    PATH: process.env.PATH ?? '',
    ARGOCD_APP_NAME: 'shop',
    ARGOCD_APP_NAMESPACE: 'prod',
    ARGOCD_APP_SOURCE_PATH: path,
    KUBE_VERSION: '1.36.0',
    KUBE_API_VERSIONS: 'v1,apps/v1',
    ...(parameters !== undefined && { ARGOCD_APP_PARAMETERS: JSON.stringify(parameters) }),
    ...env,
  };
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const line = ['-i', ...variables, process.execPath, builtCommand(), 'argocd', command, ...args];
  return await ended('env', line, { cwd: join(repository, path) });
}

/** The names of the objects in a stream, in their order. */
export function namesIn(stream: string): string[] {
  return Array.from(stream.matchAll(/^ {2}name: (.*)$/gm), ([, name = '']) => name);
}
