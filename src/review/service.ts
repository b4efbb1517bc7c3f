import { castRevision } from '../cast.ts';
import type { Input } from '../input.ts';
import type { JsonObject } from '../json.ts';
import { readScale } from '../keda/scale.ts';
import { makeScaledObject } from '../keda/scaled-object.ts';
import type { ScaledObject } from '../keda/types.ts';
import { readScaling } from '../knative/annotations.ts';
import {
  annotation,
  extension,
  hpaClass,
  managedBy,
  revcast,
  revcastPrefix,
} from '../knative/keys.ts';
import { scalingClass } from '../knative/service.ts';
import { readSteering } from '../knative/steering.ts';
import type { Revision, Service } from '../knative/types.ts';
import { placeOfName } from '../manifest/name-place.ts';
import { originOf } from '../manifest/origin.ts';
import type { Outcome } from '../outcome.ts';
import type { Settings } from '../settings.ts';
import type { Mode, RevisionReview, ServiceReview } from './types.ts';

/** What a Service's review is made of besides its outcome. */
export type ReviewContext = Pick<Input, 'cluster' | 'lock'> & { readonly settings: Settings };

export function serviceReview(outcome: Outcome, id: string, context: ReviewContext): ServiceReview {
  const { service } = outcome;
  const { manifest } = service;
  const namespace = service.namespace ?? context.settings.namespace;
  const { revision, scaledObject } = foreseen(outcome, context);
  const reason = outcome.treatment === 'left' ? reasonOf(outcome, context) : undefined;
  return {
    id,
    kind: service.kind,
    ...(namespace !== undefined && { namespace }),
    name: service.name,
    source: placeOfName(manifest),
    ...originOf(manifest.document, manifest.value),
    mode: modeOf(outcome),
    ...(reason !== undefined && { reason }),
    ...(revision !== undefined && { revision: revisionReview(revision) }),
    ...(scaledObject !== undefined && { scale: readScale(scaledObject), scaledObject }),
  };
}

function modeOf({ treatment, service }: Outcome): Mode {
  switch (treatment) {
    case 'generated':
      return annotation(service.annotations, extension.override) ? 'override' : 'generate';
    case 'left':
      return 'skipped';
    default:
      return treatment;
  }
}

function reasonOf({ service }: Outcome, { cluster }: ReviewContext): string {
  const scaled = scalingClass(service, cluster);
  return scaled === hpaClass ? `${revcast.mode}: skip` : `class ${scaled}`;
}

function revisionReview({
  name,
  deployment,
  generation,
  templateHash,
  way,
}: Revision): RevisionReview {
  return { name, deployment, generation, templateHash, prediction: way };
}

/**
 * The revision and the ScaledObject to come, also of Services that revcast has no hand in: their
 * revisions count all the same, and the extension makes what revcast would.
 */
function foreseen(
  outcome: Outcome,
  { settings, ...read }: ReviewContext,
): { revision?: Revision; scaledObject?: JsonObject } {
  const { service, treatment, revision, scaledObject } = outcome;
  if (treatment === 'refused' || revision !== undefined) {
    return { ...(revision && { revision }), ...(scaledObject && { scaledObject }) };
  }
  const untouched: Settings = { ...settings, takeover: false, revisionNames: 'predict' };
  const steering = { ...readSteering(service), revisionNames: undefined };
  const cast = castRevision(service, 'own', steering, { ...read, settings: untouched });
  if (cast.revision === undefined) return {};
  const { scaling } = treatment === 'extension' ? readScaling(service, read.cluster) : {};
  if (scaling === undefined) return { revision: cast.revision };
  const namespace = service.namespace ?? settings.namespace ?? 'default';
  const made = makeScaledObject(scaling, service, cast.revision, namespace);
  return { revision: cast.revision, scaledObject: byExtension(made, service) };
}

/** The extension says nothing of revcast. */
function byExtension(made: ScaledObject, { labels }: Service): JsonObject {
  const { [managedBy]: _ours, ...copied } = made.metadata.labels;
  const theirs = labels[managedBy];
  const annotations = Object.entries(made.metadata.annotations).filter(
    ([key]) => !key.startsWith(revcastPrefix),
  );
  const metadata = {
    ...made.metadata,
    labels: { ...copied, ...(theirs !== undefined && { [managedBy]: theirs }) },
    annotations: Object.fromEntries(annotations),
  };
  return { ...made, metadata };
}
