import { painted } from '../../diagnostics/styled.ts';
import { plural } from '../../diagnostics/words.ts';
import type { SourceText } from '../../manifest/types.ts';
import type { Explanation, Review, ReviewFinding, ServiceReview } from '../types.ts';
import { causeText, changesText, summaryText } from '../words/summary.ts';
import type { Paper } from './paper.ts';
import { detailLines } from './terminal/details.ts';
import { explanationLines } from './terminal/explanation.ts';
import { findingLines } from './terminal/findings.ts';
import { type Entry, layoutOf } from './terminal/layout.ts';
import { indent, type Line, type Write, writeIn } from './terminal/line.ts';
import { rowOf } from './terminal/row.ts';
import { wrapped } from './terminal/wrap.ts';

/** What is shown besides what has changed. */
export interface Shown {
  /** With `against`: also Services that stay the same. */
  readonly all: boolean;
}

/** Nothing can be read in less: what is narrower is taken for so wide. */
const narrowest = 20;

/** A terminal that says it has no columns does not know how many. */
function edgeOf({ width }: Paper): number | undefined {
  return width === undefined || width === 0 ? undefined : Math.max(width, narrowest);
}

/** The review for people at a terminal. `sources` are for showing the lines that findings are in. */
export function printTerminal(
  review: Review,
  sources: readonly SourceText[],
  paper: Paper,
  shown: Shown,
): string {
  const width = edgeOf(paper);
  const write = writeIn(paper);
  const services = review.services.filter(
    ({ change }) => shown.all || change === undefined || change.kind !== 'same',
  );
  const groups = groupsOf(services, review.findings, { ...paper, width }, write);
  const layout = layoutOf([...groups.values()].flat(), paper, width);
  const lines: readonly Line[] = [
    ...[...groups].flatMap(([namespace, entries]) => [
      ...wrapped(headingLine(namespace, entries.length, write), width),
      ...layout(entries),
    ]),
    ...findingLines(review.findings, sources, paper, write, width),
    ...summaryLines(review, paper, write).flatMap((line) => wrapped(line, width, 2)),
  ];
  return printed(lines, paper.color);
}

export function printExplanation(explanation: Explanation, paper: Paper): string {
  const width = edgeOf(paper);
  return printed(explanationLines(explanation, { ...paper, width }), paper.color);
}

function printed(lines: readonly Line[], color: boolean): string {
  return lines.map((line) => `${painted(line, color)}\n`).join('');
}

/** By namespace, in the order of the review. */
function groupsOf(
  services: readonly ServiceReview[],
  findings: readonly ReviewFinding[],
  paper: Paper,
  write: Write,
): ReadonlyMap<string, readonly Entry[]> {
  const about = findingsByService(findings);
  const context = { charset: paper, write, findings: about };
  const width = paper.width === undefined ? undefined : paper.width - indent;
  const groups = new Map<string, Entry[]>();
  for (const service of services) {
    const { change, namespace = '' } = service;
    const below = change === undefined ? [] : detailLines(change, paper, write, width);
    const group = groups.get(namespace) ?? [];
    groups.set(namespace, group);
    group.push({ row: rowOf(service, context), below });
  }
  return groups;
}

function headingLine(namespace: string, count: number, write: Write): Line {
  const name = namespace === '' ? 'No namespace' : `Namespace ${namespace}`;
  return [write(name, 'bold'), write(`  ${plural(count, 'Service')}`, 'dim')];
}

function summaryLines(review: Review, paper: Paper, write: Write): Line[] {
  const causes = (review.causes ?? []).map((cause) => causeText(cause, paper));
  const changes = changesText(review);
  return [
    ...causes.map((text) => [write('caution:', 'warning'), write(` ${text}`)]),
    [write(summaryText(review), 'bold')],
    ...(changes === undefined ? [] : [[write(changes)]]),
  ];
}

function findingsByService(
  findings: readonly ReviewFinding[],
): ReadonlyMap<string, readonly ReviewFinding[]> {
  const found = new Map<string, ReviewFinding[]>();
  for (const finding of findings) {
    const { service = '' } = finding;
    const known = found.get(service) ?? [];
    found.set(service, known);
    known.push(finding);
  }
  return found;
}
