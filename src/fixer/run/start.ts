import { type Clock, whenAborted } from '../../clock.ts';
import { systemMessage } from '../../diagnostics/system.ts';
import { createClient } from '../../kubernetes/client.ts';
import { type Connection, connect } from '../../kubernetes/connect.ts';
import { ApiError } from '../../kubernetes/errors.ts';
import type { Client, Resource } from '../../kubernetes/types.ts';
import type { Restart } from '../../kubernetes/watch.ts';
import { type Observation, type ObserveOptions, observe } from '../observe.ts';
import { createStore, type Store } from '../store.ts';
import { type Failed, lastingFailure, refusedSelector, unreachable } from './failed-start.ts';
import { createRefusals } from './refusals.ts';
import type { FixSettings } from './settings.ts';

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
  /** Something in a ConfigMap can't be read as Knative or the extension read it. */
  readonly odd: (configMap: string, message: string) => void;
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
  const refusals = createRefusals(clock, settings.patience);
  let giveUp: (failed: Failed) => void = () => undefined;
  const givenUp = new Promise<Failed>((resolve) => {
    giveUp = resolve;
  });
  let isListing = true;
  const fatal = (resource: Resource, error: unknown): Failed | undefined => {
    if (!isListing) return undefined;
    // Whoever looks at a terminal learns at once that the cluster isn't there.
    const mayPass = error instanceof ApiError || settings.mode === 'controller';
    const isOver = !mayPass || clock.now() > since + patience;
    const lasting = lastingFailure(resource, error);
    return (
      refusedSelector(settings, error) ??
      (lasting && refusals.refused(resource.plural, lasting)) ??
      (isOver ? unreachable(error) : undefined)
    );
  };
  const failed = (resource: Resource, error: unknown): void => {
    const end = fatal(resource, error);
    if (end === undefined) events.failed(resource, error);
    else giveUp(end);
  };
  const observation = observe(connection, store, optionsOf(settings), { ...events, failed });
  const ended = await Promise.race([
    observation.synced,
    givenUp,
    whenAborted(stopped).then(() => 'stopped' as const),
  ]);
  isListing = false;
  if (ended === undefined) {
    for (const { configMap, problem } of store.clusterProblems()) {
      events.odd(configMap, problem.message);
    }
    return { store, observation };
  }
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
