import { isObject, type Json, objectAt } from '../../json.ts';
import type { Action, Reason, ScaledObjectState, Told, Tracking } from '../types.ts';
import { createRecent } from './recent.ts';

type Correction = Extract<Action, { do: 'patch' | 'create' }>;

/** Which corrections are undone again and again: by GitOps tools that don't let them be, say. */
export interface Reverts {
  /** Milliseconds until this correction may be made once more. Times are those of a clock. */
  readonly wait: (correction: Correction, now: number) => number;
  /** It was made. What to tell, when it becomes clear that somebody undoes it. */
  readonly made: (correction: Correction, now: number) => Told | undefined;
}

const remembered = 4096;
/** From the third time on, */
const limit = 3;
/** milliseconds between two of the same corrections: doubled each time, */
const firstDelay = 10_000;
const longestDelay = 300_000;
/** until it held for so long. */
const calm = 1_800_000;

/** They follow the traffic and Knative's objects back and forth, and no tool undoes them alone. */
const recurring: ReadonlySet<Reason> = new Set<Reason>(['Idle', 'InUse', 'Asleep']);

export function createReverts(): Reverts {
  const corrections = createRecent<{ readonly times: number; readonly at: number }>(remembered);
  return {
    wait(correction, now) {
      const last = corrections.get(keyOf(correction));
      if (last === undefined || last.times < limit) return 0;
      const delay = Math.min(firstDelay * 2 ** (last.times - limit), longestDelay);
      return Math.max(0, last.at + delay - now);
    },
    made(correction, now) {
      if (correction.reasons.every((reason) => recurring.has(reason))) return undefined;
      const key = keyOf(correction);
      const last = corrections.get(key);
      const times = last === undefined || now - last.at > calm ? 1 : last.times + 1;
      corrections.put(key, { times, at: now });
      return times === limit ? reverted(correction) : undefined;
    },
  };
}

/** The same correction for the same reasons. What only makes KEDA look again differs each time. */
function keyOf(correction: Correction): string {
  if (correction.do === 'create') {
    return JSON.stringify([correction.revision.uid, correction.owner.uid]);
  }
  const { scaledObject, reasons, patch } = correction;
  const { initialCooldownPeriod: _, advanced, ...spec } = objectAt(patch, ['spec']) ?? {};
  const { restoreToOriginalReplicaCount: __, ...rest } = objectAt(advanced, []) ?? {};
  return JSON.stringify([scaledObject.uid, reasons, patch.metadata, spec, rest]);
}

function reverted(correction: Correction): Told {
  const message = correction.do === 'create' ? removedAgain(correction) : undoneAgain(correction);
  return { type: 'Warning', reason: 'ScaledObjectReverted', message };
}

function removedAgain({ revision: { name } }: Extract<Correction, { do: 'create' }>): string {
  return `something keeps removing ScaledObject ${name}, which is made more and more slowly now: revision ${name} can get traffic, and needs it`;
}

function undoneAgain({ scaledObject, patch }: Extract<Correction, { do: 'patch' }>): string {
  const { name, tracking } = scaledObject;
  const pointers = pointersOf(patch).sort();
  return `something keeps undoing the corrections of ScaledObject ${name}, which are made more and more slowly now. ${ignoreRule(tracking, scaledObject, pointers)}`;
}

/** How a tool is told to leave fields to the fixer (Argo CD: both settings; Flux: from 2.9). */
function ignoreRule(
  tracking: Tracking | undefined,
  { namespace, name }: ScaledObjectState,
  pointers: readonly string[],
): string {
  const paths = `[${pointers.join(', ')}]`;
  switch (tracking?.tool) {
    case 'argocd':
      return `In Application ${tracking.application}, set ignoreDifferences: [{group: keda.sh, kind: ScaledObject, jsonPointers: ${paths}}] and syncPolicy.syncOptions: [RespectIgnoreDifferences=true].`;
    case 'flux':
      return `In Kustomization ${tracking.namespace}/${tracking.kustomization}, set ignore: [{paths: ${paths}, target: {kind: ScaledObject}}], or annotate the ScaledObject in Git with kustomize.toolkit.fluxcd.io/ssa: IfNotPresent.`;
    default:
      return `Whatever applies ${namespace}/${name} must leave these fields alone: ${paths}.`;
  }
}

/** JSON pointers (RFC 6901) of all that a merge patch sets or removes. */
function pointersOf(value: Json, path = ''): string[] {
  if (!isObject(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    pointersOf(inner, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}
