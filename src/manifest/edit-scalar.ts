import { literal } from './emit.ts';
import type { ScalarLayout } from './layout.ts';
import { blockHeader, blockIndent, blockStart, validTextOf } from './layout-scalar.ts';
import { doubleQuote, fitsLiteral, isPrintable, quote, singleQuote } from './quote.ts';
import type { Splice } from './splices.ts';
import type { Edit } from './types.ts';

export type Substitution = Extract<Edit, { op: 'substitute' }>;

/** Substitutions inside the source of a scalar, if that makes the string which is wanted. */
export function substituted(
  { token, start, end }: ScalarLayout,
  wanted: string,
  substitutions: readonly Substitution[],
): Splice | undefined {
  const found = substitutions.filter(({ find }) => find !== '' && token.source.includes(find));
  const source = found.reduce(
    (result, { find, replacement }) => result.replaceAll(find, () => replacement),
    token.source,
  );
  if (source === token.source || validTextOf({ ...token, source }) !== wanted) return undefined;
  if (indents(source) !== indents(token.source)) return undefined;
  if (!isWhole(token.type, source, found)) return undefined;
  const at = token.type === 'block-scalar' ? start + blockStart(token) - token.offset : start;
  const rest = token.source.slice(end - at);
  if (!source.endsWith(rest)) return undefined;
  return { start: at, end, text: source.slice(0, source.length - rest.length) };
}

/** Whether the source is still one scalar, and of the same style. */
function isWhole(
  type: ScalarLayout['token']['type'],
  source: string,
  found: readonly Substitution[],
): boolean {
  if (!found.every(({ replacement }) => isPrintable(replacement))) return false;
  if (type === 'single-quoted-scalar') return /^'(?:[^']|'')*'$/.test(source);
  if (type === 'double-quoted-scalar') return /^"(?:[^"\\]|\\[\s\S])*"$/.test(source);
  if (type === 'block-scalar') return true;
  const isString = source.includes('\n') || quote(source) === source;
  return isString && found.every(({ replacement }) => /^\w[\w./-]*$/.test(replacement));
}

function indents(source: string): string {
  return source.replace(/^( *).*$/gm, '$1');
}

/** A string in the style of a scalar, if the style can hold it. Plain is left to `quote`. */
export function inStyleOf({ token }: ScalarLayout, text: string, eol: string): string | undefined {
  if (token.type === 'single-quoted-scalar' && isPrintable(text)) return singleQuote(text);
  if (token.type === 'double-quoted-scalar') return doubleQuote(text);
  if (token.type !== 'block-scalar' || !/^\|[-+]?$/.test(blockHeader(token))) return undefined;
  const indent = ' '.repeat(blockIndent(token));
  const fits = indent !== '' && fitsLiteral(text.includes('\n') ? text : `${text}\n`);
  return fits ? literal(text, indent, eol) : undefined;
}
