import type {
  PlanSettings,
  PodAutoscalerState,
  RevisionState,
  ScaledObjectState,
  Told,
} from '../types.ts';
import { isForTemplate, sourceFor } from './candidates.ts';
import { generationOf, heldFor } from './names.ts';
import { targetsDeployment } from './ours.ts';
import { retarget } from './retarget.ts';
import type { Step } from './step.ts';
import { ambiguous, created, foreign, missing, notDeployment, predictionWrong } from './told.ts';
import type { Unit } from './unit.ts';

/** What is done for a needed revision that has no ScaledObject of its name, or why nothing is. */
export type Provided =
  | { readonly step: Step; readonly copied?: string; readonly told?: readonly Told[] }
  | {
      readonly because: string;
      readonly isTransient: boolean;
      readonly told?: readonly Told[];
    };

export function provide(
  revision: RevisionState,
  unit: Unit,
  settings: PlanSettings,
  isFree: (scaledObject: ScaledObjectState) => boolean,
): Provided {
  const namesake = unit.scaledObjects.get(revision.name);
  if (namesake !== undefined) return takenName(revision, namesake);
  const podAutoscaler = unit.podAutoscalers.get(revision.name);
  if (podAutoscaler === undefined) {
    return { because: 'its Deployment is not there yet', isTransient: true };
  }
  if (settings.repair === 'retarget') return retarget(revision, unit, isFree);
  return create(revision, podAutoscaler, unit);
}

/** The name is taken by what may not be written. */
function takenName(revision: RevisionState, namesake: ScaledObjectState): Provided {
  if (namesake.isDeleted) {
    return { because: 'its ScaledObject is being deleted', isTransient: true };
  }
  const told = targetsDeployment(namesake)
    ? foreign(revision.name, namesake)
    : notDeployment(namesake);
  return { because: told.message, isTransient: false, told: [told] };
}

function create(revision: RevisionState, owner: PodAutoscalerState, unit: Unit): Provided {
  const source = sourceFor(revision, unit);
  const unclear =
    source.from !== 'copy' && source.ambiguous !== undefined
      ? [ambiguous(revision.name, source.ambiguous)]
      : [];
  if (source.from === 'nothing') {
    const told = unclear[0] ?? missing(revision.name);
    return { because: told.message, isTransient: false, told: [told] };
  }
  const copyOf = source.from === 'copy' ? source.of : undefined;
  const predicted = predictedFor(revision, copyOf, unit);
  const step: Step = {
    name: revision.name,
    holds: heldFor(revision.name),
    action: {
      do: 'create',
      reasons: [copyOf === undefined ? 'Missing' : 'PredictedAhead'],
      revision,
      owner,
      ...(copyOf !== undefined && { copyOf }),
      told: created(revision, copyOf),
    },
    ...(predicted !== undefined && { told: [predictionWrong(predicted, revision.name)] }),
    lacks: 'its ScaledObject is created',
  };
  return { step, told: unclear, ...(copyOf !== undefined && { copied: copyOf.name }) };
}

/** The name that was predicted for this revision: of what is copied, or of what has its template. */
function predictedFor(
  revision: RevisionState,
  copyOf: ScaledObjectState | undefined,
  unit: Unit,
): string | undefined {
  const given = unit.ours.filter((each) => !each.isFixers && each.name !== revision.name);
  const isCast = (each: ScaledObjectState): boolean =>
    isForTemplate(each, revision) ||
    (each.name === copyOf?.name && generationOf(unit.name, each.name) !== undefined);
  const isComing = (each: ScaledObjectState): boolean => !unit.revisionNames.has(each.name);
  return (
    given.find((each) => each.name === copyOf?.name && isCast(each)) ??
    given.find((each) => isCast(each) && isComing(each))
  )?.name;
}
