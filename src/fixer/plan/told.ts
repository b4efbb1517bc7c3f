import { revcast } from '../../knative/keys.ts';
import type { Observed, RevisionState, ScaledObjectState, Told } from '../types.ts';
import { type Change, reasonsOf } from './change.ts';
import type { Held } from './names.ts';
import { isBound, targetsDeployment } from './ours.ts';

/* What is told in Events. One place for the words: they are all that many people see of the fixer. */

export function corrected(
  { name, target, hpaName }: ScaledObjectState,
  changes: readonly Change[],
  holds?: Held,
): Told {
  const what = reasonsOf(changes).map((reason) => {
    if (reason === 'WrongTarget') return `its target was ${target.name}`;
    if (reason === 'WrongHpaName') return `its HPA was named ${hpaName ?? `keda-hpa-${name}`}`;
    if (reason === 'MissingClass') return 'the class annotation was missing';
    return `it served ${target.name} for a while`;
  });
  const now = holds === undefined ? '' : ` for revision ${holds.hpa}`;
  return normal(
    'ScaledObjectCorrected',
    `ScaledObject ${name} is corrected${now}: ${what.join(', ')}`,
  );
}

export function created(revision: RevisionState, source: ScaledObjectState | undefined): Told {
  const from =
    source === undefined ? "from the revision's annotations" : `as a copy of ${source.name}`;
  return normal('ScaledObjectCreated', `ScaledObject ${revision.name} is created ${from}`);
}

export function predictionWrong(predicted: string, actual: string): Told {
  return normal(
    'PredictionWrong',
    `revision ${predicted} was predicted, and ${actual} was created`,
  );
}

export function retargeted({ name }: ScaledObjectState, revision: string): Told {
  return normal(
    'ScaledObjectCorrected',
    `ScaledObject ${name} serves revision ${revision} for now`,
  );
}

export function removed({ name }: ScaledObjectState): Told {
  return normal('ScaledObjectRemoved', `ScaledObject ${name} is removed: Git names it no longer`);
}

export function foreign(revision: string, { name, owners }: ScaledObjectState): Told {
  const controller = owners.find((each) => each.isController);
  const whose =
    controller === undefined
      ? `is neither revcast's nor bound to the Service: delete it, or bind it with ${revcast.service}`
      : `belongs to ${controller.kind} ${controller.name}: delete it there`;
  const which = name === revision ? 'the one of that name' : `${name} scales it, and`;
  const message = `revision ${revision} can't be given its ScaledObject: ${which} ${whose}`;
  return warning('ScaledObjectForeign', message);
}

export function misnamed(revision: string, { name }: ScaledObjectState): Told {
  const message = `ScaledObject ${name} scales revision ${revision} and has to be named like it: delete it, or give it that name in Git`;
  return warning('ScaledObjectMisnamed', message);
}

export function swapped(names: readonly string[]): Told {
  const message = `ScaledObjects ${names.join(', ')} scale each other's Deployments, and KEDA lets none of them change first: delete one`;
  return warning('ScaledObjectsSwapped', message);
}

export function ambiguous(revision: string, names: readonly string[]): Told {
  const message = `delete all but one of the ScaledObjects ${names.join(', ')}: they scale differently, and fit revision ${revision} equally well`;
  return warning('ScaledObjectAmbiguous', message);
}

export function missing(revision: string): Told {
  const message = `revision ${revision} has no ScaledObject, and mode byo says that it comes from elsewhere`;
  return warning('ScaledObjectMissing', message);
}

export function nothingToRetarget(revision: string): Told {
  const message = `no ScaledObject waits that could be given to revision ${revision}, and none may be created`;
  return warning('ScaledObjectMissing', message);
}

/** Of what belongs to a Configuration, but scales no Deployment. */
export function notDeployments(observed: Observed): Told[] {
  return observed.scaledObjects
    .filter((each) => isBound(each, observed) && !targetsDeployment(each))
    .map(notDeployment);
}

export function notDeployment({ name, target }: ScaledObjectState): Told {
  const message = `ScaledObject ${name} targets a ${target.kind}: correct it in Git, a revision has a Deployment`;
  return warning('ScaledObjectTarget', message);
}

function normal(reason: string, message: string): Told {
  return { type: 'Normal', reason, message };
}

function warning(reason: string, message: string): Told {
  return { type: 'Warning', reason, message };
}
