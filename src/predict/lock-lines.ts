/** What a line of a lock file says. */
export type LockLine =
  | { readonly is: 'version'; readonly value: string }
  | { readonly is: 'services' }
  | { readonly is: 'key'; readonly key: string }
  | { readonly is: 'field'; readonly name: string; readonly value: string }
  | { readonly is: 'conflict' }
  | { readonly is: 'unknown' };

export interface NumberedLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly content: LockLine;
}

/** The lines of a lock file, without comments and blank lines. */
export function readLines(text: string): NumberedLine[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((each, index) => ({ line: index + 1, text: each.replace(/(^|\s+)#.*$|\s+$/, '') }))
    .filter((each) => each.text !== '')
    .map((each) => ({ ...each, content: contentOf(each.text) }));
}

const conflict = /^(<{7}|\|{7}|={7}|>{7})(\s|$)/;
const version = /^version:\s+(.+)$/;
const services = /^services:(\s+\{\})?$/;
const key = /^ {2}("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'#:]+):$/;
const field = /^ {4}(\w+):\s+(.+)$/;

function contentOf(text: string): LockLine {
  if (conflict.test(text)) return { is: 'conflict' };
  const [, number] = version.exec(text) ?? [];
  if (number !== undefined) return { is: 'version', value: unquote(number) };
  if (services.test(text)) return { is: 'services' };
  const [, quotedKey] = key.exec(text) ?? [];
  if (quotedKey !== undefined) return { is: 'key', key: unquote(quotedKey) };
  const [, name, value] = field.exec(text) ?? [];
  if (name !== undefined && value !== undefined) {
    return { is: 'field', name, value: unquote(value) };
  }
  return { is: 'unknown' };
}

/** The string that a plain or quoted scalar is, as far as a lock file needs it. */
function unquote(scalar: string): string {
  if (/^'.*'$/.test(scalar)) return scalar.slice(1, -1);
  if (!/^".*"$/.test(scalar)) return scalar;
  try {
    return String(JSON.parse(scalar));
  } catch {
    return scalar;
  }
}
