import type { Paper } from '../../review/format/paper.ts';
import type { Io } from '../command.ts';

/** What standard output is. Without a locale that says otherwise, a terminal shows Unicode. */
export function paperOf(io: Io): Paper {
  const isTerminal = io.stdoutIsTerminal();
  const noColor = (io.environment('NO_COLOR') ?? '') !== '' || io.environment('TERM') === 'dumb';
  const locale = ['LC_ALL', 'LC_CTYPE', 'LANG'].map(io.environment).find((text) => text);
  return {
    width: isTerminal ? io.columns() || 80 : undefined,
    color: isTerminal && !noColor,
    unicode: locale === undefined || /utf-?8/i.test(locale),
  };
}

/** A file, which anybody may open anywhere. */
export const filePaper: Paper = { width: undefined, color: false, unicode: true };
