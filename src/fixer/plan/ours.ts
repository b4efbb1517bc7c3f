import { deploymentName, isRevisionDeploymentOf } from '../../knative/names.ts';
import type { Observed, OwnerReference, ScaledObjectState } from '../types.ts';
import { parking } from './names.ts';

/**
 * Whether the fixer may write a ScaledObject: revcast made it, or it is bound to this Configuration
 * (by annotation, by label, by a target that is a Deployment of one of its revisions).
 */
export function isOurs(scaledObject: ScaledObjectState, observed: Observed): boolean {
  return (
    isBound(scaledObject, observed) &&
    !scaledObject.isDeleted &&
    targetsDeployment(scaledObject) &&
    !isOthers(scaledObject)
  );
}

/** Bound to this Configuration, whether it may be written or not. */
export function isBound(scaledObject: ScaledObjectState, observed: Observed): boolean {
  const { boundTo, configuration, isGenerated, target } = scaledObject;
  if (boundTo !== undefined) return boundTo === observed.name;
  if (configuration !== undefined && configuration !== observed.name) return false;
  if (isGenerated || (configuration !== undefined && isMarked(scaledObject))) return true;
  return targetsDeployment(scaledObject) && isDeploymentOf(target.name, observed);
}

/** KEDA's own default for an absent kind is Deployment. */
export function targetsDeployment({ target }: ScaledObjectState): boolean {
  return target.kind === undefined || target.kind === 'Deployment';
}

export function isPodAutoscaler({ apiVersion, kind }: OwnerReference): boolean {
  return kind === 'PodAutoscaler' && apiVersion.startsWith('autoscaling.internal.knative.dev/');
}

export function isRevision({ apiVersion, kind }: OwnerReference): boolean {
  return kind === 'Revision' && apiVersion.startsWith('serving.knative.dev/');
}

/** What somebody else's controller made, that controller would set right again. */
function isOthers({ owners }: ScaledObjectState): boolean {
  return owners.some((each) => each.isController && !isPodAutoscaler(each) && !isRevision(each));
}

/** Whether it has an annotation of revcast's. */
function isMarked(scaledObject: ScaledObjectState): boolean {
  const { isFixers, templateHash, standsFor, wokenFor, idleMin, retargetedFrom } = scaledObject;
  return isFixers || [templateHash, standsFor, wokenFor, idleMin, retargetedFrom].some(isThere);
}

function isThere(value: string | undefined): boolean {
  return value !== undefined;
}

function isDeploymentOf(deployment: string, { name, revisions }: Observed): boolean {
  return (
    revisions.some((each) => deploymentName(each.name) === deployment) ||
    deployment === parking(name).deployment ||
    isRevisionDeploymentOf(deployment, name)
  );
}
