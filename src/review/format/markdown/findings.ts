import type { Severity } from '../../../diagnostics/types.ts';
import { plural, sentence, subjectText } from '../../../diagnostics/words.ts';
import type { Review, ReviewFinding } from '../../types.ts';
import { code, prose } from './escape.ts';
import { isTold } from './rank.ts';
import { fitting, leftText } from './room.ts';

const marks: Readonly<Record<Severity, string>> = { error: '❌', warning: '⚠️', info: 'ℹ️' };
const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Errors, and all that is found about what a change changes. */
export function openFindings(review: Review, room: number): string {
  const open = review.findings.filter(isOpenIn(review));
  if (open.length === 0) return '';
  return `#### Findings\n\n${list(open, room)}`;
}

/** What has been so, or is no error. */
export function foldedFindings(review: Review, room: number): string {
  const isOpen = isOpenIn(review);
  const folded = review.findings.filter((finding) => !isOpen(finding));
  if (folded.length === 0) return '';
  const counts = (['warning', 'info'] as const)
    .map((severity) => ({ severity, count: countOf(folded, severity) }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => plural(count, severityText(severity)));
  const where = review.against === undefined ? '' : ' on what does not change';
  const summary = `<summary>${counts.join(', ')}${where}</summary>`;
  return `<details>${summary}\n\n${list(folded, room)}</details>\n\n`;
}

function isOpenIn({ services, against }: Review): (finding: ReviewFinding) => boolean {
  const changed = new Set(services.filter(isTold).map(({ id }) => id));
  return ({ severity, service }) =>
    severity === 'error' ||
    (against !== undefined && service !== undefined && changed.has(service));
}

function list(findings: readonly ReviewFinding[], room: number): string {
  const { shown, left } = fitting(findings, room, {
    rank: ({ severity }) => ranks[severity],
    size: (finding) => item(finding).length,
  });
  return `${shown.map(item).join('')}\n${leftText(left, 'finding')}`;
}

function item(finding: ReviewFinding): string {
  const { severity, code: name, source, message, hint } = finding;
  const place = source === undefined ? '' : code(`${source.file}:${source.line}`);
  const subject = subjectText(finding);
  const about = [place, subject === '' ? '' : prose(subject)].filter((text) => text !== '');
  const what = prose(`${sentence(message)} ${hint && sentence(hint)}`.trim());
  return `- ${marks[severity]} **${severityText(severity)} ${name}** ${about.join(' ')}: ${what}\n`;
}

function severityText(severity: Severity): string {
  return severity === 'info' ? 'note' : severity;
}

function countOf(findings: readonly ReviewFinding[], severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}
