import type { Problem } from './diagnostics/types.ts';
import type { Steering } from './knative/steering.ts';
import type { Cluster, Revision, Service } from './knative/types.ts';
import type { Edit } from './manifest/types.ts';
import { predict } from './predict/chain.ts';
import type { Lock, PredictionContext } from './predict/types.ts';
import type { Settings } from './settings.ts';
import { takeover, withEdits } from './takeover.ts';

/** A Service as it will be written, and the revision that it will become. */
export interface Cast {
  readonly service: Service;
  /** undefined when the problems don't allow a prediction. */
  readonly revision: Revision | undefined;
  readonly edits: readonly Edit[];
  readonly problems: readonly Problem[];
}

/** What decides a cast besides the Service itself. */
export interface CastContext {
  readonly settings: Settings;
  readonly cluster: Cluster;
  readonly lock?: Lock;
}

/** Takes over where asked to, and predicts. */
export function castRevision(
  service: Service,
  treatment: 'generated' | 'own',
  steering: Steering,
  { settings, cluster, lock }: CastContext,
): Cast {
  const taken = settings.takeover ? takeover(service, treatment) : [];
  const prediction = predict(
    withEdits(service, taken),
    cluster,
    predictionContext(steering, settings, lock),
  );
  const edits = [...taken, ...prediction.edits];
  return {
    service: withEdits(service, edits),
    revision: prediction.revision,
    edits,
    problems: prediction.problems,
  };
}

/** What a Service's own annotations and the settings say about predicting. */
export function predictionContext(
  { generation, revisionNames }: Steering,
  settings: Pick<Settings, 'revisionNames' | 'namespace' | 'live'>,
  lock: Lock | undefined,
): PredictionContext {
  return {
    pin: (revisionNames ?? settings.revisionNames) === 'pin',
    ...(generation !== undefined && { hint: generation }),
    ...(settings.live !== undefined && { live: settings.live }),
    ...(lock !== undefined && { lock }),
    ...(settings.namespace !== undefined && { namespace: settings.namespace }),
  };
}
