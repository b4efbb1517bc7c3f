import { plural } from '../../../diagnostics/words.ts';
import type { Review, ServiceReview } from '../../types.ts';
import { causeText } from '../../words/summary.ts';
import { html, type Markup } from './markup.ts';

/** What a reviewer has to think about before everything else: settings of the cluster, then Services. */
export function printCautions({ causes = [], services }: Review): Markup {
  const caused = causes.map((cause) => html`<li>${causeText(cause)}</li>`);
  const some = services.map((service) => ({ service, messages: cautionsOf(service) }));
  const items = some.flatMap(({ service, messages }) =>
    messages.length === 0 ? [] : [item(service, messages)],
  );
  const count = caused.length + some.reduce((sum, { messages }) => sum + messages.length, 0);
  if (count === 0) return html``;
  return html`<section class="box caution" aria-labelledby="cautions">
<details open><summary><h2 id="cautions">${plural(count, 'caution')}</h2></summary>
<ul tabindex="0">${caused}${items}</ul></details></section>`;
}

function cautionsOf({ change }: ServiceReview): string[] {
  const meanings = change?.meanings ?? [];
  return meanings.flatMap(({ level, message }) => (level === 'caution' ? [message] : []));
}

function item({ id }: ServiceReview, messages: readonly string[]): Markup {
  const lines = messages.map((message) => html`<div>${message}</div>`);
  return html`<li>${serviceLink(id)}${lines}</li>`;
}

/** Leads to the Service's details. */
export function serviceLink(id: string): Markup {
  return html`<a class="to" href="#open=${encodeURIComponent(id)}">${id}</a>`;
}
