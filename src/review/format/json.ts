import type { Review } from '../types.ts';

/** The document as it is. */
export function printJson(review: Review): string {
  return `${JSON.stringify(review, null, 2)}\n`;
}
