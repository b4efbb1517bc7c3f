import { version } from '../version.ts';
import type { ReviewedService, Side } from './side.ts';
import type { Explanation } from './types.ts';

/** Where each field of a Service's ScaledObject comes from, step by step. */
export function explain({ review }: ReviewedService, _side: Side): Explanation {
  const { id, source, origin } = review;
  return {
    apiVersion: 'revcast.dev/v1',
    kind: 'Explanation',
    revcast: version,
    service: id,
    source,
    ...(origin !== undefined && { rendered: origin }),
    steps: [],
  };
}
