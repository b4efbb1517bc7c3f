import type { Review } from '../types.ts';

/** One page for browsers, complete in itself: `template` has its styles and scripts. */
export function printHtml(review: Review, template: string): string {
  return `${template}${review.services.length}\n`;
}
