import { type Binding, bind } from './bind.ts';
import { findingOf, type Located } from './diagnostics/finding.ts';
import type { Finding } from './diagnostics/types.ts';
import { readCluster } from './knative/cluster.ts';
import type { Cluster } from './knative/types.ts';
import { readStream, type Stream } from './manifest/stream.ts';
import type { Manifest, SourceText } from './manifest/types.ts';
import { readLock } from './predict/lock-file.ts';
import type { Lock } from './predict/types.ts';
import { type Selection, selectServices } from './select.ts';
import type { Settings } from './settings.ts';

/** Everything that was read, before anything is decided. */
export interface Input {
  readonly stream: Stream;
  readonly cluster: Cluster;
  /** Where the cluster's settings stand: ConfigMaps of the stream, and of files beside it. */
  readonly clusterConfig: readonly Manifest[];
  readonly lock?: Lock;
  readonly services: Selection['services'];
  readonly binding: Binding;
  readonly findings: readonly Finding[];
}

/** Reads sources and settings, and finds out which objects belong to each other. */
export function readInput(
  sources: readonly SourceText[],
  settings: Settings,
  concerns: 'revcast' | 'all' = 'revcast',
): Input {
  const stream = readStream(sources, concerns);
  const beside = readStream(settings.clusterConfig);
  const clusterConfig = [...beside.manifests, ...stream.manifests].filter(isConfigMap);
  const { cluster, problems } = readCluster(clusterConfig.map(({ value }) => value));
  const { services, problems: serviceProblems } = selectServices(
    stream.manifests,
    settings.namespace,
  );
  const binding = bind([...services.keys()], stream.manifests, settings);
  const lock = readLock(settings.lock);
  const located: Located[] = [
    ...problems.flatMap(({ index, problem }) => {
      const manifest = clusterConfig[index];
      return manifest === undefined ? [] : [{ manifest, problem }];
    }),
    ...serviceProblems,
    ...binding.problems,
  ];
  const findings = [
    ...stream.findings,
    ...beside.findings,
    ...lock.findings,
    ...located.map(findingOf),
  ];
  return { stream, cluster, clusterConfig, services, binding, ...lock, findings };
}

function isConfigMap({ value }: Manifest): boolean {
  return value.kind === 'ConfigMap';
}
