import { quoted } from '../diagnostics/quoted.ts';

/**
 * A `prometheus-query`, which the extension runs as a Go text/template over the one value
 * `revisionName`. Understood are literal text, `{{ .revisionName }}`, literal strings, comments
 * and trim markers; all of them print exactly what Go prints. Anything more is refused.
 */
export interface QueryTemplate {
  /** The text it was parsed from. */
  readonly source: string;
  readonly parts: readonly QueryPart[];
}

export type QueryPart = { readonly text: string } | { readonly value: 'revisionName' };

export interface QueryProblem {
  readonly code: 'RC3031' | 'RC3032';
  readonly message: string;
  readonly hint: string;
  readonly offset: number;
}

const space = '[ \\t\\r\\n]';
/** A trim marker and its space, ` -}}`, or the bare end. */
const end = `(?:${space}(?<trimsAfter>-)\\}\\}|\\}\\})`;
const start = `(?<trimsBefore>-${space})?`;
const operand = '\\$?\\.revisionName|"(?:[^"\\\\\\n]|\\\\[nrt"\\\\])*"|`[^`]*`';

/** What may follow `{{`. A comment ends at the first star and slash, and has no space around it. */
const action = new RegExp(`${start}${space}*(?<operand>${operand})${space}*?${end}`, 'y');
const comment = new RegExp(`${start}/\\*(?:(?!\\*/)[^])*\\*/${end}`, 'y');

export function parseQuery(text: string): { ok: QueryTemplate } | { problem: QueryProblem } {
  const parts: QueryPart[] = [];
  let at = 0;
  let trimmed = false;
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', at)) {
    const match = matchAt(action, text, open + 2) ?? matchAt(comment, text, open + 2);
    if (match === undefined) return { problem: refusal(text, open) };
    const { trimsBefore, operand, trimsAfter } = match.groups ?? {};
    parts.push(literal(text.slice(at, open), trimmed, trimsBefore !== undefined));
    if (operand !== undefined) parts.push(operandPart(operand));
    at = open + 2 + match[0].length;
    trimmed = trimsAfter !== undefined;
  }
  parts.push(literal(text.slice(at), trimmed, false));
  return { ok: { source: text, parts } };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function literal(text: string, trimStart: boolean, trimEnd: boolean): QueryPart {
  let start = 0;
  let end = text.length;
  while (trimStart && start < end && isSpace(text.charAt(start))) start += 1;
  while (trimEnd && start < end && isSpace(text.charAt(end - 1))) end -= 1;
  return { text: text.slice(start, end) };
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\r' || character === '\n';
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function operandPart(operand: string): QueryPart {
  const inner = operand.slice(1, -1);
  // Go drops carriage returns from raw strings.
  if (operand.startsWith('`')) return { text: inner.replaceAll('\r', '') };
  if (!operand.startsWith('"')) return { value: 'revisionName' };
  return { text: inner.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter) };
}

function refusal(text: string, offset: number): QueryProblem {
  const inside = text.slice(offset);
  const close = inside.indexOf('}}');
  if (close < 0) {
    return {
      code: 'RC3031',
      message: `the query's template action ${quoted(inside)} is never closed`,
      hint: 'Close it with }}, or write {{ "{{" }} for two braces that are part of the query.',
      offset,
    };
  }
  const field = /^\{\{-?\s*(\$?\.\w+)\s*-?\}\}/.exec(inside)?.[1];
  const value = field === undefined ? '' : `: ${field} is not set and prints "<no value>"`;
  return {
    code: 'RC3032',
    message: `the query's template action ${quoted(inside.slice(0, close + 2))} is not understood${value}`,
    hint: 'Use no other action than {{ .revisionName }}.',
    offset,
  };
}

export function printQuery(template: QueryTemplate, revisionName: string): string {
  return template.parts.map((part) => ('text' in part ? part.text : revisionName)).join('');
}

/** Whether the query is another one for every revision. */
export function usesRevisionName(template: QueryTemplate): boolean {
  return template.parts.some((part) => 'value' in part);
}
