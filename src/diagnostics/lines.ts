import type { Finding } from './types.ts';
import { pathText, sentence, subjectText, visible } from './words.ts';

/** One line per finding, for logs and for programs that look for `file:line:column:`. */
export function printLines(findings: readonly Finding[]): string {
  return findings.map((finding) => `${lineOf(finding)}\n`).join('');
}

function lineOf(finding: Finding): string {
  const { code, severity, path, source, message, hint } = finding;
  const place = source === undefined ? '' : `${source.file}:${source.line}:${source.column}: `;
  const about = [severity, code, subjectText(finding), pathText(path)];
  const subject = about.filter((word) => word !== '').join(' ');
  return visible(`${place}${subject}: ${sentence(message)} ${sentence(hint)}`.trimEnd());
}

/** One JSON object per line, for programs. */
export function printJsonLines(findings: readonly Finding[]): string {
  return findings.map((finding) => `${jsonOf(finding)}\n`).join('');
}

function jsonOf(finding: Finding): string {
  const { code, severity, message, hint, object, origin, path, source } = finding;
  return JSON.stringify({ code, severity, message, hint, object, origin, path, source });
}
