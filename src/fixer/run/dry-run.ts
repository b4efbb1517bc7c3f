import { plural } from '../../diagnostics/words.ts';
import type { Client } from '../../kubernetes/types.ts';
import { refusalOf } from '../apply/perform.ts';
import { plan } from '../plan.ts';
import type { Observed, Plan } from '../types.ts';
import type { Failed } from './failed-start.ts';
import { type Parts, watchEvents } from './parts.ts';
import { type Planned, printPlans } from './print-plan.ts';
import { coverageText } from './print-result.ts';
import { refused } from './refused.ts';
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
  const planned: Planned[] = [];
  for (let next = 0; next < keys.length; next += settings.concurrency) {
    const looks = keys.slice(next, next + settings.concurrency).map(async (key) => {
      const observed = store.observed(key);
      const made = plan(observed, settings.plan, clock.date());
      return { observed, plan: await rehearsed(made, observed, cluster.client) };
    });
    planned.push(...(await Promise.all(looks)));
  }
  const plans = planned.map((each) => each.plan);
  const covered = plans.flatMap((each) => each.covered).length;
  const uncovered = plans.flatMap((each) => each.uncovered).length;
  const corrections = plans.flatMap((each) => each.actions).length;
  return {
    text: printPlans(planned, settings.format),
    summary: `${coverageText({ covered, uncovered, looked: keys.length }, settings)}, ${plural(corrections, 'correction')} to make`,
  };
}

/** The plan without what would be refused. */
async function rehearsed(made: Plan, observed: Observed, client: Client): Promise<Plan> {
  let left = made;
  for (const action of made.actions) {
    // No action that is rehearsed asks Argo CD.
    const told = await refusalOf(action, { client, observed, argocdNamespace: '' });
    if (told === undefined) continue;
    const actions = left.actions.filter((each) => each !== action);
    left = { ...refused(left, [action], told), actions };
  }
  return left;
}
