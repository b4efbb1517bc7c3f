import type { Cluster } from '../knative/types.ts';
import { type ClusterSettings, createClusterSettings } from './store/cluster.ts';
import { nothing, observedOf } from './store/observed.ts';
import type { Observer } from './store/table.ts';
import { createTables } from './store/tables.ts';
import type { Observed } from './types.ts';

/**
 * All that is observed of a cluster, and what of it concerns which unit: a Configuration and the
 * Service of its name, by `namespace/name`.
 */
export interface Store {
  readonly services: Observer;
  readonly configurations: Observer;
  readonly revisions: Observer;
  readonly routes: Observer;
  readonly podAutoscalers: Observer;
  readonly scaledObjects: Observer;
  readonly horizontalPodAutoscalers: Observer;
  /** Those of Knative's namespace. */
  readonly configMaps: Observer;
  readonly observed: (key: string) => Observed;
  /** All units there are, and those that left something behind. */
  readonly keys: () => Iterable<string>;
  readonly cluster: () => Cluster;
  readonly clusterProblems: ClusterSettings['problems'];
}

export interface StoreSettings {
  /**
   * Only some Services and Configurations are observed: a unit of which neither is seen belongs to
   * somebody else, and is not what a Service left behind.
   */
  readonly isSelective?: boolean;
}

export function createStore({ isSelective = false }: StoreSettings = {}): Store {
  const tables = createTables();
  const { services, configurations } = tables;
  const settings = createClusterSettings();

  function isOurs(key: string): boolean {
    return !isSelective || services.has(key) || configurations.has(key);
  }

  function* keys(): Iterable<string> {
    yield* services.keys();
    for (const key of configurations.keys()) if (!services.has(key)) yield key;
    if (isSelective) return;
    const left = new Set([...tables.revisionsOf.values(), ...tables.scaledObjectsOf.values()]);
    for (const key of left) if (!services.has(key) && !configurations.has(key)) yield key;
  }

  function ofOurs({ seen, gone, retain }: Observer): Observer {
    return {
      seen: (object) => seen(object).filter(isOurs),
      gone: (object) => gone(object).filter(isOurs),
      retain: (left) => retain(left).filter(isOurs),
    };
  }

  const all = (hasChanged: boolean): readonly string[] => (hasChanged ? [...keys()] : []);
  return {
    services: ofOurs(services),
    configurations: ofOurs(configurations),
    revisions: ofOurs(tables.revisions),
    routes: ofOurs(tables.routes),
    podAutoscalers: ofOurs(tables.podAutoscalers),
    scaledObjects: ofOurs(tables.scaledObjects),
    horizontalPodAutoscalers: ofOurs(tables.horizontalPodAutoscalers),
    configMaps: {
      seen: (object) => all(settings.seen(object)),
      gone: (object) => all(settings.gone(object)),
      retain: (left) => all(settings.retain(left)),
    },
    observed(key) {
      const cluster = settings.cluster();
      return isOurs(key) ? observedOf(key, tables, cluster) : nothing(key, cluster);
    },
    keys,
    cluster: settings.cluster,
    clusterProblems: settings.problems,
  };
}
