import type { Clock } from '../../clock.ts';
import type { Failure, Outcome } from '../apply/outcome.ts';
import type { Apply } from '../apply.ts';
import type { Metrics } from '../metrics.ts';
import { plan } from '../plan.ts';
import type { Bucket } from '../queue/bucket.ts';
import type { Next } from '../queue.ts';
import type { Store } from '../store.ts';
import type { Observed, Plan, PlanSettings } from '../types.ts';
import type { Coverage } from './coverage.ts';
import { type Log, unitFields } from './log.ts';
import { refused } from './refused.ts';

export interface Reconciling {
  readonly store: Store;
  readonly settings: PlanSettings;
  readonly apply: Apply;
  /** Of writes. */
  readonly bucket: Bucket;
  readonly clock: Clock;
  readonly coverage: Coverage;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Whether this replica may write in a Service's namespace now. */
  readonly leads: (key: string) => boolean;
  /** Every plan and what came of it. */
  readonly ended?: (key: string, plan: Plan, outcome: Outcome) => void;
}

/** Looks at one Service: plans from what is observed, and carries the plan out. */
export function createReconcile(parts: Reconciling): (key: string) => Promise<Next> {
  const { clock, coverage, metrics, log, leads } = parts;
  return async (key) => {
    if (!leads(key)) {
      coverage.forget(key);
      return { kind: 'done' };
    }
    const start = clock.now();
    try {
      const { made, outcome } = await carryOut(key, parts);
      metrics.looked((clock.now() - start) / 1000, outcome.kind);
      tellNews(key, made, outcome, parts);
      tellOutcome(key, outcome, log);
      parts.ended?.(key, made, outcome);
      return nextOf(outcome);
    } catch (error) {
      // A mistake of the fixer's own must not stand in the way of other Services.
      metrics.failed('Unexpected');
      const stack = error instanceof Error ? error.stack : undefined;
      log.error({ ...unitFields(key), error, stack }, 'this is a bug, please report it');
      return { kind: 'backoff' };
    }
  };
}

async function carryOut(
  key: string,
  { store, settings, apply, bucket, clock, leads }: Reconciling,
): Promise<{ made: Plan; outcome: Outcome }> {
  const look = (): { observed: Observed; made: Plan } => {
    const observed = store.observed(key);
    return { observed, made: plan(observed, settings, clock.date()) };
  };
  let seen = look();
  const writes = seen.made.actions.length;
  if (writes > 0) {
    await bucket.take(writes);
    // What was planned before the wait may be wrong after it.
    seen = look();
  }
  const { observed, made } = seen;
  return { made, outcome: await apply(made, observed, () => leads(key)) };
}

/** What was not so when the Service was looked at before. */
function tellNews(key: string, made: Plan, outcome: Outcome, { coverage, log }: Reconciling): void {
  const seen = outcome.kind === 'refused' ? refused(made, made.actions, outcome.told) : made;
  const news = coverage.note(key, seen);
  const told = new Set(news.warnings.map(({ message }) => message));
  for (const { reason, message } of news.warnings) {
    log.warn({ ...unitFields(key), reason }, message);
  }
  for (const { revision, because, isTransient } of news.uncovered) {
    const isNews = !isTransient && !told.has(because);
    log[isNews ? 'warn' : 'debug']({ ...unitFields(key), revision }, because);
  }
}

/** What happens where several write: a watch tells how things are by now. */
const passing: ReadonlySet<Failure> = new Set(['Conflict', 'Gone', 'TargetTaken']);

function tellOutcome(key: string, outcome: Outcome, log: Log): void {
  if (outcome.kind !== 'retry' && outcome.kind !== 'later') return;
  const { failure } = outcome;
  const message = outcome.kind === 'retry' ? outcome.error.message : 'tried again later';
  const level = outcome.kind === 'later' || passing.has(failure) ? 'debug' : 'warn';
  log[level]({ ...unitFields(key), failure }, message);
}

function nextOf(outcome: Outcome): Next {
  if (outcome.kind === 'retry') return { kind: 'backoff' };
  if (outcome.kind === 'later') return { kind: 'after', ms: outcome.after };
  const again = 'lookAgainAfter' in outcome ? outcome.lookAgainAfter : undefined;
  return again === undefined ? { kind: 'done' } : { kind: 'after', ms: again };
}
