import type { Problem } from '../diagnostics/types.ts';
import { type JsonObject, stringAt } from '../json.ts';
import { readAutoscaler } from './config/autoscaler.ts';
import { readDefaults } from './config/defaults.ts';
import { readFeatures } from './config/features.ts';
import { readKeda } from './config/keda.ts';
import { type Read, readStrings } from './strings.ts';
import type { Cluster, StringMap } from './types.ts';

/** A cluster that says nothing else: the defaults of Knative and of the extension. */
export const defaultCluster: Cluster = {
  ...readAutoscaler({}).value,
  ...readKeda({}).value,
  defaults: readDefaults({}).value.defaults,
  limits: undefined,
  features: undefined,
};

/** Where Knative has its ConfigMaps. */
export const configMapNamespace = 'knative-serving';
const readers = new Map<string, (data: StringMap) => Read<Partial<Cluster>>>([
  ['config-autoscaler', readAutoscaler],
  ['config-autoscaler-keda', readKeda],
  ['config-defaults', readDefaults],
  ['config-features', readFeatureFlags],
]);

/** The ConfigMaps that say something of a cluster. */
export const configMapNames: readonly string[] = [...readers.keys()];

function readFeatureFlags(data: StringMap): Read<Partial<Cluster>> {
  const { value: features, problems } = readFeatures(data);
  return { value: { features }, problems };
}

function readerOf(value: JsonObject): ((data: StringMap) => Read<Partial<Cluster>>) | undefined {
  return readers.get(configMapName(value) ?? '');
}

/** The name of a ConfigMap where Knative has its own; undefined for any other object. */
export function configMapName(value: JsonObject): string | undefined {
  if (value.kind !== 'ConfigMap' || value.apiVersion !== 'v1') return undefined;
  const namespace = stringAt(value, ['metadata', 'namespace']) ?? configMapNamespace;
  return namespace === configMapNamespace ? stringAt(value, ['metadata', 'name']) : undefined;
}

/** A problem, and which of the ConfigMaps it is in. */
export interface ConfigProblem {
  readonly index: number;
  readonly problem: Problem;
}

/** What ConfigMaps say of a cluster, others passed over; of two with one name the later counts. */
export function readCluster(configMaps: readonly JsonObject[]): {
  readonly cluster: Cluster;
  readonly problems: ConfigProblem[];
} {
  let cluster = defaultCluster;
  const problems: ConfigProblem[] = [];
  for (const [index, configMap] of configMaps.entries()) {
    const read = readerOf(configMap);
    if (read === undefined) continue;
    const data = readStrings(configMap, ['data']);
    const told = read(data.value);
    cluster = { ...cluster, ...told.value };
    problems.push(...[...data.problems, ...told.problems].map((problem) => ({ index, problem })));
  }
  return { cluster, problems };
}
