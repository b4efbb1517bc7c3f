import { severityOf } from '../diagnostics/codes.ts';
import type { Finding } from '../diagnostics/types.ts';
import { positionAt } from './position.ts';
import type { TextProblem } from './text-problem.ts';
import type { SourceText } from './types.ts';

/** What users get to see of a text that can't be read: there is no object, and no path in it. */
export function textFindings(
  source: SourceText,
  problems: readonly TextProblem[],
  origin: Pick<Finding, 'origin'> = {},
): Finding[] {
  return problems.map(({ offset, ...problem }) => ({
    ...problem,
    severity: severityOf(problem.code),
    path: [],
    ...origin,
    source: positionAt(source, offset),
  }));
}
