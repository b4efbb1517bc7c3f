import type { Explanation } from '../types.ts';

/** The document as it is. */
export function printExplanationJson(explanation: Explanation): string {
  return `${JSON.stringify(explanation, null, 2)}\n`;
}
