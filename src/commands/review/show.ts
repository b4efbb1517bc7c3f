import { isSystemError, systemMessage } from '../../diagnostics/system.ts';
import { countText, visible } from '../../diagnostics/words.ts';
import type { SourceText } from '../../manifest/types.ts';
import type { Decided } from '../../review/decided.ts';
import type { Review } from '../../review/types.ts';
import type { ExitCode, Io } from '../command.ts';
import type { Usage } from '../option.ts';
import { readPageTemplate } from '../page-template.ts';
import { replaceFiles } from '../replace-file.ts';
import { isError, report } from '../report.ts';
import type { ReviewValues } from './options.ts';
import { filePaper, paperOf } from './paper.ts';

/** What is to be shown. */
export interface Shown {
  readonly now: Decided;
  readonly before?: Decided;
  /** What was read, for showing lines of it. */
  readonly files: readonly SourceText[];
}

type Parts = typeof import('../../review/index.ts');

/** Most command lines review nothing, and start sooner without all that shows a review. */
async function loaded(): Promise<Parts> {
  return await import('../../review/index.ts');
}

export async function show(
  { now, before, files }: Shown,
  values: ReviewValues,
  io: Io,
): Promise<ExitCode> {
  const parts = await loaded();
  const past = before && { name: values.against ?? '', side: parts.sideOf(before) };
  const review = parts.reviewOf(parts.sideOf(now), past);
  const printed = print(review, files, values, parts, io);
  if ('failure' in printed) return fail(printed.failure, io);
  const failed = await write(printed.text, values, io);
  if (failed !== undefined) return failed;
  const isTold = values.format === 'text' && values.out === undefined;
  if (!isTold && io.stderrIsTerminal()) {
    const lines = [parts.summaryText(review), parts.changesText(review)];
    for (const line of lines) if (line !== undefined) io.writeStderr(`revcast: ${visible(line)}\n`);
  }
  return exitCodeOf(review.findings, values);
}

/**
 * A Service of which it is asked where its fields come from. What is wrong with it, or with what
 * no Service can be read from, is told beside.
 */
export async function showExplanation(
  name: string,
  { now, files }: Shown,
  values: ReviewValues,
  io: Io,
): Promise<ExitCode | Usage> {
  const parts = await loaded();
  const side = parts.sideOf(now);
  const found = parts.findService(side, name);
  if ('usage' in found) return found;
  const explanation = parts.explain(found.service, side);
  const text =
    values.format === 'json'
      ? parts.printExplanationJson(explanation)
      : parts.printExplanation(explanation, paper(values, io));
  const { id } = found.service.review;
  const about = side.findings.filter(({ service = id }) => service === id);
  const failed = await write(text, values, io);
  if (failed !== undefined) return failed;
  const told = { diagnostics: 'text', quiet: false } as const;
  if (about.length > 0) report(about, files, countText(about), told, io);
  return exitCodeOf(about, values);
}

type Printed = { readonly text: string } | { readonly failure: string };

function print(
  review: Review,
  files: readonly SourceText[],
  values: ReviewValues,
  parts: Parts,
  io: Io,
): Printed {
  switch (values.format) {
    case 'text': {
      const { all } = values;
      return { text: parts.printTerminal(review, files, paper(values, io), { all }) };
    }
    case 'markdown':
      return { text: parts.printMarkdown(review) };
    case 'github':
      return { text: parts.printGithub(review) };
    case 'sarif':
      return { text: parts.printSarif(review) };
    case 'json':
      return { text: parts.printJson(review) };
    case 'html': {
      const read = readPageTemplate();
      return 'failure' in read ? read : { text: parts.printHtml(review, read.template) };
    }
  }
}

function paper({ out }: ReviewValues, io: Io): ReturnType<typeof paperOf> {
  return out === undefined ? paperOf(io) : filePaper;
}

/** Writes to where it was asked for; the exit code when that can't be, which was then told. */
async function write(text: string, { out }: ReviewValues, io: Io): Promise<ExitCode | undefined> {
  if (out === undefined) {
    await io.writeStdout([text]);
    return undefined;
  }
  try {
    replaceFiles([{ path: out, text }]);
    return undefined;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return fail(`${out}: ${systemMessage(error)}`, io);
  }
}

function fail(failure: string, io: Io): ExitCode {
  io.writeStderr(`revcast: ${visible(failure)}\n`);
  return 4;
}

function exitCodeOf(findings: Review['findings'], values: ReviewValues): ExitCode {
  const isWarned = values['fail-on'] === 'warning';
  const fails = findings.some(
    (finding) => isError(finding) || (isWarned && finding.severity === 'warning'),
  );
  return fails ? 1 : 0;
}
