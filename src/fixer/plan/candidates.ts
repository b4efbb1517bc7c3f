import type { RevisionState, ScaledObjectState } from '../types.ts';
import { generationOf } from './names.ts';
import { isPodAutoscaler } from './ours.ts';
import type { Unit } from './unit.ts';
import { isGoing, isWaiting } from './waiting.ts';

/** What a revision's ScaledObject is made of. */
export type Source =
  | { readonly from: 'copy'; readonly of: ScaledObjectState }
  | { readonly from: 'annotations'; readonly ambiguous?: readonly string[] }
  | { readonly from: 'nothing'; readonly ambiguous?: readonly string[] };

/**
 * The ScaledObject to copy, or the revision's annotations. What a user wrote can't be read from
 * annotations: then any of his serves. What revcast generated can: then only one for this template.
 */
export function sourceFor(revision: RevisionState, unit: Unit): Source {
  const byo = isByo(unit);
  const waiting = unit.ours.filter((each) => isWaiting(each, unit) && isOwn(each, unit) === byo);
  const found = byo ? ownSources(revision, waiting, unit) : generatedRanks(revision, waiting);
  const best = found.find((rank) => rank.length > 0) ?? [];
  const nearest = nearestOf(best, revision, unit);
  const isClear = best.every((each) => each.contentHash === nearest?.contentHash);
  if (nearest !== undefined && isClear) return { from: 'copy', of: nearest };
  const from = byo ? 'nothing' : 'annotations';
  return nearest === undefined ? { from } : { from, ambiguous: best.map(({ name }) => name) };
}

/** What waits, and what serves others: that for this template first, and else as the last. */
function ownSources(
  revision: RevisionState,
  waiting: readonly ScaledObjectState[],
  unit: Unit,
): ScaledObjectState[][] {
  const own = unit.ours.filter((each) => isOwn(each, unit));
  const staying = own.filter((each) => !isGoing(each, unit));
  const [exact = [], ...others] = ownRanks(revision, waiting, unit);
  const served = staying.filter((each) => isForTemplate(each, revision));
  return [exact, newestOf(served), ...others, newestOf(staying), newestOf(own)];
}

/** For retargeting: the one that holds the Deployment already, then as for a copy, then any. */
export function bestToRetarget(
  revision: RevisionState,
  candidates: readonly ScaledObjectState[],
  unit: Unit,
): ScaledObjectState | undefined {
  const byo = isByo(unit);
  const fitting = candidates.filter((each) => isOwn(each, unit) === byo);
  const ranks = [
    ...(byo ? ownRanks(revision, fitting, unit) : generatedRanks(revision, fitting)),
    candidates,
  ];
  return nearestOf(ranks.find((rank) => rank.length > 0) ?? [], revision, unit);
}

/** Whether it was rendered for the template that the revision was stamped out of. */
export function isForTemplate(
  scaledObject: ScaledObjectState,
  { templateHash, hashWithoutLinks }: RevisionState,
): boolean {
  const hash = scaledObject.templateHash;
  return hash !== undefined && (hash === templateHash || hash === hashWithoutLinks);
}

/** One with another template's hash is for that template. */
function generatedRanks(
  revision: RevisionState,
  waiting: readonly ScaledObjectState[],
): ScaledObjectState[][] {
  return [
    waiting.filter((each) => isForTemplate(each, revision)),
    waiting.filter(({ templateHash }) => templateHash === undefined),
  ];
}

/** One whose number can still come says more about the newest revision than a left-over. */
function ownRanks(
  revision: RevisionState,
  waiting: readonly ScaledObjectState[],
  unit: Unit,
): ScaledObjectState[][] {
  const isLeft = ({ name }: ScaledObjectState): boolean =>
    (generationOf(unit.name, name) ?? Number.POSITIVE_INFINITY) <= unit.configuration.generation;
  return [
    waiting.filter((each) => isForTemplate(each, revision)),
    waiting.filter((each) => !isLeft(each)),
    waiting.filter(isLeft),
  ];
}

/** Whether the user writes the ScaledObjects: the Service says so, or the newest one does. */
function isByo({ mode, ...unit }: Unit): boolean {
  if (mode === 'byo' || mode === 'generate') return mode === 'byo';
  const given = unit.ours.filter((each) => !each.isFixers);
  const [newest] = newestOf(given.length > 0 ? given : unit.ours);
  return newest !== undefined && isOwn(newest, unit);
}

/** Of the user's own: neither generated nor made by the extension, which labels it and owns it. */
function isOwn(scaledObject: ScaledObjectState, { name }: { readonly name: string }): boolean {
  const { boundTo, isGenerated, configuration, owners } = scaledObject;
  if (boundTo !== undefined) return true;
  const isControlled = owners.some((each) => each.isController && isPodAutoscaler(each));
  return !isGenerated && !(configuration === name && isControlled);
}

/** One, or none. */
function newestOf(scaledObjects: readonly ScaledObjectState[]): ScaledObjectState[] {
  return scaledObjects.reduce<ScaledObjectState[]>(
    ([newest], each) =>
      newest === undefined || each.createdAt >= newest.createdAt ? [each] : [newest],
    [],
  );
}

function nearestOf(
  candidates: readonly ScaledObjectState[],
  { generation }: RevisionState,
  unit: Unit,
): ScaledObjectState | undefined {
  const distance = ({ name }: ScaledObjectState): number =>
    Math.abs((generationOf(unit.name, name) ?? Number.MAX_SAFE_INTEGER) - generation);
  return [...candidates].sort((a, b) => distance(a) - distance(b))[0];
}
