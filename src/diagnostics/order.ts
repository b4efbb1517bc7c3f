import type { Finding } from './types.ts';

/** The order people read in: by file as the files were given, then by line, column and code. */
export function inReadingOrder(
  findings: readonly Finding[],
  files: readonly string[],
): readonly Finding[] {
  const rank = new Map(files.map((file, index) => [file, index]));
  const place = (finding: Finding): readonly number[] => {
    const { source } = finding;
    if (source === undefined) return [files.length, 0, 0];
    return [rank.get(source.file) ?? files.length, source.line, source.column];
  };
  return findings
    .map((finding) => ({ finding, at: place(finding) }))
    .sort((a, b) => compare(a.at, b.at) || (a.finding.code < b.finding.code ? -1 : 1))
    .map(({ finding }) => finding);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
