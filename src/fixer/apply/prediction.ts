import type { Action } from '../types.ts';

/**
 * Whether an action shows that a revision was predicted right: its rendered ScaledObject is adopted,
 * or copied because another revision has come. undefined: it shows neither.
 */
export function wasRight(action: Action): boolean | undefined {
  if (action.do === 'create') return action.reasons.includes('PredictedAhead') ? false : undefined;
  if (action.do !== 'patch' || !action.reasons.includes('Adopt')) return undefined;
  const { isFixers, isGenerated, boundTo, standsFor } = action.scaledObject;
  // One that stood for another was counted as wrong already.
  const isRendered = !isFixers && (isGenerated || boundTo !== undefined);
  return isRendered && standsFor === undefined ? true : undefined;
}
