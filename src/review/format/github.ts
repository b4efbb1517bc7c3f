import type { Review } from '../types.ts';

export function printGithub(review: Review): string {
  return `${review.services.length}\n`;
}
