import { visible } from '../../diagnostics/words.ts';
import type { JsonObject } from '../../json.ts';
import type { Action, Observed, Plan } from '../types.ts';
import { textTable } from './text-table.ts';

/** A plan, and what it was made from. */
export interface Planned {
  readonly observed: Observed;
  readonly plan: Plan;
}

/** What would be done: a table for people, or one JSON list for programs. */
export function printPlans(planned: readonly Planned[], format: 'table' | 'json'): string {
  const worth = planned.filter(({ plan }) => plan.covered.length > 0 || isOpen(plan));
  if (format === 'json') return `${JSON.stringify(worth.map(asJson), undefined, 2)}\n`;
  const rows = worth.flatMap(rowsOf).map((row) => row.map(visible));
  return rows.length === 0 ? '' : textTable(heads, rows);
}

const heads = ['NAMESPACE', 'SERVICE', 'ACTION', 'NAME', 'REASONS', 'NOTE'] as const;

function isOpen({ actions, uncovered, told }: Plan): boolean {
  return actions.length + uncovered.length + told.length > 0;
}

/** A line for each action, and for each revision and warning that there is none for. */
function rowsOf({ observed: { namespace, name }, plan }: Planned): string[][] {
  const written = new Set(plan.actions.map(objectOf));
  return [
    ...plan.actions.map((action) => {
      return [action.do, objectOf(action), action.reasons.join(', '), noteOf(action)];
    }),
    ...plan.uncovered
      .filter(({ revision }) => !written.has(revision))
      .map(({ revision, because }) => ['', revision, '', because]),
    ...plan.told.map(({ reason, message }) => ['', '', reason, message]),
  ].map((row) => [namespace, name, ...row]);
}

function noteOf(action: Action): string {
  return action.do === 'touch' ? `replicas ${action.value}` : (action.told?.message ?? '');
}

/** The name of the object that is written. */
export function objectOf(action: Action): string {
  if (action.do === 'create') return action.revision.name;
  return (action.do === 'touch' ? action.podAutoscaler : action.scaledObject).name;
}

function asJson({ observed: { namespace, name }, plan }: Planned): JsonObject {
  return {
    namespace,
    service: name,
    actions: plan.actions.map((action) => ({
      do: action.do,
      name: objectOf(action),
      reasons: [...action.reasons],
      ...(action.do === 'patch' && { patch: action.patch }),
      ...(action.do === 'create' && { copyOf: action.copyOf?.name ?? null }),
      ...(action.do === 'remove' && { unlessAppliedBy: { ...action.tracking } }),
      ...(action.do === 'touch' && { replicas: action.value }),
    })),
    covered: [...plan.covered],
    uncovered: plan.uncovered.map((each) => ({ ...each })),
    told: plan.told.map((each) => ({ ...each })),
  };
}
