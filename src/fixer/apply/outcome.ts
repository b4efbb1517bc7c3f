import type { Told } from '../types.ts';

/** Why a plan, or a part of it, could not be carried out: label of a metric, field of a log line. */
export type Failure =
  /** What was observed isn't so any more. A watch will tell, or has told. */
  | 'Conflict'
  | 'Gone'
  /** KEDA's webhook doesn't see the Deployment yet, or still sees its last ScaledObject there. */
  | 'DeploymentMissing'
  | 'TargetTaken'
  /** A GitOps tool undoes the same correction again and again. */
  | 'Reverted'
  /** Only a change of an object cures these. */
  | 'Refused'
  | 'NotMade'
  /** Rights that the fixer hasn't got. */
  | 'Forbidden'
  | 'Unauthorized'
  | 'Throttled'
  | 'Unavailable'
  /** The API server didn't answer at all. */
  | 'Unreachable'
  /** An Event could not be written: nothing else stops for that. */
  | 'EventLost';

/** What came of carrying out a plan, and so when its unit is looked at again. */
export type Outcome =
  | { readonly kind: 'done'; readonly lookAgainAfter?: number }
  /** With backoff; `told` when it goes on and on. */
  | {
      readonly kind: 'retry';
      readonly failure: Failure;
      readonly error: Error;
      readonly told?: Told;
    }
  | { readonly kind: 'later'; readonly failure: Failure; readonly after: number }
  /** The same again would be refused again: only a change of an object helps, which a watch tells. */
  | {
      readonly kind: 'refused';
      readonly failure: Failure;
      readonly told: Told;
      readonly lookAgainAfter?: number;
    }
  /** Somebody else leads: nothing was written any more. */
  | { readonly kind: 'stopped' };

export type Unsuccessful = Extract<Outcome, { kind: 'retry' | 'later' | 'refused' }>;

/** These are about one ScaledObject, as all refusals are; what else fails would fail the rest of the plan too. */
const aboutOne: ReadonlySet<Failure> = new Set<Failure>([
  'DeploymentMissing',
  'TargetTaken',
  'Reverted',
]);

/** Whether actions that have nothing to do with the failed one may still be carried out. */
export function leavesOthers({ kind, failure }: Unsuccessful): boolean {
  return kind === 'refused' || aboutOne.has(failure);
}

/** Milliseconds: what was refused may have been cured by something that is not watched. */
const untilRetried = 600_000;

/** What follows from all of a plan: of its failures the one that asks for another look first. */
export function soonest(
  failures: readonly Unsuccessful[],
  lookAgainAfter: number | undefined,
): Outcome {
  const [first] = failures.toSorted((one, other) => rank(one) - rank(other));
  const look = lookAgainAfter === undefined ? {} : { lookAgainAfter };
  switch (first?.kind) {
    case undefined:
      return { kind: 'done', ...look };
    case 'retry':
      return first;
    case 'later':
      return { ...first, after: Math.min(first.after, lookAgainAfter ?? first.after) };
    case 'refused':
      return { ...first, lookAgainAfter: Math.min(lookAgainAfter ?? untilRetried, untilRetried) };
  }
}

function rank({ kind, failure }: Unsuccessful): number {
  if (kind === 'later') return failure === 'Reverted' ? 2 : 0;
  return kind === 'retry' ? 1 : 3;
}
