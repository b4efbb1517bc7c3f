import type { Position } from '../diagnostics/types.ts';
import type { SourceText } from './types.ts';

/** Where the lines of a source start; kept, as a source may have many findings. */
const lineStarts = new WeakMap<SourceText, readonly number[]>();

/** Line and column of an offset in a source. A byte order mark takes no column. */
export function positionAt(source: SourceText, offset: number): Position {
  const starts = lineStarts.get(source) ?? findLines(source.text);
  lineStarts.set(source, starts);
  let line = 0;
  let behind = starts.length;
  while (behind - line > 1) {
    const middle = (line + behind) >>> 1;
    if ((starts[middle] ?? 0) <= offset) line = middle;
    else behind = middle;
  }
  const mark = line === 0 && offset > 0 && source.text.startsWith('\uFEFF') ? 1 : 0;
  return { file: source.name, line: line + 1, column: offset - mark - (starts[line] ?? 0) + 1 };
}

function findLines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
