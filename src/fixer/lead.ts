import { pause, whenAborted, within } from '../clock.ts';
import type { Client } from '../kubernetes/types.ts';
import { createApplier } from './apply.ts';
import { leaseTimes } from './lead/leader.ts';
import { type Leadership, seekLeadership } from './lead/leadership.ts';
import { untilGranted } from './lead/lease-rights.ts';
import { shardOf } from './lead/shards.ts';
import { namespaceOf } from './queue/lanes.ts';
import type { Failed } from './run/failed-start.ts';
import { applierSettings, type Parts } from './run/parts.ts';
import { createReconcile } from './run/reconcile.ts';
import { createRefusals } from './run/refusals.ts';
import type { Store } from './store.ts';

/** Milliseconds that writes may take to end, well below the 30 s that Kubernetes gives a pod. */
const longestEnd = 10_000;

/** Looks at every Service of the shards that it leads, until it is stopped or can't go on. */
export async function lead(
  store: Store,
  client: Client,
  namespace: string,
  parts: Parts,
): Promise<Failed | undefined> {
  const { clock, io, log, queue, settings } = parts;
  let giveUp: (failed: Failed) => void = () => undefined;
  const givenUp = new Promise<Failed>((resolve) => {
    giveUp = resolve;
  });
  const leadership = takePart(store, client, namespace, giveUp, parts);
  const looking = queue.run(
    createReconcile({
      ...parts,
      store,
      settings: settings.plan,
      apply: createApplier(client, applierSettings(parts)),
      leads: (key) => leadership.leads(namespaceOf(key)),
    }),
  );
  const ending = new AbortController();
  void resync(store, parts, ending.signal);
  const failed = await Promise.race([givenUp, whenAborted(io.stopped)]);
  log.info('stopping');
  queue.close();
  ending.abort();
  // The Leases go last: until then nobody else may write.
  await within(clock, longestEnd, looking).catch((error: unknown) =>
    log.warn({ error }, 'cut off'),
  );
  await leadership.release();
  return failed ?? undefined;
}

function takePart(
  store: Store,
  client: Client,
  namespace: string,
  giveUp: (failed: Failed) => void,
  { clock, random, identity, settings, queue, coverage, metrics, log }: Parts,
): Leadership {
  const { shards, patience } = settings;
  for (let shard = 0; shard < shards; shard += 1) metrics.led(shard, false);
  return seekLeadership({
    client: untilGranted(client, createRefusals(clock, patience), giveUp),
    namespace,
    identity,
    clock,
    random,
    shards,
    times: leaseTimes,
    changed: (shard, isLeading) => {
      metrics.led(shard, isLeading);
      log.info({ shard }, isLeading ? 'leading' : 'not leading any more');
      for (const key of store.keys()) {
        if (shardOf(namespaceOf(key), shards) !== shard) continue;
        if (isLeading) queue.add(key, 'late');
        else coverage.forget(key);
      }
    },
    failed: (error) => log.warn({ error }, 'the Lease could not be read or written'),
  });
}

/** Looks at everything now and then, though nothing happened; replicas not at the same time. */
async function resync(
  store: Store,
  { clock, random, queue, settings }: Parts,
  ending: AbortSignal,
): Promise<void> {
  for (;;) {
    await pause(clock, settings.resync * (0.9 + random() / 5), ending);
    if (ending.aborted) return;
    for (const key of store.keys()) queue.add(key, 'late');
  }
}
