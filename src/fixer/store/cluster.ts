import { isObject, type JsonObject } from '../../json.ts';
import { type ConfigProblem, configMapNames, readCluster } from '../../knative/cluster.ts';
import { canonicalJson } from '../../knative/template/canonical-json.ts';
import type { Cluster } from '../../knative/types.ts';
import { objectState } from '../state/fields.ts';
import { keyIn } from './table.ts';

/** What the ConfigMaps of Knative's namespace say of the cluster. */
export interface ClusterSettings {
  readonly cluster: () => Cluster;
  /** What is wrong in the ConfigMaps, and in which of them. */
  readonly problems: () => readonly (ConfigProblem & { readonly configMap: string })[];
  /** Each gives whether the settings have changed. */
  readonly seen: (object: JsonObject) => boolean;
  readonly gone: (object: JsonObject) => boolean;
  readonly retain: (keys: ReadonlySet<string>) => boolean;
}

export function createClusterSettings(): ClusterSettings {
  const configMaps = new Map<string, JsonObject>();
  let read = readCluster([]);

  function refresh(): boolean {
    const before = canonicalJson(asJson(read.cluster));
    read = readCluster([...configMaps.values()]);
    return canonicalJson(asJson(read.cluster)) !== before;
  }

  function remove(keys: readonly string[]): boolean {
    const removed = keys.filter((key) => configMaps.delete(key));
    return removed.length > 0 && refresh();
  }

  return {
    cluster: () => read.cluster,
    problems() {
      const keys = [...configMaps.keys()];
      return read.problems.map((each) => ({ ...each, configMap: keys[each.index] ?? '' }));
    },
    seen(object) {
      const { namespace = '', name = '' } = objectState(object) ?? {};
      if (!configMapNames.includes(name)) return false;
      const { data = null } = object;
      // In a list, objects have no kind; and Knative's namespace may have another name.
      const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
      configMaps.set(keyIn(namespace, name), configMap);
      return refresh();
    },
    gone(object) {
      const { namespace = '', name = '' } = objectState(object) ?? {};
      return remove([keyIn(namespace, name)]);
    },
    retain: (keys) => remove([...configMaps.keys()].filter((key) => !keys.has(key))),
  };
}

function asJson(cluster: Cluster): JsonObject {
  const json: unknown = JSON.parse(JSON.stringify(cluster));
  return isObject(json) ? json : {};
}
