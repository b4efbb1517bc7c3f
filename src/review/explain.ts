import type { ReviewedService, Side } from './side.ts';
import type { Explanation } from './types.ts';

/** Where each field of a Service's ScaledObject comes from, step by step. */
export function explain({ review }: ReviewedService, _side: Side): Explanation {
  return { service: review.id, steps: [] };
}
