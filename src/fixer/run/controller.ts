import { systemMessage } from '../../diagnostics/system.ts';
import { lead } from '../lead.ts';
import { keepContact } from './contact.ts';
import type { Failed } from './failed-start.ts';
import { type Parts, watchEvents } from './parts.ts';
import { type Serving, serve } from './serve.ts';
import { type Cluster, watch } from './start.ts';

/** Milliseconds: Leases alone are asked about more often than that. */
const longestSilence = 60_000;

/** Runs until it is stopped, or can't go on. */
export async function control(cluster: Cluster, parts: Parts): Promise<Failed | undefined> {
  const { clock, io, log, settings } = parts;
  const contact = keepContact(cluster.client, clock);
  let isSynced = false;
  const serving = await startServing(parts, () => {
    if (!isSynced) return 'not everything is listed yet';
    const silence = contact.silence();
    if (silence < longestSilence) return undefined;
    return `no answer from the API server for ${Math.round(silence / 1000)} s`;
  });
  if (serving !== undefined && 'failure' in serving) return serving;
  try {
    log.info({ server: cluster.connection.server }, 'listing');
    const events = watchEvents(parts, () => isSynced);
    const watching = await watch(cluster, settings, events, { clock, stopped: io.stopped });
    if (watching === 'stopped') return undefined;
    if ('failure' in watching) return watching;
    isSynced = true;
    const services = [...watching.store.keys()].length;
    log.info({ services }, 'watching');
    const namespace = settings.leaseNamespace ?? cluster.connection.namespace;
    const failed = await lead(watching.store, contact.client, namespace, parts);
    await watching.observation.stop();
    return failed;
  } finally {
    await serving?.close();
  }
}

async function startServing(
  { settings, metrics, log }: Parts,
  unready: () => string | undefined,
): Promise<Serving | Failed | undefined> {
  if (settings.listen === undefined) return undefined;
  const { registry } = metrics;
  const pages = {
    unready,
    metrics: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
  try {
    const serving = await serve(settings.listen, pages);
    log.info({ port: serving.port }, 'serving /healthz, /readyz and /metrics');
    return serving;
  } catch (error) {
    return { failure: `--listen: ${systemMessage(error)}` };
  }
}
