import type { Position } from '../../../diagnostics/types.ts';

/** The file that a position is in, as the repository has it; none for standard input and the like. */
export function fileOf(position: Position | undefined): string | undefined {
  const file = position?.file ?? '<unknown>';
  return /^<.*>$/.test(file) ? undefined : file.replace(/^(?:\.\/+)+/, '');
}
