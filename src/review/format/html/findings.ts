import { plural, sentence, subjectText } from '../../../diagnostics/words.ts';
import type { Review, ReviewFinding } from '../../types.ts';
import { serviceLink } from './cautions.ts';
import { html, type Markup } from './markup.ts';
import { severityWord } from './summary.ts';

/** All findings by their severity: errors in the open, the others folded. */
export function printFindings({ findings, services }: Review): Markup {
  const places = new Map(services.map(({ id }, at) => [id, at]));
  const section = (severity: ReviewFinding['severity']): Markup => {
    const some = findings.filter((finding) => finding.severity === severity);
    if (some.length === 0) return html``;
    const isOpen = severity === 'error' ? html` open` : '';
    return html`<section class="box ${severity}" aria-labelledby="${severity}s">
<details${isOpen}><summary><h2 id="${severity}s">${plural(some.length, severityWord(severity))}</h2></summary>
<ul tabindex="0" class="findings">${some.map((finding) => printFinding(finding, places))}</ul></details></section>`;
  };
  return html`${section('error')}${section('warning')}${section('info')}`;
}

function printFinding(finding: ReviewFinding, places: ReadonlyMap<string, number>): Markup {
  const { code, severity, message, hint, service } = finding;
  const about = service === undefined ? subjectText(finding) : serviceLink(service);
  const at = service === undefined ? '' : html` data-service="${places.get(service)}"`;
  return html`<li class="${severity}"${at}><p><span class="mark">${severityWord(severity)}</span> <code>${code}</code> <span class="about">${about}</span></p>
<p>${sentence(message)}</p><p class="hint">${hint}</p><p class="place">${placeText(finding)}</p></li>`;
}

function placeText({ source, origin }: ReviewFinding): string {
  const place = source === undefined ? '' : `${source.file}:${source.line}:${source.column}`;
  return origin === undefined ? place : `${place} (${origin})`;
}
