import { valueAt } from '../../json.ts';
import { configMapName, readCluster } from '../../knative/cluster.ts';
import type { Side } from '../side.ts';
import { placeIn } from './places.ts';
import type { Told } from './tree.ts';

const owners = {
  'config-autoscaler': "Knative's default",
  'config-autoscaler-keda': "the extension's default",
} as const;

/** Where a setting of the cluster comes from: the ConfigMap that counts, or nowhere. */
export function setting(
  { input: { clusterConfig } }: Side,
  configMap: keyof typeof owners,
  key: string,
): Omit<Told, 'reason'> {
  const values = clusterConfig.map(({ value }) => value);
  const index = values.findLastIndex((value) => configMapName(value) === configMap);
  const manifest = clusterConfig[index];
  const written = valueAt(manifest?.value, ['data', key]);
  const isRefused = readCluster(values).problems.some(
    ({ index: at, problem: { code, path } }) =>
      at === index && path[1] === key && (code === 'RC2801' || code === 'RC2004'),
  );
  if (manifest === undefined || written === undefined || isRefused) {
    return { from: 'default', origin: owners[configMap] };
  }
  const source = placeIn(manifest, ['data', key]);
  return { from: 'config-map', origin: `${configMap} ${key}`, source };
}
