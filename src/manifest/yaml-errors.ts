import { type Document, isCollection, isScalar, visit, type YAMLParseError } from 'yaml';
import type { Code } from '../diagnostics/codes.ts';
import { quoteLine, type TextProblem } from './text-problem.ts';

/** One slip can lead to errors in all lines that follow. */
const maxProblems = 10;

interface Meaning {
  readonly code: Code;
  readonly hint: string;
}

const invalid: Meaning = { code: 'RC1001', hint: 'Correct it here, or in the line above' };

type ErrorCode = YAMLParseError['code'];

const meanings: Partial<Record<ErrorCode, Meaning>> = {
  TAB_AS_INDENT: { code: 'RC1004', hint: 'Indent with spaces' },
  BAD_ALIAS: { code: 'RC1005', hint: 'Quote the value if it is no alias' },
  BLOCK_AS_IMPLICIT_KEY: { code: 'RC1001', hint: 'Quote the value if a colon is part of it' },
  BAD_SCALAR_START: { code: 'RC1001', hint: 'Quote the value' },
  BAD_DQ_ESCAPE: { code: 'RC1001', hint: 'Write the backslash twice, or use single quotes' },
};

/** What the `yaml` library found, one problem a line, and of what follows from another only that. */
export function syntaxProblems(text: string, tree: Document.Parsed): TextProblem[] {
  const problems = new Map<number, TextProblem>();
  const seen = new Set<ErrorCode>();
  for (const error of tree.errors) {
    if (isConsequence(error.code, seen)) continue;
    seen.add(error.code);
    const problem = problemOf(error, text, tree);
    const line = text.lastIndexOf('\n', problem.offset - 1);
    if (!problems.has(line)) problems.set(line, problem);
    if (problems.size === maxProblems) break;
  }
  return [...problems.values()];
}

/** Behind a tab lines belong to something else; a wrong indentation is wrong for all that follow. */
function isConsequence(code: ErrorCode, seen: ReadonlySet<ErrorCode>): boolean {
  if (seen.has('TAB_AS_INDENT')) return code !== 'TAB_AS_INDENT';
  return code === 'BAD_INDENT' && seen.has('BAD_INDENT');
}

function problemOf(error: YAMLParseError, text: string, tree: Document.Parsed): TextProblem {
  const opening = /closing|end with a/.test(error.message) ? openingOf(error, tree) : undefined;
  if (opening !== undefined) {
    const message = `nothing closes what is opened here: ${quoteLine(text, opening)}`;
    const hint = 'Close it, or look whether the text was cut off';
    return { code: 'RC1009', message, hint, offset: opening };
  }
  const offset = error.pos[0];
  const { code, hint } = meanings[error.code] ?? invalid;
  if (error.code === 'MULTIPLE_DOCS') {
    const message = 'a second document starts, where one is expected';
    return { code, message, hint: 'Leave only one of them here', offset };
  }
  const said = error.message.replace(/^[A-Z](?=[a-z ])/, (first) => first.toLowerCase());
  return { code, message: `${said}: ${quoteLine(text, offset)}`, hint, offset };
}

/** The quote, bracket or brace whose end was not found; the library points to where that is. */
function openingOf({ pos }: YAMLParseError, tree: Document.Parsed): number | undefined {
  let opening: number | undefined;
  visit(tree, {
    Node(_, node) {
      const opens = isCollection(node)
        ? node.flow
        : isScalar(node) && node.type?.startsWith('QUOTE');
      const [start = 0, end = 0] = node.range ?? [];
      if (opens && start < pos[0] && end >= pos[0]) opening = start;
    },
  });
  return opening;
}

/**
 * A template that was not rendered, if one of the problems is in its line. It makes errors in places
 * that have nothing to do with it, and so is reported alone.
 */
export function templateProblem(
  text: string,
  problems: readonly TextProblem[],
): TextProblem | undefined {
  for (const problem of problems) {
    const start = text.lastIndexOf('\n', problem.offset - 1) + 1;
    const opening = /^[ \t]*(?:- +)*(?:[\w./-]+: +)?(?=\{\{)/.exec(text.slice(start));
    if (opening === null) continue;
    const offset = start + opening[0].length;
    const message = `a template was not rendered: ${quoteLine(text, offset)}`;
    const hint = 'Render the chart first: helm template . | revcast render -';
    return { code: 'RC1010', message, hint, offset };
  }
  return undefined;
}
