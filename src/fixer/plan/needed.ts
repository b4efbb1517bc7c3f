import type { Observed, RevisionState } from '../types.ts';

/**
 * Whether a revision can get traffic: it does, or it is the next that will. One that was stamped out
 * of the newest template counts before any status says so: else its minimum would be lowered for the
 * moment until then.
 */
export function isNeeded(revision: RevisionState, observed: Observed): boolean {
  const { service, configuration, routed } = observed;
  if (configuration !== undefined && revision.generation >= configuration.generation) return true;
  const latest = [service, configuration].flatMap((each) => [
    each?.latestCreated,
    each?.latestReady,
  ]);
  return (
    latest.includes(revision.name) ||
    routed.has(revision.name) ||
    service?.traffic.includes(revision.name) === true
  );
}
