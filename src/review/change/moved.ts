import type { Pair } from './types.ts';

/**
 * Whether a ScaledObject in what is rendered is for another revision than it was. Of the past the
 * cluster is not asked: what was counted without it is then no other revision.
 */
export function isMoved({ now, before }: Pair): boolean {
  const [is, was] = [now.review.revision, before.review.revision];
  if (now.outcome.scaledObject === undefined || is?.name === was?.name) return false;
  return is?.prediction !== 'live' || was?.prediction === 'live';
}
