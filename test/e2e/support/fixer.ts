import { inject } from 'vitest';
import { clusterAt } from '../../support/cluster.ts';
import { createProgram, freePort, type Program } from '../../support/cluster-programs.ts';
import { builtCommand } from '../../support/revcast.ts';
import '../setup.ts';

/** `revcast fix` as its Deployment runs it, with the rights of its ServiceAccount and no more. */
export async function createFixer(args: readonly string[] = []): Promise<Program> {
  const address = inject('e2e');
  const kubeconfig = await clusterAt(address).kubeconfigOf('revcast-system', 'revcast-fixer');
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
    directory: address.directory,
    answers,
  });
}
