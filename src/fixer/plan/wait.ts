import type { PlanSettings, ScaledObjectState } from '../types.ts';
import { marks } from './mark.ts';
import { heldFor } from './names.ts';
import { patience } from './patience.ts';
import type { ProvidedAll } from './provide-all.ts';
import { corrections } from './right.ts';
import { patchStep, type Step } from './step.ts';
import { corrected } from './told.ts';
import type { Unit } from './unit.ts';
import { isNamedLikeRevision, isWaiting, servedBy } from './waiting.ts';

/** Steps of all that wait, but for those that are given to another revision. */
export function waitAll(
  unit: Unit,
  provided: ProvidedAll,
  settings: PlanSettings,
  now: number,
): Step[] {
  const given = new Set(provided.steps.map(({ name }) => name));
  return unit.ours
    .filter((each) => isWaiting(each, unit) && !given.has(each.name))
    .map((each) => wait(each, unit, provided, settings, now));
}

/** What becomes of a ScaledObject that waits. */
function wait(
  scaledObject: ScaledObjectState,
  unit: Unit,
  provided: ProvidedAll,
  settings: PlanSettings,
  now: number,
): Step {
  const { name, needsDeployment, createdAt, retargetedFrom } = scaledObject;
  // KEDA's webhook refuses every write of such a one: it wants the Deployment.
  if (needsDeployment || !isNamedLikeRevision(scaledObject, unit)) {
    return patchStep(scaledObject, []);
  }
  const fixes = givesWay(scaledObject, unit, settings)
    ? corrections(scaledObject, heldFor(name)).filter(({ reason }) => reason !== 'MissingClass')
    : [];
  const isGiven = retargetedFrom !== undefined && fixes.length === 0;
  const { copied, newest } = provided;
  const marked = isGiven ? [] : marks(scaledObject, unit, copied, newest);
  // KEDA often writes it, too, when the copy comes: marking it may take a second time.
  const isCopied = copied.has(name) || unit.ours.some(({ standInOf }) => standInOf === name);
  const left = isCopied ? 0 : createdAt + patience - now;
  const step = patchStep(scaledObject, [...fixes, ...(left <= 0 ? marked : [])], {
    ...(fixes.length > 0 && { holds: heldFor(name), told: corrected(scaledObject, fixes) }),
    lookAgainAfter: marked.length > 0 && left > 0 ? left : undefined,
  });
  // It says that a copy serves once there is one, unless the copy waits for it to give way.
  const copy = fixes.length > 0 ? undefined : copied.get(name);
  return copy === undefined ? step : { ...step, after: [copy] };
}

/**
 * Whether it has to let go of what it holds of a revision that is there: because that revision has a
 * ScaledObject of its own, or gets one, and Git doesn't say that this one is for it.
 */
function givesWay(scaledObject: ScaledObjectState, unit: Unit, settings: PlanSettings): boolean {
  const served = servedBy(scaledObject, unit);
  if (served === undefined) return false;
  if (unit.ours.some(({ name }) => name === served)) return true;
  const { isGenerated, retargetedFrom } = scaledObject;
  const isMovedHere = isGenerated || retargetedFrom !== undefined;
  return settings.repair === 'stand-in' && unit.needed.has(served) && isMovedHere;
}
