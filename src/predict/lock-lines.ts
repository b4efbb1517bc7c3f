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
    .map((each, index) => ({ line: index + 1, text: withoutComment(each) }))
    .filter((each) => each.text !== '')
    .map((each) => ({ ...each, content: contentOf(each.text) }));
}

function withoutComment(line: string): string {
  return (line.includes('#') ? line.replace(/(?<!\S)#.*$/, '') : line).trimEnd();
}

const conflict = /^(<{7}|\|{7}|={7}|>{7})(\s|$)/;
const version = /^version:\s+(.+)$/;
const services = /^services:(\s+\{\})?$/;
const key = /^ {2}("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'#:]+):$/;
const field = /^ {4}(\w+):\s+(.+)$/;

function contentOf(text: string): LockLine {
  const [, name, value] = field.exec(text) ?? [];
  if (name !== undefined && value !== undefined) {
    return { is: 'field', name, value: unquote(value) };
  }
  const [, found] = key.exec(text) ?? [];
  if (found !== undefined) return { is: 'key', key: unquote(found) };
  const [, number] = version.exec(text) ?? [];
  if (number !== undefined) return { is: 'version', value: unquote(number) };
  if (services.test(text)) return { is: 'services' };
  return { is: conflict.test(text) ? 'conflict' : 'unknown' };
}

/** The string that a plain or quoted scalar is, as far as a lock file needs it. */
function unquote(scalar: string): string {
  const [first] = scalar;
  if (scalar.length < 2 || scalar.at(-1) !== first) return scalar;
  if (first === "'") return scalar.slice(1, -1);
  if (first !== '"') return scalar;
  try {
    return String(JSON.parse(scalar));
  } catch {
    return scalar;
  }
}
