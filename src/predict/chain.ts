import { stringAt } from '../json.ts';
import { serving } from '../knative/keys.ts';
import { deploymentName, revisionName } from '../knative/names.ts';
import type { Cluster, Service } from '../knative/types.ts';
import { given } from './given.ts';
import { hinted } from './hint.ts';
import { initial } from './initial.ts';
import { counted, isRefused } from './live.ts';
import { locked, lockKey } from './lock.ts';
import { pinned } from './pinned.ts';
import { see } from './sight.ts';
import type { Prediction, PredictionContext } from './types.ts';

/**
 * The revision that the Service's template will become. Its name is the first of: given, pinned,
 * made of the generation; the generation is the first of: live, hinted, locked, initial. Every
 * revision has a generation, named after it or not.
 */
export function predict(
  service: Service,
  cluster: Cluster,
  context: PredictionContext,
): Prediction {
  const { hint, pin, live, lock, namespace } = context;
  const naming = given(service, cluster, pin) ?? (pin ? pinned(service, cluster) : undefined);
  if (naming !== undefined && 'code' in naming) return { edits: [], problems: [naming] };
  const key = lockKey(service, namespace);
  const answer = live?.get(key);
  if (isRefused(answer)) {
    return { edits: [], problems: [...(naming?.problems ?? []), ...answer.problems] };
  }
  const template = naming?.template ?? service.template;
  const entry = lock?.get(key);
  const { hash, isUnchanged, record } = see(template, service, cluster, entry);
  const count =
    counted(answer) ?? hinted(hint, entry, isUnchanged) ?? locked(entry, isUnchanged) ?? initial;
  const name = naming?.name ?? revisionName(service.name, count.generation);
  return {
    revision: {
      name,
      deployment: deploymentName(name),
      configuration: service.name,
      service: serviceLabel(service),
      generation: count.generation,
      way: naming?.way ?? count.way,
      templateHash: hash,
    },
    ...(lock && { entry: { generation: count.generation, ...record() } }),
    edits: naming?.edits ?? [],
    problems: [...(naming?.problems ?? []), ...count.problems],
  };
}

/** A Configuration that stands alone belongs to no Service, unless it is labelled so. */
function serviceLabel(service: Service): string {
  if (service.kind === 'Service') return service.name;
  return stringAt(service.manifest.value, ['metadata', 'labels', serving.service]) ?? '';
}
