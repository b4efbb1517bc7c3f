import type { Apply } from './apply.ts';
import type { Bucket } from './bucket.ts';
import type { Clock } from './clock.ts';
import type { Coverage } from './coverage.ts';
import { type Log, unitFields } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Failure, Outcome } from './outcome.ts';
import { plan } from './plan.ts';
import type { Next } from './queue.ts';
import type { Store } from './store.ts';
import type { Plan, PlanSettings } from './types.ts';

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
      const told = outcome.kind === 'refused' ? [...made.told, outcome.told] : made.told;
      const news = coverage.note(key, { ...made, told });
      for (const { reason, message } of news.warnings)
        log.warn({ ...unitFields(key), reason }, message);
      for (const { revision, because, isTransient } of news.uncovered) {
        log[isTransient ? 'debug' : 'warn']({ ...unitFields(key), revision }, because);
      }
      metrics.looked((clock.now() - start) / 1000, outcome.kind);
      tellOutcome(key, made, outcome, log);
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
  const planned = (): Plan => plan(store.observed(key), settings, clock.date());
  const first = planned();
  if (first.actions.length > 0) await bucket.take(first.actions.length);
  // What was planned before the wait may be wrong after it.
  const observed = store.observed(key);
  const made = first.actions.length > 0 ? plan(observed, settings, clock.date()) : first;
  if (made.actions.length + made.told.length > 0) {
    return { made, outcome: await apply(made, observed, () => leads(key)) };
  }
  const { lookAgainAfter } = made;
  return {
    made,
    outcome: { kind: 'done', ...(lookAgainAfter !== undefined && { lookAgainAfter }) },
  };
}

/** What happens where several write: a watch tells how things are by now. */
const passing: ReadonlySet<Failure> = new Set(['Conflict', 'Gone', 'TargetTaken']);

function tellOutcome(key: string, { actions }: Plan, outcome: Outcome, log: Log): void {
  const fields = unitFields(key);
  if (outcome.kind === 'done') {
    for (const action of actions) {
      const name = 'scaledObject' in action ? action.scaledObject.name : undefined;
      const revision = 'revision' in action ? action.revision.name : undefined;
      log.info(
        { ...fields, scaledObject: name ?? revision, do: action.do, reasons: action.reasons },
        'corrected',
      );
    }
  } else if (outcome.kind === 'retry') {
    log[passing.has(outcome.failure) ? 'debug' : 'warn'](
      { ...fields, failure: outcome.failure },
      outcome.error.message,
    );
  } else if (outcome.kind === 'later') {
    log.debug({ ...fields, failure: outcome.failure, after: outcome.after }, 'tried again later');
  }
}

function nextOf(outcome: Outcome): Next {
  if (outcome.kind === 'retry') return { kind: 'backoff' };
  if (outcome.kind === 'later') return { kind: 'after', ms: outcome.after };
  const again = 'lookAgainAfter' in outcome ? outcome.lookAgainAfter : undefined;
  return again === undefined ? { kind: 'done' } : { kind: 'after', ms: again };
}
