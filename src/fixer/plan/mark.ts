import { revcast } from '../../knative/keys.ts';
import type { ScaledObjectState } from '../types.ts';
import { annotationPatch, type Change } from './change.ts';
import { isOwnedLike, ownedBy, ownersPatch, serviceReference } from './owners.ts';
import type { Unit } from './unit.ts';

/** Of those that a stand-in is copied from now, the revision that it is for, by their names. */
export type Copied = ReadonlyMap<string, string>;

/**
 * Marks of a ScaledObject that waits: it goes with its Service, and says that it isn't broken. Where
 * nothing is copied from it, it stands for the newest revision.
 */
export function marks(
  scaledObject: ScaledObjectState,
  unit: Unit,
  copied: Copied,
  newest: string | undefined,
): Change[] {
  const standsFor = copied.get(scaledObject.name) ?? newest;
  const changes: Change[] = [];
  const owners = ownedBy(serviceReference(unit), scaledObject, unit);
  if (!isOwnedLike(scaledObject, owners)) {
    changes.push({ reason: 'Waiting', patch: ownersPatch(owners) });
  }
  if (standsFor !== undefined && !isMarked(scaledObject, unit, copied)) {
    changes.push({ reason: 'Waiting', patch: annotationPatch(revcast.standsFor, standsFor) });
  }
  return changes;
}

/** As long as the revision is there that it says, one that nobody copies now is left in peace. */
function isMarked(
  { name, standsFor }: ScaledObjectState,
  { revisions }: Unit,
  copied: Copied,
): boolean {
  const newly = copied.get(name);
  if (newly !== undefined) return standsFor === newly;
  return standsFor !== undefined && revisions.has(standsFor);
}
