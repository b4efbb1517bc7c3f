import { plural } from '../../../diagnostics/words.ts';
import type { Scale } from '../../../keda/scale.ts';
import type { Review, ReviewFinding, ServiceReview } from '../../types.ts';
import { behaviorTexts } from '../../words/behavior.ts';
import { fallbackText, modifiersText, replicasText } from '../../words/scale.ts';
import { changeText, predictionText } from '../../words/service.ts';
import { triggerText } from '../../words/trigger.ts';
import { html, type Markup } from './markup.ts';
import { severityWord } from './summary.ts';

/** The classes are short, for there can be thousands of cells; the styles have the columns' names. */
const columns = [
  ['s', 'Service'],
  ['n', 'Namespace'],
  ['c', 'Change'],
  ['r', 'Revision'],
  ['m', 'Mode'],
  ['x', 'Replicas'],
  ['t', 'Triggers'],
  ['b', 'Behaviour'],
  ['f', 'Findings'],
] as const;

type Column = (typeof columns)[number][0];

/** A row for each Service, in the order of the review: the script finds its data by that. */
export function printTable({ services, findings, against }: Review): Markup {
  if (services.length === 0) {
    return html`<p class="nothing">There is no Knative Service in these manifests.</p>`;
  }
  const isCompared = against !== undefined;
  const counts = findingCounts(findings);
  const shown = columns.filter(([column]) => isCompared || column !== 'c');
  const heads = shown.map(([column, name]) => html`<th scope="col" class="${column}">${name}</th>`);
  const rows = services.map((service) => {
    const cells = cellsOf(service, counts.get(service.id) ?? {});
    return html`<tr>${shown.map(([column]) => cell(column, cells[column]))}</tr>
`;
  });
  return html`<section aria-labelledby="services">
<h2 id="services">Services</h2>
<table class="services${isCompared ? ' compared' : ''}"><caption>How each Knative Service will scale</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${rows}</tbody></table></section>`;
}

function cell(column: Column, content: Markup): Markup {
  return column === 's'
    ? html`<th scope="row" class="s">${content}</th>`
    : html`<td class="${column}">${content}</td>`;
}

type Counts = Partial<Record<ReviewFinding['severity'], number>>;

function cellsOf(service: ServiceReview, counts: Counts): Record<Column, Markup> {
  const { name, namespace, kind, mode, reason, scale, change } = service;
  const before = change?.before?.scale;
  return {
    s: html`${name}${kind === 'Configuration' ? html` <small>Configuration</small>` : ''}`,
    n: html`${namespace}`,
    c: change === undefined ? html`` : badge(`change ${change.kind}`, changeText(change.kind)),
    r: revisionCell(service),
    m: badge(`mode ${mode}`, mode),
    x: scale === undefined ? html`` : replicasCell(scale, before),
    t: scale === undefined ? html`<small>${reason}</small>` : triggersCell(scale),
    b: scale === undefined ? html`` : lines(behaviorTexts(scale.behavior)),
    f: findingsCell(counts),
  };
}

function badge(classes: string, text: string): Markup {
  return html`<span class="badge ${classes}">${text}</span>`;
}

function revisionCell({ revision, change }: ServiceReview): Markup {
  if (revision === undefined) return html``;
  const old = change?.kind === 'revision' ? change.before?.revision?.name : undefined;
  const was = old === undefined || old === revision.name ? '' : `, was ${old}`;
  return html`${revision.name} <small>${predictionText(revision)}${was}</small>`;
}

function replicasCell(scale: Scale, before: Scale | undefined): Markup {
  const text = replicasText(scale);
  const old = before === undefined ? text : replicasText(before);
  return old === text ? html`${text}` : html`${text} <small>was ${old}</small>`;
}

function triggersCell({ triggers, modifiers, fallback }: Scale): Markup {
  return lines([
    ...triggers.map((trigger) => triggerText(trigger)),
    ...(modifiers === undefined ? [] : [modifiersText(modifiers)]),
    ...(fallback === undefined ? [] : [fallbackText(fallback)]),
  ]);
}

function findingsCell(counts: Counts): Markup {
  const severities = ['error', 'warning', 'info'] as const;
  return html`${severities.flatMap((severity) => {
    const count = counts[severity];
    return count === undefined
      ? []
      : [badge(`finding ${severity}`, plural(count, severityWord(severity))), ' '];
  })}`;
}

function lines(texts: readonly string[]): Markup {
  return html`${texts.map((text) => html`<div>${text}</div>`)}`;
}

function findingCounts(findings: readonly ReviewFinding[]): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const { service, severity } of findings) {
    if (service === undefined) continue;
    const of = counts.get(service) ?? {};
    counts.set(service, { ...of, [severity]: (of[severity] ?? 0) + 1 });
  }
  return counts;
}
