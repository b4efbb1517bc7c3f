import { findingOf } from '../../diagnostics/finding.ts';
import type { Finding } from '../../diagnostics/types.ts';
import type { Step } from '../types.ts';
import type { Subject } from './subject.ts';

/** Why there is no ScaledObject: each error. */
export function refusedSteps({ outcome }: Subject): Step[] {
  if (outcome.treatment !== 'refused') return [];
  return outcome.problems
    .map(findingOf)
    .filter(({ severity }) => severity === 'error')
    .map(stepOf);
}

function stepOf({ code, message, source }: Finding): Step {
  return {
    field: 'refused',
    from: 'finding',
    origin: code,
    reason: message,
    ...(source !== undefined && { source }),
  };
}
