import { isObject, type Json, valueAt } from '../../../json.ts';
import { annotation, autoscaling } from '../../../knative/keys.ts';
import type { Meaning, RevisionReview } from '../../types.ts';
import { isMoved } from '../moved.ts';
import type { Comparison, Subject } from '../types.ts';
import { caution, info, pods } from './meaning.ts';

/** Whether a new revision comes, and what traffic does; where the name is moved, for which it is. */
export function revisionMeanings(comparison: Comparison): Meaning[] {
  const names = namesOf(comparison);
  if (names === undefined) return [];
  const { is, was } = names;
  if (comparison.kind === 'revision') {
    // Knative refuses it.
    return is.prediction === 'given' && is.name === was.name ? [] : [rollOut(comparison, is, was)];
  }
  return isMoved(comparison) ? movedName(is, was) : noRollOut(comparison, is);
}

/** A template that changed makes another revision, under another name. */
export function nameMeanings(comparison: Comparison): Meaning[] {
  const { is, was } = namesOf(comparison) ?? {};
  if (comparison.kind !== 'revision' || is === undefined || is.name !== was?.name) return [];
  const isWritten = comparison.now.outcome.scaledObject !== undefined;
  const reason = nameReasons[is.prediction];
  if (reason === undefined || !(isWritten || is.prediction === 'given')) return [];
  return [
    caution('revision-name', `the template changes, and the name stays ${is.name}: ${reason}`),
  ];
}

/** From the cluster both can be the next one. */
const nameReasons: Readonly<Partial<Record<RevisionReview['prediction'], string>>> = {
  given: 'Knative refuses a change of the template without one of its name',
  hint: 'revcast.dev/generation has to be raised with each change of the template',
  lock: 'the lock file was not brought up to date between the two',
  initial: 'without a lock file nothing counts generations (revcast lock)',
};

interface Names {
  readonly is: RevisionReview;
  readonly was: RevisionReview;
}

/** Of what has errors it isn't known what becomes of it, or what did. */
function namesOf({ now, before }: Comparison): Names | undefined {
  const [{ mode, revision: is }, { mode: oldMode, revision: was }] = [now.review, before.review];
  if (mode === 'refused' || oldMode === 'refused') return undefined;
  return is === undefined || was === undefined ? undefined : { is, was };
}

function movedName(is: RevisionReview, was: RevisionReview): Meaning[] {
  const ways = is.prediction === was.prediction ? '' : ` (${is.prediction}, was ${was.prediction})`;
  const moved = `the ScaledObject is for ${is.name}, was for ${was.name}${ways}`;
  return [caution('revision-name', `${moved}, though the template is the same`)];
}

function noRollOut({ scales, fields }: Comparison, { name }: RevisionReview): Meaning[] {
  if (scales === undefined) return [];
  // KEDA reads some annotations of its own.
  const isInert = fields.every(
    ({ path }) => path.startsWith('metadata.') && !path.includes('keda.sh'),
  );
  return isInert && fields.length > 0
    ? [info('metadata-only', `only metadata of the ScaledObject changes, not how ${name} scales`)]
    : [info('no-roll-out', `takes effect at once on ${name}, without a new revision`)];
}

function rollOut(comparison: Comparison, is: RevisionReview, was: RevisionReview): Meaning {
  const { now, scales, fields } = comparison;
  const isNamed = is.name !== was.name || is.prediction === 'live';
  const which = isNamed ? `revision ${is.name}` : 'a new revision';
  const isOldKnown = isNamed && was.prediction !== 'initial' && is.prediction !== 'live';
  const old = isOldKnown ? was.name : 'the old one';
  const kept =
    scales !== undefined && fields.length > 0 ? `; ${old} scales as before while it serves` : '';
  return info(
    'roll-out',
    `${which} comes, starts with ${startText(now)}, and ${trafficText(now, is)}${kept}`,
  );
}

/** A Deployment begins at the initial scale; then the HPA sees to the minimum. */
function startText({ outcome, cluster, review }: Subject): string {
  const written = annotation(outcome.service.annotations, autoscaling.initialScale)?.value;
  const initial = Number(written ?? cluster.initialScale);
  const min = review.scale?.min ?? 0;
  const start = `${pods(initial)} (initial scale)`;
  return min > initial ? `${start}, then at least ${min}` : start;
}

function trafficText({ outcome }: Subject, { name }: RevisionReview): string {
  const { kind, manifest } = outcome.service;
  if (kind === 'Configuration') return 'the Routes that name it decide about its traffic';
  const share = trafficShare(valueAt(manifest.value, ['spec', 'traffic']), name);
  if (share === 0) return 'gets no traffic, because spec.traffic names other revisions';
  if (share < 100) return `gets ${share} % of the traffic once it is ready`;
  return 'gets the traffic once it is ready';
}

/** Percent of the traffic for the latest revision; without `spec.traffic` it is all of it. */
function trafficShare(traffic: Json | undefined, name: string): number {
  const targets = (Array.isArray(traffic) ? traffic : []).filter(isObject);
  if (targets.length === 0) return 100;
  const shares = targets
    .filter(({ revisionName = '' }) => revisionName === '' || revisionName === name)
    .map(({ percent }) => (typeof percent === 'number' ? percent : 0));
  return shares.reduce((sum, share) => sum + share, 0);
}
