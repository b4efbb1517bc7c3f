import type { Severity } from '../../../diagnostics/types.ts';
import { plural, sentence, subjectText } from '../../../diagnostics/words.ts';
import type { Review, ReviewFinding } from '../../types.ts';
import { code, prose } from './escape.ts';
import { isTold } from './rank.ts';
import { fitting, leftText } from './room.ts';

const marks: Readonly<Record<Severity, string>> = { error: '❌', warning: '⚠️', info: 'ℹ️' };
const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** What forbids to merge stands open, before all else. */
export function errors(review: Review, room: number): string {
  const found = review.findings.filter(isError);
  return found.length === 0 ? '' : `#### Errors\n\n${list(found, room)}`;
}

/** Warnings and notes about what a change changes; without one, all of them. */
export function changedFindings(review: Review, room: number): string {
  const where = review.against === undefined ? '' : ' on what changes';
  return folded(review.findings.filter(isOpenIn(review)), where, room);
}

/** Warnings and notes that were there before. */
export function otherFindings(review: Review, room: number): string {
  const isOpen = isOpenIn(review);
  const others = review.findings.filter((finding) => !isOpen(finding) && !isError(finding));
  return folded(others, ' on what does not change', room);
}

function folded(findings: readonly ReviewFinding[], where: string, room: number): string {
  if (findings.length === 0) return '';
  const counts = (['warning', 'info'] as const)
    .map((severity) => ({ severity, count: countOf(findings, severity) }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => plural(count, severityText(severity)));
  const summary = `<summary>${counts.join(', ')}${where}</summary>`;
  return `<details>${summary}\n\n${list(findings, room)}</details>\n\n`;
}

function isOpenIn({ services, against }: Review): (finding: ReviewFinding) => boolean {
  const changed = new Set(services.filter(isTold).map(({ id }) => id));
  return (finding) =>
    !isError(finding) &&
    (against === undefined || (finding.service !== undefined && changed.has(finding.service)));
}

function isError({ severity }: ReviewFinding): boolean {
  return severity === 'error';
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
