import { spawn } from 'node:child_process';
import { isAbsolute, resolve } from 'node:path';
import { isObject, type Json, type JsonObject, objectAt, stringAt } from '../json.ts';
import { ConnectError } from './errors.ts';
import type { Cluster, ExecPlugin } from './kubeconfig-entries.ts';

/** What an exec plugin gives: a token, a client certificate, or both. */
export interface PluginCredential {
  readonly token?: string;
  readonly cert?: string;
  readonly key?: string;
  /** Milliseconds since 1970; absent: good until it is refused. */
  readonly expires?: number;
}

/** Milliseconds. A login in the browser takes a while, but nothing may wait for ever. */
const timeout = 120_000;

/** Runs a plugin: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins */
export async function runPlugin(
  plugin: ExecPlugin,
  cluster: Cluster,
  directory: string,
  env: NodeJS.ProcessEnv,
): Promise<PluginCredential> {
  const command = commandOf(plugin.command, directory);
  const info = JSON.stringify(infoFor(plugin, cluster));
  const output = await outputOf(command, plugin, {
    ...env,
    ...plugin.env,
    KUBERNETES_EXEC_INFO: info,
  });
  const status = objectAt(readOutput(output, plugin.command), ['status']);
  const token = stringAt(status, ['token']);
  const cert = stringAt(status, ['clientCertificateData']);
  const key = stringAt(status, ['clientKeyData']);
  if (!token && !cert) {
    throw new ConnectError(`${plugin.command} gave neither a token nor a certificate.`);
  }
  const expires = Date.parse(stringAt(status, ['expirationTimestamp']) ?? '');
  return {
    ...(token && { token }),
    ...(cert && { cert }),
    ...(key && { key }),
    ...(!Number.isNaN(expires) && { expires }),
  };
}

/** A path is relative to the kubeconfig, a plain name is looked for in PATH. */
function commandOf(command: string, directory: string): string {
  if (command === '') throw new ConnectError('The exec plugin has no command.');
  const isPath = /[/\\]/.test(command);
  return isPath && !isAbsolute(command) ? resolve(directory, command) : command;
}

/** What a plugin is told: nobody answers questions, and on demand which cluster it is for. */
function infoFor({ apiVersion, provideClusterInfo }: ExecPlugin, cluster: Cluster): Json {
  const about: JsonObject = {
    server: cluster.server,
    ...(cluster.caData && { 'certificate-authority-data': cluster.caData }),
    ...(cluster.insecure && { 'insecure-skip-tls-verify': true }),
    ...(cluster.serverName && { 'tls-server-name': cluster.serverName }),
    ...(cluster.proxyUrl && { 'proxy-url': cluster.proxyUrl }),
    ...(cluster.pluginConfig !== undefined && { config: cluster.pluginConfig }),
  };
  const spec = { interactive: false, ...(provideClusterInfo && { cluster: about }) };
  return { kind: 'ExecCredential', apiVersion, spec };
}

function outputOf(command: string, plugin: ExecPlugin, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((found, failed) => {
    const child = spawn(command, plugin.args, { env, timeout, stdio: ['ignore', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const complaints: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
    child.once('error', (error) => {
      const hint = plugin.installHint ? ` ${plugin.installHint.trim()}` : '';
      failed(new ConnectError(`${plugin.command} can't be run: ${error.message}.${hint}`));
    });
    child.once('close', (code, signal) => {
      if (code === 0) return found(Buffer.concat(out).toString());
      const said = Buffer.concat(complaints).toString().trim().slice(-500);
      failed(new ConnectError(`${plugin.command} failed (${code ?? signal}): ${said}`));
    });
  });
}

function readOutput(output: string, command: string): JsonObject {
  try {
    const credential: unknown = JSON.parse(output);
    if (isObject(credential)) return credential;
  } catch {
    // Said below.
  }
  throw new ConnectError(`${command} didn't print an ExecCredential.`);
}
