import type { RevisionState } from '../../../src/fixer/types.ts';
import type { JsonObject } from '../../../src/json.ts';
import { autoscaling, hpaClass, managedBy, revcast, serving } from '../../../src/knative/keys.ts';
import { deploymentName } from '../../../src/knative/names.ts';
import { create, type Refusal, update } from './keda.ts';
import { mergePatched, type World } from './world.ts';

export type Trigger = 'cpu' | 'cron';

/** A ScaledObject as revcast renders it, or as it completes a user's own. */
export function rendered(
  configuration: string,
  name: string,
  template: string,
  trigger: Trigger,
  isOwn: boolean,
): JsonObject {
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: {
      name,
      labels: {
        ...(!isOwn && { [managedBy]: 'revcast' }),
        [serving.configuration]: configuration,
        [serving.revision]: name,
      },
      annotations: {
        [autoscaling.class]: hpaClass,
        [revcast.prediction]: 'lock',
        [revcast.templateHash]: template,
        ...(isOwn && { [revcast.service]: configuration }),
      },
    },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deploymentName(name) },
      minReplicaCount: 2,
      maxReplicaCount: 9,
      advanced: { horizontalPodAutoscalerConfig: { name } },
      triggers: [{ type: trigger, metadata: { template } }],
    },
  };
}

/** What the maker would make of a revision's annotations. */
export function annotationsSource(revision: RevisionState, trigger: Trigger): JsonObject {
  const { configuration, name, templateHash } = revision;
  return rendered(configuration, name, templateHash, trigger, false);
}

/** What a GitOps tool does: what it names is set, what else is there stays. */
export function applyFromGit(world: World, object: JsonObject): Refusal | undefined {
  const name = (object.metadata as JsonObject).name as string;
  const present = world.scaledObjects.get(name);
  return present === undefined
    ? create(world, object)
    : update(world, mergePatched(present, object));
}
