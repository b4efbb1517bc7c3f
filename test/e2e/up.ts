/*
 * Starts the cluster of these tests for somebody to look at, and tells how to reach it:
 *   npx tsx test/e2e/up.ts
 * Ends with Ctrl-C.
 */
import { programs } from './support/programs-folder.ts';

process.env.KUBEBUILDER_ASSETS ??= programs;
const { startEverything } = await import('./support/everything.ts');
const started = Date.now();
const { cluster, prometheus, stop } = await startEverything();
console.log(`after ${Date.now() - started} ms: export KUBECONFIG=${cluster.kubeconfig}`);
console.log(`logs: ${cluster.directory}/*.log, Prometheus: ${prometheus}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
