import type { Client } from '../kubernetes/types.ts';
import type { Clock } from './clock.ts';
import type { Failure, Outcome } from './outcome.ts';
import type { Observed, Plan, Reason } from './types.ts';

/** What is counted. */
export interface Recorder {
  /** A correction that was written, by its reasons. */
  readonly corrected: (reasons: readonly Reason[]) => void;
  /** A revision got the ScaledObject that was rendered for it, or had to get another. */
  readonly predicted: (right: boolean) => void;
  readonly failed: (failure: Failure) => void;
}

export interface ApplierSettings {
  readonly clock: Clock;
  readonly recorder: Recorder;
  /** Of this replica: `reportingInstance` of its Events. */
  readonly instance: string;
  /** Where Applications are whose namespace isn't known. */
  readonly argocdNamespace?: string;
}

/** Carries out a plan. Never throws; asks `mayWrite` before every single write. */
export type Apply = (plan: Plan, observed: Observed, mayWrite: () => boolean) => Promise<Outcome>;

export function createApplier(_client: Client, _settings: ApplierSettings): Apply {
  return () => Promise.resolve({ kind: 'done' });
}
