import { severityOf } from '../../diagnostics/codes.ts';
import type { Finding } from '../../diagnostics/types.ts';
import { positionAt } from '../../manifest/position.ts';
import type { TextProblem } from '../../manifest/text-problem.ts';
import type { SourceText } from '../../manifest/types.ts';

export function textFindings(source: SourceText, problems: readonly TextProblem[]): Finding[] {
  return problems.map(({ offset, ...problem }) => ({
    ...problem,
    severity: severityOf(problem.code),
    path: [],
    source: positionAt(source, offset),
  }));
}
