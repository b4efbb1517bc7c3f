import { systemMessage } from '../diagnostics/system.ts';
import { createClient } from '../kubernetes/client.ts';
import { type Connection, connect } from '../kubernetes/connect.ts';
import { ApiError } from '../kubernetes/errors.ts';
import type { Client, Resource } from '../kubernetes/types.ts';
import type { Restart } from '../kubernetes/watch.ts';
import { type Clock, whenAborted } from './clock.ts';
import { type Failed, lastingFailure, unreachable } from './failed-start.ts';
import { type Observation, type ObserveOptions, observe } from './observe.ts';
import type { FixSettings } from './settings.ts';
import { createStore, type Store } from './store.ts';

export interface Cluster {
  readonly connection: Connection;
  readonly client: Client;
}

/** Finds the cluster and reads the credentials; nothing is asked of it yet. */
export async function reach(settings: FixSettings): Promise<Cluster | Failed> {
  const { kubeconfig, context } = settings;
  try {
    const connection = await connect({
      ...(kubeconfig !== undefined && { kubeconfig }),
      ...(context !== undefined && { context }),
    });
    return { connection, client: createClient(connection) };
  } catch (error) {
    return { failure: systemMessage(error) };
  }
}

export interface WatchEvents {
  readonly changed: (key: string) => void;
  readonly restarted: (resource: Resource, reason: Restart) => void;
  readonly failed: (resource: Resource, error: unknown) => void;
}

export interface Watching {
  readonly store: Store;
  readonly observation: Observation;
}

/** Milliseconds for which a start bears what may pass, such as an API server that starts, too. */
const patience = 60_000;

/** Watches everything, and waits until it is all known, or until `stopped`. */
export async function watch(
  { connection }: Cluster,
  settings: FixSettings,
  events: WatchEvents,
  { clock, stopped }: { readonly clock: Clock; readonly stopped: AbortSignal },
): Promise<Watching | Failed | 'stopped'> {
  const store = createStore({ isSelective: settings.selector !== undefined });
  const since = clock.now();
  let giveUp: (failed: Failed) => void = () => undefined;
  const givenUp = new Promise<Failed>((resolve) => {
    giveUp = resolve;
  });
  const failed = (resource: Resource, error: unknown): void => {
    events.failed(resource, error);
    const lasting = lastingFailure(resource, error);
    const isAnswered = error instanceof ApiError || settings.mode === 'controller';
    if (lasting !== undefined) giveUp(lasting);
    // Whoever looks at the terminal learns at once that the cluster isn't there.
    else if (!isAnswered || clock.now() > since + patience) giveUp(unreachable(error));
  };
  const observation = observe(connection, store, optionsOf(settings), { ...events, failed });
  const ended = await Promise.race([
    observation.synced,
    givenUp,
    whenAborted(stopped).then(() => 'stopped' as const),
  ]);
  if (ended === undefined) return { store, observation };
  await observation.stop();
  return ended;
}

function optionsOf({ namespace, selector, servingNamespace, plan }: FixSettings): ObserveOptions {
  return {
    ...(namespace !== undefined && { namespace }),
    ...(selector !== undefined && { selector }),
    servingNamespace,
    withHorizontalPodAutoscalers: plan.repair === 'retarget',
  };
}
