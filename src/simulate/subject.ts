import type { JsonObject } from '../json.ts';
import type { Scale, Trigger } from '../keda/scale.ts';
import type { Cluster } from '../knative/types.ts';
import type { ReviewedService } from '../review/side.ts';
import { requestOf } from './request.ts';
import type { Unreadable } from './samples/types.ts';

/** What is to be simulated. */
export interface Subject {
  readonly id: string;
  readonly scale: Scale;
  readonly scaledObject: JsonObject;
  /** What one pod requests of a cpu or memory trigger's resource, in cores or bytes. */
  readonly requestOf: (trigger: Trigger) => number | undefined;
}

/** A Service with its ScaledObject. `requests` are what the user says of pods, by resource. */
export function subjectOf(
  { review, outcome }: ReviewedService,
  cluster: Cluster,
  requests: ReadonlyMap<string, number>,
): Subject | Unreadable {
  const { id, scale, scaledObject } = review;
  if (scale === undefined || scaledObject === undefined) return { problems: [unscaled(review)] };
  return {
    id,
    scale,
    scaledObject,
    requestOf: (trigger) =>
      requests.get(trigger.type) ?? requestOf(trigger, outcome.service, cluster),
  };
}

function unscaled({ id, mode, reason }: ReviewedService['review']): string {
  if (mode === 'expected') return `${id}: its ScaledObject is not in the manifests`;
  return `${id}: it has no ScaledObject (${reason === undefined ? mode : `${mode}, ${reason}`})`;
}
