import { revcast } from '../../knative/keys.ts';
import type { PlanSettings, ScaledObjectState } from '../types.ts';
import { annotationPatch, type Change } from './change.ts';
import { clash, heldBy } from './held.ts';
import { heldFor, isRevisionName } from './names.ts';
import { isPodAutoscaler, isRevision } from './ours.ts';
import { isOwnedLike, ownedBy, ownersPatch, serviceReference } from './owners.ts';
import type { ProvidedAll } from './provide-all.ts';
import { corrections } from './right.ts';
import { patchStep, type Step } from './step.ts';
import { corrected } from './told.ts';
import type { Unit } from './unit.ts';

/** Milliseconds that a ScaledObject may wait for its revision before anything is made of it. */
export const patience = 60_000;

/** Whether it waits for a revision that isn't there: it came from elsewhere, under that name. */
export function isWaiting(scaledObject: ScaledObjectState, unit: Unit): boolean {
  if (scaledObject.isFixers || unit.revisionNames.has(scaledObject.name)) return false;
  return isNamedLikeRevision(scaledObject, unit) || servedBy(scaledObject, unit) === undefined;
}

/** The revision, of all that there are, whose Deployment or HPA name a ScaledObject holds. */
export function servedBy(scaledObject: ScaledObjectState, unit: Unit): string | undefined {
  const held = heldBy(scaledObject);
  return [...unit.revisionNames].find((name) => clash(heldFor(name), held));
}

/** A name that was given in the template has no shape: revcast has written the label there. */
function isNamedLikeRevision(scaledObject: ScaledObjectState, unit: Unit): boolean {
  const { name, templateHash, configuration } = scaledObject;
  const isCast = templateHash !== undefined && configuration === unit.name;
  return isRevisionName(unit.name, name) || isCast;
}

/** Steps of all that wait, but for those that are given to another revision. */
export function waitAll(
  unit: Unit,
  provided: ProvidedAll,
  settings: PlanSettings,
  now: number,
): Waiting {
  const given = new Set(provided.steps.map(({ name }) => name));
  const standsFor = newestProvided(unit, provided);
  const context = { now, settings, copied: provided.copied, standsFor };
  const waited = unit.ours
    .filter((each) => isWaiting(each, unit) && !given.has(each.name))
    .map((each) => wait(each, unit, context));
  const later = waited.flatMap(({ lookAgainAfter }) => lookAgainAfter ?? []);
  return {
    steps: waited.map(({ step }) => step),
    ...(later.length > 0 && { lookAgainAfter: Math.min(...later) }),
  };
}

/** The newest revision, unless there is nothing for it yet. */
function newestProvided(
  { needed, configuration }: Unit,
  { byRevision }: ProvidedAll,
): string | undefined {
  const { generation, latestCreated } = configuration;
  const stamped = [...needed.values()].find((each) => each.generation >= generation);
  const name = stamped?.name ?? latestCreated ?? '';
  const provided = byRevision.get(name);
  return provided !== undefined && 'step' in provided ? name : undefined;
}

export interface Waiting {
  readonly steps: readonly Step[];
  /** Milliseconds until time alone makes a difference. */
  readonly lookAgainAfter?: number;
}

interface WaitingContext {
  readonly now: number;
  readonly settings: PlanSettings;
  /** Names of those that a stand-in is copied from now, and the revision of each. */
  readonly copied: ReadonlyMap<string, string>;
  /** The newest revision, once it has a ScaledObject or is given one now. */
  readonly standsFor: string | undefined;
}

interface Waited {
  readonly step: Step;
  readonly lookAgainAfter?: number;
}

/** What becomes of a ScaledObject that waits. */
function wait(scaledObject: ScaledObjectState, unit: Unit, context: WaitingContext): Waited {
  const { name, needsDeployment, createdAt, retargetedFrom } = scaledObject;
  const isNamed = isNamedLikeRevision(scaledObject, unit);
  // KEDA's webhook refuses every write of such a one: it wants the Deployment.
  if (needsDeployment || !isNamed) return { step: patchStep(scaledObject, []) };
  const fixes = givesWay(scaledObject, unit, context.settings)
    ? corrections(scaledObject, heldFor(name)).filter(({ reason }) => reason !== 'MissingClass')
    : [];
  const isKept = retargetedFrom !== undefined && fixes.length === 0;
  const marks = isKept ? [] : marked(scaledObject, unit, context);
  const isDue = context.copied.has(name) || context.now - createdAt >= patience;
  const changes = [...fixes, ...(isDue ? marks : [])];
  const step = patchStep(scaledObject, changes, {
    ...(fixes.length > 0 && { holds: heldFor(name), told: corrected(scaledObject, fixes) }),
  });
  // It says that a copy serves once there is one, unless the copy waits for it to give way.
  const copy = fixes.length > 0 ? undefined : context.copied.get(name);
  return {
    step: copy === undefined ? step : { ...step, after: [copy] },
    ...(marks.length > 0 && !isDue && { lookAgainAfter: createdAt + patience - context.now }),
  };
}

/** It goes with its Service, and says that it isn't broken. */
function marked(
  scaledObject: ScaledObjectState,
  unit: Unit,
  { standsFor: newest, copied }: WaitingContext,
): Change[] {
  const standsFor = copied.get(scaledObject.name) ?? newest;
  // Its revision is gone, and takes it along: another owner would keep it.
  const isGoing = scaledObject.owners.some(
    (each) => each.isController && (isPodAutoscaler(each) || isRevision(each)),
  );
  if (isGoing) return [];
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
  copied: ReadonlyMap<string, string>,
): boolean {
  const newly = copied.get(name);
  if (newly !== undefined) return standsFor === newly;
  return standsFor !== undefined && revisions.has(standsFor);
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
