import type { Severity } from '../../diagnostics/types.ts';
import { pathText, sentence, subjectText, visible } from '../../diagnostics/words.ts';
import type { Review, ReviewFinding, ServiceReview } from '../types.ts';
import { changesText, summaryText } from '../words/summary.ts';
import { type Annotation, commandText } from './github/command.ts';
import { fileOf } from './github/file.ts';

const levels: Readonly<Record<Severity, Annotation['level']>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/** Of each level, GitHub shows so many annotations of a step. */
const shown = 10;

/**
 * Annotations of GitHub Actions, and a summary for the log: the gravest first, because GitHub shows
 * only the first ones. What to take care of in a change is a notice: it is not wrong.
 */
export function printGithub(review: Review): string {
  const found = (severity: Severity): Annotation[] =>
    review.findings.filter((finding) => finding.severity === severity).map(annotationOf);
  const annotations = [
    ...found('error'),
    ...found('warning'),
    ...review.services.flatMap(cautionsOf),
    ...found('info'),
  ];
  const lines = [...annotations.map(commandText), ...summaryLines(review)];
  if (isCut(annotations)) {
    lines.push(`GitHub shows ${shown} errors, warnings and notices of a step: this log has all`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

function annotationOf(finding: ReviewFinding): Annotation {
  const { severity, code, message, hint, path, source } = finding;
  const file = fileOf(source);
  const where = pathText(path);
  return {
    level: levels[severity],
    title: [code, visible(subjectText(finding))].filter((text) => text !== '').join(' '),
    message: [sentence(message), hint && sentence(hint), where && `(${where})`]
      .filter((text) => text !== '')
      .join(' '),
    ...(file !== undefined && source && { file, line: source.line, column: source.column }),
  };
}

function cautionsOf({ id, kind, source, change }: ServiceReview): Annotation[] {
  // Where a Service that is gone has stood, something else stands now.
  const file = change?.kind === 'gone' ? undefined : fileOf(source);
  return (change?.meanings ?? [])
    .filter(({ level }) => level === 'caution')
    .map(({ message }) => ({
      level: 'notice',
      title: visible(`${kind} ${id}`),
      message: sentence(message),
      ...(file !== undefined && { file, line: source.line, column: source.column }),
    }));
}

function summaryLines(review: Review): string[] {
  return [summaryText(review), changesText(review)].flatMap((text) =>
    // The runner also takes commands in the form ##[error], anywhere in a line.
    text === undefined ? [] : [`revcast: ${visible(text).replaceAll('##[', '## [')}`],
  );
}

function isCut(annotations: readonly Annotation[]): boolean {
  return Object.values(levels).some(
    (level) => annotations.filter((annotation) => annotation.level === level).length > shown,
  );
}
