import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createProgram, createWorkplace } from './cluster-programs.ts';
import { findProgram } from './programs.ts';
import { cmpClient, type RepoServer, repoServer } from './repo-server.ts';

const argocd = findProgram('argocd');

/** Whether Argo CD's plugin server and a client for it are on this machine. */
export const hasPluginServer: boolean = argocd !== undefined && cmpClient !== undefined;

/** The repo-server beside one plugin server. */
export interface PluginServer extends RepoServer {
  /** The server's, with what commands that succeeded wrote to stderr. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts Argo CD's server of the plugin whose `plugin.yaml` is in a folder. The plugin's commands
 * see the given environment, and of the tests' own only the path.
 */
export async function startPluginServer(
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<PluginServer> {
  const { directory, remove } = createWorkplace();
  // Argo CD is one program, which does what its name says.
  const name = 'argocd-cmp-server';
  symlinkSync(argocd ?? name, join(directory, name));
  const environment = {
    PATH: process.env.PATH ?? '',
    ...env,
    ARGOCD_PLUGINSOCKFILEPATH: directory,
    ARGOCD_CMP_WORKDIR: directory,
  };
  const server = createProgram({
    name,
    path: 'env',
    args: [
      '-i',
      ...Object.entries(environment).map(([variable, value]) => `${variable}=${value}`),
      join(directory, name),
      `--config-dir-path=${folder}`,
      '--logformat=text',
    ],
    directory,
    answers: async () => await accepts(directory),
  });
  await server.start();
  return {
    ...repoServer(directory),
    log: () => readFileSync(join(directory, `${name}.log`), 'utf8'),
    stop: async () => {
      await server.kill();
      await remove();
    },
  };
}

/** The socket has the plugin's name, and is there a little before the server listens. */
export async function accepts(directory: string): Promise<boolean> {
  const socket = readdirSync(directory).find((name) => name.endsWith('.sock'));
  if (socket === undefined) return false;
  return await new Promise((resolve) => {
    const connection = connect(join(directory, socket), () => resolve(true));
    connection.on('error', () => resolve(false)).once('connect', () => connection.end());
  });
}
