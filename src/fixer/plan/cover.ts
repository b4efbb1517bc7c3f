import type { ScaledObjectState, Told, Uncovered } from '../types.ts';
import type { Obstacle } from './order.ts';
import type { Provided } from './provide.ts';
import { foreign, misnamed, swapped } from './told.ts';
import type { Unit } from './unit.ts';

/** How a needed revision is served: covered when there is nothing that it lacks. */
export interface Coverage {
  readonly lack?: Uncovered;
  readonly told: readonly Told[];
}

export function coverage(
  revision: string,
  provided: Provided,
  blocked: ReadonlyMap<string, Obstacle>,
  unit: Unit,
): Coverage {
  const told = provided.told ?? [];
  if ('because' in provided) {
    const { because, isTransient } = provided;
    return { lack: { revision, because, isTransient }, told };
  }
  const { step } = provided;
  const obstacle = blocked.get(step.name);
  if (obstacle !== undefined) return blockedBy(obstacle, revision, unit, told);
  if (step.lacks === undefined) return { told };
  const lack = { revision, because: step.lacks, isTransient: true };
  return { lack, told };
}

function blockedBy(obstacle: Obstacle, name: string, unit: Unit, told: readonly Told[]): Coverage {
  if ('by' in obstacle && obstacle.by.isDeleted) {
    const because = `ScaledObject ${obstacle.by.name} is being deleted`;
    return { lack: { revision: name, because, isTransient: true }, told };
  }
  if ('by' in obstacle && unit.revisions.has(obstacle.by.name) && isOurs(obstacle.by, unit)) {
    const because = `ScaledObject ${obstacle.by.name} has to be corrected first`;
    return { lack: { revision: name, because, isTransient: true }, told };
  }
  const cause = causeOf(obstacle, name, unit);
  const lack = { revision: name, because: cause.message, isTransient: false };
  return { lack, told: [...told, cause] };
}

function causeOf(obstacle: Obstacle, revision: string, unit: Unit): Told {
  if ('circle' in obstacle) return swapped(obstacle.circle);
  const { by } = obstacle;
  return isOurs(by, unit) ? misnamed(revision, by) : foreign(revision, by);
}

function isOurs({ name }: ScaledObjectState, unit: Unit): boolean {
  return unit.ours.some((each) => each.name === name);
}
