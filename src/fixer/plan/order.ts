import type { Action, ScaledObjectState } from '../types.ts';
import { clash, heldBy, isSame, partsOf } from './held.ts';
import type { Held } from './names.ts';
import { corrections } from './right.ts';
import { patchStep, type Step } from './step.ts';

/** Why a step can't be: who holds what it wants and stays, or who holds each other's. */
export type Obstacle = { readonly by: ScaledObjectState } | { readonly circle: readonly string[] };

export interface Ordered {
  /** Each after those that give up what it takes. */
  readonly actions: readonly Action[];
  /** Steps that can't be, by name. */
  readonly blocked: ReadonlyMap<string, Obstacle>;
}

/**
 * Puts steps into an order in which at no moment two ScaledObjects hold the same. Those that hold each other's change places by
 * way of `parked`, where one waits until the others have moved.
 */
export function ordered(
  steps: readonly Step[],
  scaledObjects: readonly ScaledObjectState[],
  parked: Held,
): Ordered {
  const order = orderOf(steps, scaledObjects);
  const isFree = scaledObjects.every((each) => !clash(heldBy(each), parked));
  const circle = [...order.blocked.values()].flatMap((each) =>
    'circle' in each ? each.circle : [],
  );
  const leaving = scaledObjects.find(
    (each) => circle.includes(each.name) && !each.needsDeployment && isFree,
  );
  if (leaving === undefined) return order;
  const { retargetedFrom, ...plain } = leaving;
  const changes = corrections(plain, parked).filter(({ patch }) => patch.spec !== undefined);
  const aside = patchStep(leaving, changes, { holds: parked });
  return orderOf(
    steps.map((each) => (each.name === leaving.name ? aside : each)),
    scaledObjects,
  );
}

function orderOf(steps: readonly Step[], scaledObjects: readonly ScaledObjectState[]): Ordered {
  const byName = new Map(steps.map((each) => [each.name, each]));
  const holders = holdersAmong(scaledObjects);
  const blocked = new Map<string, Obstacle>();
  const actions: Action[] = [];
  const done = new Set<string>();

  const visit = (step: Step, path: readonly string[]): Obstacle | undefined => {
    if (done.has(step.name)) return blocked.get(step.name);
    if (path.includes(step.name)) return { circle: path.slice(path.indexOf(step.name)) };
    const obstacle = firstOf(step.after ?? [], (name) => {
      const first = byName.get(name);
      return first && visit(first, [...path, step.name]);
    });
    const inTheWay =
      obstacle ??
      firstOf(holders(step), (holder) => {
        const leaving = byName.get(holder.name);
        if (leaving === undefined || !leaves(leaving, holder, step)) return { by: holder };
        return visit(leaving, [...path, step.name]);
      });
    done.add(step.name);
    if (inTheWay !== undefined) blocked.set(step.name, inTheWay);
    else if (step.action !== undefined) actions.push(step.action);
    return inTheWay;
  };

  for (const step of steps) visit(step, []);
  return { actions, blocked };
}

/** Others that hold now what a step is to hold. */
function holdersAmong(
  scaledObjects: readonly ScaledObjectState[],
): (step: Step) => ScaledObjectState[] {
  const found = new Map<string, ScaledObjectState[]>();
  for (const each of scaledObjects) {
    for (const what of partsOf(heldBy(each))) found.set(what, [...(found.get(what) ?? []), each]);
  }
  return ({ name, holds }) =>
    partsOf(holds)
      .flatMap((what) => found.get(what) ?? [])
      .filter((each) => each.name !== name);
}

function leaves(step: Step, holder: ScaledObjectState, taker: Step): boolean {
  const moves = step.action !== undefined && !isSame(step.holds, heldBy(holder));
  return moves && !clash(step.holds, taker.holds);
}

function firstOf<T, R>(values: readonly T[], find: (value: T) => R | undefined): R | undefined {
  for (const value of values) {
    const found = find(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
