import type { Severity } from './types.ts';

export type Style = 'bold' | 'dim' | 'added' | 'removed' | Severity;

/** Text of one style, without control characters. */
export interface Span {
  readonly text: string;
  readonly style?: Style;
}

const escapes: Readonly<Record<Style, string>> = {
  bold: '1',
  dim: '2',
  added: '32',
  removed: '31',
  error: '1;31',
  warning: '1;33',
  info: '1;36',
};

/** One line, as a terminal is to get it. */
export function painted(line: readonly Span[], color: boolean): string {
  return line
    .map(({ text, style }) =>
      color && style !== undefined && text !== '' ? `\x1b[${escapes[style]}m${text}\x1b[0m` : text,
    )
    .join('');
}
