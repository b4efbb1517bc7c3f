import { quoted } from '../../diagnostics/quoted.ts';
import { isObject, type Json, objectAt, type Path, stringAt, valueAt } from '../../json.ts';
import { scaledObjectType } from '../../keda/go-types.ts';
import type { FoundAnnotation } from '../keys.ts';
import type { Cluster, StringMap } from '../types.ts';
import { readJson } from './json.ts';
import { problemOf, shortKey } from './problem.ts';
import { readMaxReplicas } from './replicas.ts';
import type { OverridingScaling, Parsed } from './types.ts';

/** A whole ScaledObject in an annotation. What Knative decides is overwritten in it. */
export function readOverride(
  found: FoundAnnotation,
  annotations: StringMap,
  cluster: Cluster,
): Parsed<OverridingScaling> {
  const { value: override, problems } = readJson(found, scaledObjectType);
  if (!isObject(override)) return { problems };
  const maxReplicas = readMaxReplicas(annotations, cluster);
  const finalizers = valueAt(override, ['metadata', 'finalizers']);
  return {
    value: {
      from: 'override',
      maxReplicas,
      spec: objectAt(override, ['spec']) ?? {},
      finalizers: Array.isArray(finalizers) ? finalizers.map(String) : [],
    },
    problems: [
      ...problems,
      ...overwritten(override, maxReplicas).map(({ path, instead, hint }) => {
        const message = `${shortKey(found.key)}: ${path.join('.')} ${instead}`;
        return problemOf(found.key, 'RC3005', message, hint);
      }),
    ],
  };
}

interface Overwritten {
  readonly path: Path;
  readonly instead: string;
  readonly hint: string;
}

/** What a reader of the override would believe, and that comes to nothing. */
function overwritten(override: Json, maxReplicas: number): Overwritten[] {
  const found: Overwritten[] = [];
  for (const field of ['labels', 'annotations']) {
    if (objectAt(override, ['metadata', field]) === undefined) continue;
    const hint = `Put them into spec.template.metadata.${field} of the Service.`;
    const instead = "are replaced by the template's";
    found.push({ path: ['metadata', field], instead, hint });
  }
  const max = valueAt(override, ['spec', 'maxReplicaCount']);
  if (max !== undefined && max !== maxReplicas) {
    const instead = `is ${quoted(max)} and becomes ${maxReplicas}, from max-scale`;
    const hint = 'Say it with the annotation autoscaling.knative.dev/max-scale.';
    found.push({ path: ['spec', 'maxReplicaCount'], instead, hint });
  }
  const kind = stringAt(override, ['kind']);
  if (kind !== undefined && kind !== 'ScaledObject') {
    const hint = 'Give the JSON of a ScaledObject.';
    found.push({ path: ['kind'], instead: `is ${quoted(kind)} and is ignored`, hint });
  }
  return found;
}
