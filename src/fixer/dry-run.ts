import { plural } from '../diagnostics/words.ts';
import type { Failed } from './failed-start.ts';
import { type Parts, watchEvents } from './parts.ts';
import { plan } from './plan.ts';
import { printPlans } from './print-plan.ts';
import { coverageText } from './print-result.ts';
import { type Cluster, watch } from './start.ts';

/** What the fixer would do now. */
export interface AllPlans {
  readonly text: string;
  /** One line for people. */
  readonly summary: string;
}

export async function planAll(cluster: Cluster, parts: Parts): Promise<AllPlans | Failed> {
  const { clock, io, settings } = parts;
  const events = { ...watchEvents(parts, () => true), changed: () => undefined };
  const watching = await watch(cluster, settings, events, { clock, stopped: io.stopped });
  if (watching === 'stopped') return { failure: 'stopped before everything was listed' };
  if ('failure' in watching) return watching;
  const { store, observation } = watching;
  await observation.stop();
  const keys = [...store.keys()].sort();
  const planned = keys.map((key) => {
    const observed = store.observed(key);
    return { observed, plan: plan(observed, settings.plan, clock.date()) };
  });
  const plans = planned.map((each) => each.plan);
  const covered = plans.flatMap((each) => each.covered).length;
  const uncovered = plans.flatMap((each) => each.uncovered).length;
  const corrections = plans.flatMap((each) => each.actions).length;
  return {
    text: printPlans(planned, settings.format),
    summary: `${coverageText({ covered, uncovered, looked: keys.length }, settings)}, ${plural(corrections, 'correction')} to make`,
  };
}
