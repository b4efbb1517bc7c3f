import { inject } from 'vitest';
import { clusterAt } from '../../support/cluster.ts';
import { createProgram, freePort, type Program } from '../../support/cluster-programs.ts';
import { builtCommand } from '../../support/revcast.ts';
import '../setup.ts';

/** What the fixer's ServiceAccount may do, and no more. */
export async function fixerKubeconfig(): Promise<string> {
  return await clusterAt(inject('e2e')).kubeconfigOf('revcast-system', 'revcast-fixer');
}

/** `revcast fix` as its Deployment runs it, with the rights of its ServiceAccount. */
export async function createFixer(args: readonly string[] = []): Promise<Program> {
  const kubeconfig = await fixerKubeconfig();
  const port = await freePort();
  const answers = async (): Promise<boolean> =>
    await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  return createProgram({
    name: 'fixer',
    path: process.execPath,
    args: [builtCommand(), 'fix', `--listen=127.0.0.1:${port}`, ...args],
    env: { KUBECONFIG: kubeconfig },
    directory: inject('e2e').directory,
    answers,
  });
}
