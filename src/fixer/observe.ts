import type { Connection } from '../kubernetes/connect.ts';
import * as resources from '../kubernetes/resources.ts';
import type { Resource, Scope } from '../kubernetes/types.ts';
import {
  type Reflection,
  type ReflectSettings,
  type Restart,
  reflect,
} from '../kubernetes/watch.ts';
import type { Observer } from './store/table.ts';
import type { Store } from './store.ts';

export interface ObserveOptions {
  /** undefined: all namespaces. */
  readonly namespace?: string;
  /** Of labels of Services, which their Configurations have too. The store has to know of it. */
  readonly selector?: string;
  /** Where Knative's ConfigMaps are: `knative-serving`. */
  readonly servingNamespace?: string;
  /** They change all the time: watched only where a plan needs them. */
  readonly withHorizontalPodAutoscalers?: boolean;
  readonly reflect?: Omit<ReflectSettings, 'failed'>;
}

export interface ObserveEvents {
  /** What a plan of this unit goes by has changed. Once everything is listed: every unit. */
  readonly changed: (key: string) => void;
  readonly restarted?: (resource: Resource, reason: Restart) => void;
  /** A list or a watch failed; it is tried again. */
  readonly failed?: (resource: Resource, error: unknown) => void;
}

export interface Observation {
  /**
   * Everything has been listed. A store that knows half of the objects is nothing to plan from: it
   * would miss ScaledObjects that are there. Never settles when stopped before.
   */
  readonly synced: Promise<void>;
  /** From now on nothing is told; resolves when all watches have ended. */
  readonly stop: () => Promise<void>;
}

/** Fills a store with what there is in a cluster, and keeps it so. */
export function observe(
  connection: Connection,
  store: Store,
  options: ObserveOptions,
  events: ObserveEvents,
): Observation {
  const reflections: Reflection[] = [];
  let state: 'listing' | 'synced' | 'stopped' = 'listing';

  function tell(keys: Iterable<string>): void {
    if (state !== 'synced') return;
    for (const key of keys) events.changed(key);
  }

  function start({ resource, scope, observer }: Source, listed: () => void): void {
    const sink = {
      seen: (object) => tell(observer.seen(object)),
      gone: (object) => tell(observer.gone(object)),
      retain(keys) {
        tell(observer.retain(keys));
        listed();
      },
      restarted: (reason) => events.restarted?.(resource, reason),
    } satisfies Parameters<typeof reflect>[3];
    const failed = (error: unknown): void => events.failed?.(resource, error);
    reflections.push(reflect(connection, resource, scope, sink, { ...options.reflect, failed }));
  }

  /** One after another: in memory are the pages of one list at a time. */
  function startAll([source, ...others]: readonly Source[], done: () => void): void {
    if (source === undefined) {
      done();
      return;
    }
    let isListed = false;
    start(source, () => {
      if (isListed || state === 'stopped') return;
      isListed = true;
      startAll(others, done);
    });
  }

  const synced = new Promise<void>((resolve) => {
    startAll(sourcesOf(store, options), () => {
      state = 'synced';
      tell(store.keys());
      resolve();
    });
  });

  async function stop(): Promise<void> {
    state = 'stopped';
    for (const reflection of reflections) reflection.stop();
    await Promise.all(reflections.map(({ done }) => done));
  }

  return { synced, stop };
}

/** What is watched, and who learns of it. */
interface Source {
  readonly resource: Resource;
  readonly scope: Scope;
  readonly observer: Observer;
}

function sourcesOf(store: Store, options: ObserveOptions): Source[] {
  const { namespace, selector, servingNamespace = 'knative-serving' } = options;
  const all: Scope = namespace === undefined ? {} : { namespace };
  const chosen: Scope = selector === undefined ? all : { ...all, labelSelector: selector };
  const source = (resource: Resource, scope: Scope, observer: Observer): Source => ({
    resource,
    scope,
    observer,
  });
  const { withHorizontalPodAutoscalers: withHpas = false } = options;
  return [
    source(resources.configMaps, { namespace: servingNamespace }, store.configMaps),
    source(resources.services, chosen, store.services),
    source(resources.configurations, chosen, store.configurations),
    source(resources.revisions, all, store.revisions),
    source(resources.routes, all, store.routes),
    source(resources.podAutoscalers, all, store.podAutoscalers),
    source(resources.scaledObjects, all, store.scaledObjects),
    ...(withHpas
      ? [source(resources.horizontalPodAutoscalers, kedas(all), store.horizontalPodAutoscalers)]
      : []),
  ];
}

/**
 * KEDA labels its HorizontalPodAutoscalers, but the ScaledObject's own labels go over that: with
 * `managed-by: revcast`, say. Only which labels there are is certain.
 */
function kedas(scope: Scope): Scope {
  return { ...scope, labelSelector: 'app.kubernetes.io/managed-by,app.kubernetes.io/part-of' };
}
