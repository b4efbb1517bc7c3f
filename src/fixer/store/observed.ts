import { deploymentName } from '../../knative/names.ts';
import type { Cluster } from '../../knative/types.ts';
import type { ObjectState, Observed, RevisionState, ScaledObjectState } from '../types.ts';
import { keyIn, type Table } from './table.ts';
import type { Tables } from './tables.ts';

/** What is known of a unit. The work is that of its own objects, however many others there are. */
export function observedOf(key: string, tables: Tables, cluster: Cluster): Observed {
  const { namespace } = partsOf(key);
  const service = tables.services.get(key);
  const configuration = tables.configurations.get(key);
  const revisions = recordsOf(tables.revisionsOf.get(key), tables.revisions);
  const names = revisions.map(({ name }) => name);
  const isRouted = (name: string): boolean =>
    tables.routesTo.get(keyIn(namespace, name)).length > 0;
  return {
    ...nothing(key, cluster),
    ...(service && { service }),
    ...(configuration && { configuration }),
    revisions: revisions.sort((a, b) => a.generation - b.generation || byName(a, b)),
    routed: new Set(names.filter(isRouted)),
    podAutoscalers: named(names, namespace, tables.podAutoscalers),
    scaledObjects: scaledObjects(key, revisions, tables).sort(byName),
    horizontalPodAutoscalers: named(names, namespace, tables.horizontalPodAutoscalers),
  };
}

/** What is known of a unit that isn't there. */
export function nothing(key: string, cluster: Cluster): Observed {
  return {
    ...partsOf(key),
    revisions: [],
    routed: new Set(),
    podAutoscalers: new Map(),
    scaledObjects: [],
    horizontalPodAutoscalers: new Map(),
    cluster,
  };
}

function scaledObjects(
  key: string,
  revisions: readonly RevisionState[],
  tables: Tables,
): ScaledObjectState[] {
  const keys = new Set(tables.scaledObjectsOf.get(key));
  for (const { namespace, name } of revisions) {
    keys.add(keyIn(namespace, name));
    const deployment = keyIn(namespace, deploymentName(name));
    for (const each of tables.scaledObjectsOn.get(deployment)) keys.add(each);
  }
  return recordsOf([...keys], tables.scaledObjects);
}

function partsOf(key: string): { namespace: string; name: string } {
  const [namespace = '', name = ''] = key.split('/');
  return { namespace, name };
}

function recordsOf<T>(keys: readonly string[], table: Table<T>): T[] {
  return keys.flatMap((key) => table.get(key) ?? []);
}

function named<T>(names: readonly string[], namespace: string, table: Table<T>): Map<string, T> {
  const found = new Map<string, T>();
  for (const name of names) {
    const state = table.get(keyIn(namespace, name));
    if (state !== undefined) found.set(name, state);
  }
  return found;
}

/** Of code units: an order that is the same everywhere. */
function byName(a: ObjectState, b: ObjectState): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}
