import { plural } from '../../../diagnostics/words.ts';
import type { ChangeKind, Review } from '../../types.ts';
import { changeText } from '../../words/service.ts';
import { html, type Markup } from './markup.ts';

const severities = ['error', 'warning', 'info'] as const;
const changeKinds: readonly ChangeKind[] = ['new', 'gone', 'revision', 'scaling', 'same'];

/** How many there are of everything; each number leads to what it counts. */
export function printSummary(review: Review): Markup {
  const { summary } = review;
  const changes = changeKinds.flatMap((kind) =>
    counter(summary.changes?.[kind], changeText(kind), 'change', kind),
  );
  const modes = Object.entries(summary.modes).flatMap(([mode, count]) =>
    counter(count, mode, 'mode', mode),
  );
  const findings = severities.flatMap((severity) => {
    const count = summary.findings[severity];
    return counter(
      count,
      `${severityWord(severity)}${count === 1 ? '' : 's'}`,
      'findings',
      severity,
    );
  });
  return html`<p class="lead">${leadOf(review)}</p>
<div class="summary">${group('Changes', changes)}${group('Findings', findings)}${group('Modes', modes)}</div>`;
}

function group(name: string, counters: readonly Markup[]): Markup {
  return counters.length === 0 ? html`` : html`<ul aria-label="${name}">${counters}</ul>`;
}

function leadOf({ services, summary, against }: Review): Markup {
  const namespaces = new Set(services.flatMap(({ namespace }) => namespace ?? [])).size;
  const where = namespaces > 1 ? ` in ${namespaces} namespaces` : '';
  const compared = against === undefined ? '' : html`, compared with <code>${against}</code>`;
  return html`${plural(summary.services, 'Knative Service')}${where}${compared}`;
}

function counter(count: number | undefined, word: string, filter: string, value: string): Markup[] {
  if (count === undefined || count === 0) return [];
  return [
    html`<li class="${value}"><a href="#${filter}=${value}"><b>${count}</b> ${word}</a></li>`,
  ];
}

export function severityWord(severity: (typeof severities)[number]): string {
  return severity === 'info' ? 'note' : severity;
}
