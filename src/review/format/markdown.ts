import type { Review } from '../types.ts';

export function printMarkdown(review: Review): string {
  return `${review.services.length}\n`;
}
