import { coverage } from './plan/cover.ts';
import { parking } from './plan/names.ts';
import { ordered } from './plan/order.ts';
import { provideAll } from './plan/provide-all.ts';
import { leftOver, orphans } from './plan/remove.ts';
import { touches } from './plan/retarget.ts';
import { serveAll } from './plan/serve.ts';
import { notDeployments } from './plan/told.ts';
import { unitOf } from './plan/unit.ts';
import { waitAll } from './plan/wait.ts';
import type { Action, Observed, Plan, PlanSettings, Told } from './types.ts';

/**
 * What to do so that every revision that can get traffic has exactly one ScaledObject, as far as was
 * observed. Doing it and planning again gives nothing more to do, but for removals, which the GitOps
 * tool has to agree to, and for the way back of a ScaledObject that made room for another. Whatever
 * part of it is done, no two ScaledObjects ever hold one Deployment.
 */
export function plan(observed: Observed, settings: PlanSettings, now: number): Plan {
  const unit = unitOf(observed);
  if (unit === undefined) {
    return { covered: [], uncovered: [], told: [], ...orphans(observed, now) };
  }
  const served = serveAll(unit, settings, now);
  const provided = provideAll(unit, served, settings);
  const waited = waitAll(unit, provided, settings, now);
  const steps = [...served.values(), ...provided.steps, ...waited];
  const { actions, blocked } = ordered(steps, observed.scaledObjects, parking(unit.name));
  const removals = leftOver(unit, observed, now);

  const needed = [...provided.byRevision].map(([name, each]) => ({
    name,
    ...coverage(name, each, blocked, unit),
  }));
  const later = [...steps, removals].flatMap(({ lookAgainAfter }) => lookAgainAfter ?? []);
  return {
    actions: [
      ...actions,
      ...removals.actions.filter((each) => !isTouched(each, actions)),
      ...(settings.repair === 'retarget' ? touches(unit, observed) : []),
    ],
    covered: needed.filter(({ lack }) => lack === undefined).map(({ name }) => name),
    uncovered: needed.flatMap(({ lack }) => lack ?? []),
    told: distinct([
      ...needed.flatMap(({ told }) => told),
      ...steps.flatMap(({ name, told = [] }) => (blocked.has(name) ? [] : told)),
      ...notDeployments(observed),
    ]),
    ...(later.length > 0 && { lookAgainAfter: Math.min(...later) }),
  };
}

/** It is written now, and so another one than was observed. */
function isTouched(removal: Action, actions: readonly Action[]): boolean {
  const nameOf = (action: Action): string =>
    'scaledObject' in action ? action.scaledObject.name : '';
  return actions.some((each) => nameOf(each) === nameOf(removal));
}

function distinct(told: readonly Told[]): Told[] {
  return [...new Map(told.map((each) => [each.message, each])).values()];
}
