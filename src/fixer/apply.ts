import type { Clock } from '../clock.ts';
import type { Client } from '../kubernetes/types.ts';
import { RequestFailed } from './apply/asked.ts';
import type { Involved } from './apply/events.ts';
import {
  type Failure,
  leavesOthers,
  type Outcome,
  soonest,
  type Unsuccessful,
} from './apply/outcome.ts';
import { perform } from './apply/perform.ts';
import { wasRight } from './apply/prediction.ts';
import type { Surroundings } from './apply/reads.ts';
import { createRecent, type Recent } from './apply/recent.ts';
import { createReverts, type Reverts } from './apply/reverts.ts';
import { stakesOf } from './apply/stakes.ts';
import { createTeller, type Teller } from './apply/tell.ts';
import { stopped, whileLeading } from './apply/while-leading.ts';
import type { Action, Observed, Plan, Reason, Told } from './types.ts';

/** What is counted. */
export interface Recorder {
  /** A correction that was written, by its reasons; the action, and what it was planned from. */
  readonly corrected: (reasons: readonly Reason[], action: Action, observed: Observed) => void;
  /** A revision got the ScaledObject that was rendered for it, or had to get another. */
  readonly predicted: (right: boolean) => void;
  /** `error`: where nobody else tells of it. */
  readonly failed: (failure: Failure, error?: unknown) => void;
}

export interface ApplierSettings {
  readonly clock: Clock;
  readonly recorder: Recorder;
  /** Of this replica: `reportingInstance` of its Events. */
  readonly instance: string;
  /** Where Applications are whose namespace isn't known. */
  readonly argocdNamespace?: string;
}

/** Carries out a plan. Throws only for a bug; asks `mayWrite` before every single write. */
export type Apply = (plan: Plan, observed: Observed, mayWrite: () => boolean) => Promise<Outcome>;

/** Milliseconds for which a failure may be one that passes. */
const untilTold = 30_000;
/** Milliseconds until a tool is asked once more whether it still applies an object. */
const untilAskedAgain = 600_000;

interface Applier extends ApplierSettings {
  readonly teller: Teller;
  readonly reverts: Reverts;
  /** Since when something fails that may pass. */
  readonly patience: Recent<number>;
}

export function createApplier(client: Client, settings: ApplierSettings): Apply {
  const teller = createTeller(settings.clock, settings.instance);
  const patience = createRecent<number>(1024);
  const applier: Applier = { ...settings, teller, reverts: createReverts(), patience };
  return async (plan, observed, mayWrite) => {
    const around: Surroundings = {
      client: whileLeading(client, mayWrite),
      observed,
      argocdNamespace: settings.argocdNamespace ?? 'argocd',
    };
    try {
      return await carryOut(plan, around, applier);
    } catch (error) {
      if (error === stopped) return { kind: 'stopped' };
      throw error;
    }
  };
}

async function carryOut(plan: Plan, around: Surroundings, applier: Applier): Promise<Outcome> {
  const failures: Unsuccessful[] = [];
  const held = new Set<string>();
  let lookAgainAfter = plan.lookAgainAfter;
  for (const action of plan.actions) {
    const stakes = stakesOf(action);
    if (stakes.some((stake) => held.has(stake))) continue;
    const result = await attempt(action, around, applier);
    if (result === 'written') continue;
    if (result === 'kept') {
      lookAgainAfter = Math.min(lookAgainAfter ?? untilAskedAgain, untilAskedAgain);
      continue;
    }
    applier.recorder.failed(result.failure);
    failures.push(result);
    if (!leavesOthers(result)) break;
    for (const stake of stakes) held.add(stake);
  }
  const told = [...plan.told, ...failures.flatMap((failure) => toldOf(failure, applier))];
  await tell(applier, around, (about) => applier.teller.holds(around.client, about, told));
  return soonest(failures, lookAgainAfter);
}

/** What is refused for good is told at once, what may pass only when it doesn't. */
function toldOf(failure: Unsuccessful, { clock, patience }: Applier): Told[] {
  const told = failure.kind === 'later' ? undefined : failure.told;
  if (told === undefined) return [];
  if (failure.kind === 'refused') return [told];
  const key = JSON.stringify(told);
  const since = patience.get(key) ?? clock.now();
  patience.put(key, since);
  return clock.now() - since >= untilTold ? [told] : [];
}

/** `kept`: nothing was written, because a tool still applies the object or doesn't say. */
async function attempt(
  action: Action,
  around: Surroundings,
  applier: Applier,
): Promise<'written' | 'kept' | Unsuccessful> {
  const { clock, recorder, reverts } = applier;
  const after = isUndoable(action) ? reverts.wait(action, clock.now()) : 0;
  if (after > 0) return { kind: 'later', failure: 'Reverted', after };
  try {
    if (!(await perform(action, around))) return 'kept';
  } catch (error) {
    if (error instanceof RequestFailed) return error.outcome;
    throw error;
  }
  recorder.corrected(action.reasons, action, around.observed);
  const right = wasRight(action);
  if (right !== undefined) recorder.predicted(right);
  const reverted = isUndoable(action) ? reverts.made(action, clock.now()) : undefined;
  for (const told of [action.do === 'touch' ? undefined : action.told, reverted]) {
    if (told === undefined) continue;
    await tell(applier, around, (about) => applier.teller.happened(around.client, about, told));
  }
  return 'written';
}

function isUndoable(action: Action): action is Extract<Action, { do: 'patch' | 'create' }> {
  return action.do === 'patch' || action.do === 'create';
}

/** Tells of the Service, or of a Configuration that stands alone. An Event that is lost stops nothing. */
async function tell(
  { recorder }: Applier,
  { observed: { service, configuration } }: Surroundings,
  say: (about: Involved) => Promise<void>,
): Promise<void> {
  const about = service ?? configuration;
  if (about === undefined) return;
  const { namespace, name, uid } = about;
  const kind = service === undefined ? 'Configuration' : 'Service';
  try {
    await say({ apiVersion: 'serving.knative.dev/v1', kind, namespace, name, uid });
  } catch (error) {
    if (error === stopped) throw error;
    recorder.failed('EventLost', error);
  }
}
