import type { ScaledObjectState } from '../types.ts';
import { clash, heldBy } from './held.ts';
import { heldFor, isRevisionName } from './names.ts';
import { isPodAutoscaler, isRevision } from './ours.ts';
import type { Unit } from './unit.ts';

/** Whether it waits for a revision that isn't there: it came from elsewhere, under that name. */
export function isWaiting(scaledObject: ScaledObjectState, unit: Unit): boolean {
  const isServed = unit.revisionNames.has(scaledObject.name);
  if (scaledObject.isFixers || isServed || isGoing(scaledObject, unit)) return false;
  return isNamedLikeRevision(scaledObject, unit) || servedBy(scaledObject, unit) === undefined;
}

/** Whether its revision is gone, and takes it along: no other owner would keep it. */
export function isGoing({ name, owners }: ScaledObjectState, unit: Unit): boolean {
  const isRevisions = owners.some(
    (each) => each.isController && (isPodAutoscaler(each) || isRevision(each)),
  );
  return isRevisions && !unit.revisionNames.has(name);
}

/** The revision, of all that there are, whose Deployment or HPA name a ScaledObject holds. */
export function servedBy(scaledObject: ScaledObjectState, unit: Unit): string | undefined {
  const held = heldBy(scaledObject);
  return [...unit.revisionNames].find((name) => clash(heldFor(name), held));
}

/** A name that was given in the template has no shape: revcast has written the label there. */
export function isNamedLikeRevision(scaledObject: ScaledObjectState, unit: Unit): boolean {
  const { name, templateHash, configuration } = scaledObject;
  const isCast = templateHash !== undefined && configuration === unit.name;
  return isRevisionName(unit.name, name) || isCast;
}
