import type { Review } from '../types.ts';
import { printCautions } from './html/cautions.ts';
import { packedReview } from './html/data.ts';
import { filled } from './html/fill.ts';
import { printFindings } from './html/findings.ts';
import { html } from './html/markup.ts';
import { printSummary } from './html/summary.ts';
import { printTable } from './html/table.ts';

/**
 * One page for browsers, complete in itself: `template` has its styles and scripts. What matters can
 * be read without scripts, where a CI server forbids them; they add the filters and the details.
 */
export function printHtml(review: Review, template: string): string {
  const content = html`
<header class="top">
<p class="brand">revcast ${review.revcast}</p>
<h1>Scaling review</h1>
${printSummary(review)}
</header>
<main>
${printCautions(review)}
${printFindings(review)}
${printTable(review)}
</main>`;
  const against = review.against === undefined ? '' : ` against ${review.against}`;
  return filled(template, {
    title: `Scaling review${against}`,
    content,
    data: packedReview(review),
  });
}
