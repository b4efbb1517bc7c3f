import type { Action, Plan, Told } from '../types.ts';
import { objectOf } from './print-plan.ts';

/** A plan of which actions are refused: what they were for isn't covered, and won't be by itself. */
export function refused(plan: Plan, actions: readonly Action[], told: Told): Plan {
  const names = new Set(actions.map(objectOf));
  const uncovered = plan.uncovered.map((each) =>
    names.has(each.revision) ? { ...each, because: told.message, isTransient: false } : each,
  );
  return { ...plan, uncovered, told: [...plan.told, told] };
}
