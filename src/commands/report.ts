import { printFrames } from '../diagnostics/frame.ts';
import { printJsonLines, printLines } from '../diagnostics/lines.ts';
import type { Finding } from '../diagnostics/types.ts';
import type { SourceText } from '../manifest/types.ts';
import type { Io } from './command.ts';
import type { reportOptions } from './input-options.ts';
import type { Values } from './option.ts';

/** Shows findings to whoever reads standard error, and a closing line to people. */
export function report(
  findings: readonly Finding[],
  sources: readonly SourceText[],
  summary: string,
  values: Values<typeof reportOptions>,
  io: Io,
): void {
  const shown = values.quiet ? findings.filter(isError) : findings;
  if (values.diagnostics === 'json') {
    io.writeStderr(printJsonLines(shown));
    return;
  }
  const isTerminal = io.stderrIsTerminal();
  const isColored = isTerminal && (io.environment('NO_COLOR') ?? '') === '';
  io.writeStderr(isTerminal ? printFrames(shown, sources, isColored) : printLines(shown));
  const isWorthSumming = isTerminal || shown.some(({ severity }) => severity !== 'info');
  if (isWorthSumming && !values.quiet) io.writeStderr(`revcast: ${summary}\n`);
}

export function isError({ severity }: Finding): boolean {
  return severity === 'error';
}
