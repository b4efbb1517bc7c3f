import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { kubeconfigFile, tokenOf } from './cluster-access.ts';
import { freePort, until } from './cluster-programs.ts';
import type { Manifest } from './kustomize.ts';
import { kubectl } from './kustomize.ts';
import { builtCommand, type Ended, ended } from './revcast.ts';

/** A line of the fixer's log. */
export interface Line {
  readonly level: string;
  readonly message: string;
  // biome-ignore lint/suspicious/noExplicitAny: each line has fields of its own.
  readonly [field: string]: any;
}

/** The fixer as a process, run as the kubelet would run its container. */
export interface Fixer {
  readonly log: () => readonly Line[];
  readonly text: () => string;
  readonly page: (path: string) => Promise<{ readonly status: number; readonly text: string }>;
  /** The value of a series by its name and labels as Prometheus reads them; 0 when it isn't there. */
  readonly metric: (series: string) => Promise<number>;
  /** How it ended, when it has. */
  readonly ended: Promise<number | null>;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly stop: () => Promise<void>;
}

/** Installs a folder of `kustomize`, as its users do. */
export async function install(
  { kubeconfig }: { kubeconfig: string },
  folder: string,
): Promise<void> {
  const run = ['apply', '--kubeconfig', kubeconfig, '-k', folder];
  const { status, stderr } = await ended(kubectl ?? 'kubectl', run);
  if (status !== 0) throw new Error(stderr);
}

/** Its arguments and environment, of an object with a pod's template. */
export function commandOf({ spec }: Manifest): {
  args: string[];
  env: Record<string, string>;
} {
  const [{ args, env = [] }] = (spec.jobTemplate ?? { spec }).spec.template.spec.containers;
  const variables = env.map(({ name, value }: { name: string; value: string }) => [name, value]);
  return { args, env: Object.fromEntries(variables) };
}

/** The installed Deployment. */
export async function deployment({ ask }: Pick<Cluster, 'ask'>): Promise<Manifest> {
  const path = '/apis/apps/v1/namespaces/revcast-system/deployments/revcast-fixer';
  const { status, body } = await ask('GET', path);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as unknown as Manifest;
}

export interface FixerSettings {
  /** More arguments than the Deployment's. */
  readonly args?: readonly string[];
  readonly kubeconfig?: string;
  /** Resolve before it has listed everything. */
  readonly withoutWaiting?: boolean;
}

let count = 0;

/** A kubeconfig with a token of the installed ServiceAccount. */
export async function fixerKubeconfig(cluster: Cluster): Promise<string> {
  const token = await tokenOf(cluster.ask, 'revcast-system', 'revcast-fixer');
  count += 1;
  const name = `fixer-${process.pid}-${count}`;
  return kubeconfigFile(cluster.directory, name, { ...cluster, token }, 'revcast-system');
}

export async function startFixer(cluster: Cluster, settings: FixerSettings = {}): Promise<Fixer> {
  const { args, env } = commandOf(await deployment(cluster));
  const port = await freePort();
  const child = spawn(process.execPath, [builtCommand(), ...args, ...(settings.args ?? [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      ...env,
      KUBECONFIG: settings.kubeconfig ?? (await fixerKubeconfig(cluster)),
      REVCAST_LISTEN: `127.0.0.1:${port}`,
    },
  });
  // It ends with the cluster, at the latest.
  const pidFile = join(cluster.directory, `fixer-${port}.pid`);
  writeFileSync(pidFile, `${child.pid}\n`);
  child.once('exit', () => rmSync(pidFile, { force: true }));
  let text = '';
  const note = (chunk: Buffer): void => {
    text += chunk.toString();
  };
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  const over = new Promise<number | null>((resolve) => child.once('close', resolve));
  const page: Fixer['page'] = async (path) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: answer.status, text: await answer.text() };
  };
  const fixer: Fixer = {
    text: () => text,
    log: () =>
      text
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line)),
    page,
    metric: async (series) => {
      const line = (await page('/metrics')).text
        .split('\n')
        .find((each) => each.startsWith(`${series} `));
      return Number(line?.slice(series.length) ?? 0);
    },
    ended: over,
    kill: (signal) => void child.kill(signal),
    stop: async () => {
      child.kill('SIGTERM');
      await over;
    },
  };
  if (!settings.withoutWaiting) await ready(fixer);
  return fixer;
}

async function ready({ page, ended: over, text }: Fixer): Promise<void> {
  let isOver = false;
  void over.then(() => {
    isOver = true;
  });
  await until('the fixer to be ready', async () => {
    if (isOver) throw new Error(`the fixer ended:\n${text()}`);
    return await page('/readyz').then(
      ({ status }) => status === 200,
      () => false,
    );
  });
}

/** A run that ends by itself: `fix --once`, `fix --dry-run`. */
export async function fix(
  kubeconfig: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const run = { env: { ...env, KUBECONFIG: kubeconfig } };
  return await ended(process.execPath, [builtCommand(), ...args], run);
}
