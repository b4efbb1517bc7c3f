import { execFile } from 'node:child_process';
import { programs } from './programs-folder.ts';

export interface Finished {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs kubectl as a person or a GitOps tool would. Failing is an answer. */
export async function kubectl(
  kubeconfig: string,
  args: readonly string[],
  input?: string,
): Promise<Finished> {
  return await new Promise((resolve) => {
    const child = execFile(
      'kubectl',
      ['--kubeconfig', kubeconfig, ...args],
      { maxBuffer: 64 << 20, env: { ...process.env, PATH: `${process.env.PATH}:${programs}` } },
      (error, stdout, stderr) => resolve({ ok: error === null, stdout, stderr }),
    );
    child.stdin?.end(input ?? '');
  });
}

/** Server-side apply of any number of objects. Throws when one is refused. */
export async function applyAll(
  kubeconfig: string,
  objects: readonly object[],
  fieldManager = 'install',
): Promise<void> {
  const list = { apiVersion: 'v1', kind: 'List', items: objects };
  const args = ['apply', '--server-side', '--force-conflicts', `--field-manager=${fieldManager}`];
  const { ok, stderr } = await kubectl(kubeconfig, [...args, '-f', '-'], JSON.stringify(list));
  if (!ok) throw new Error(stderr);
}
