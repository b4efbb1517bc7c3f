/**
 * Words that some reader takes for a boolean, null or a number: YAML 1.1's and 1.2's, in any case,
 * and those of Go's ParseFloat.
 */
const words: ReadonlySet<string> = new Set(
  'y yes true on n no false off null nan inf infinity'.split(' '),
);
const longestWord = 8;

/** A float to YAML 1.1 readers that make the mantissa optional. */
const bareExponent = /^[eE][-+]?\d+$/;

/** Names, paths, annotation keys: what most strings in a manifest look like. */
const simple = /^[A-Za-z_/][\w./-]*$/;

/** Nothing is left plain that starts like a number, a date, an indicator, `=`, `<<` or `~`. */
const plainStart = /^[\p{L}_/($]/u;
const plainEnder = /: | #|[: ]$/;

/** What YAML 1.1 refuses, takes for a line break or drops: also every lone surrogate. */
const unprintable =
  /[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/** The part of it that JSON leaves unescaped. */
const unescaped = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A string as a YAML scalar on one line that every reader takes for exactly that string. */
export function quote(text: string): string {
  if (isWord(text)) return `"${text}"`;
  if (simple.test(text)) return text;
  if (!isPrintable(text)) return doubleQuote(text);
  if (plainStart.test(text) && !plainEnder.test(text)) return text;
  return /["\\]/.test(text) ? singleQuote(text) : `"${text}"`;
}

/** Like `quote`, for a place inside `[]` or `{}`. */
export function quoteInFlow(text: string): string {
  return simple.test(text) && !isWord(text) ? text : doubleQuote(text);
}

/**
 * A string as JSON that YAML readers take for the same string. A lone surrogate, which no YAML can
 * hold, becomes U+FFFD, as in Go's encoding/json.
 */
export function doubleQuote(text: string): string {
  return escapeUnprintable(JSON.stringify(text.replace(/\p{Surrogate}/gu, '\ufffd')));
}

/** Only for printable text. */
export function singleQuote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Whether plain and single-quoted scalars can hold the characters, on one line. */
export function isPrintable(text: string): boolean {
  return !unprintable.test(text);
}

/** Escapes what JSON allows inside its strings and YAML does not. */
export function escapeUnprintable(json: string): string {
  return json.replace(
    unescaped,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * Whether a literal block holds the text in every reader, and survives editors: several lines, no
 * white space or empty line at its start, no white space at the end of a line, and at most one
 * line break at its end.
 */
export function fitsLiteral(text: string): boolean {
  return (
    text.includes('\n') &&
    /^\S/.test(text) &&
    !/[ \t](?:\n|$)|\n\n$/.test(text) &&
    isPrintable(text.replace(/[\n\t]/g, ''))
  );
}

function isWord(text: string): boolean {
  return text.length <= longestWord && (words.has(text.toLowerCase()) || bareExponent.test(text));
}
