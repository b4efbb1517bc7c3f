/** What was measured, and the figure. */
export type Row = readonly [string, string];

export function table(rows: readonly Row[]): string {
  return [
    '| measured | figure |',
    '| --- | --- |',
    ...rows.map(([a, b]) => `| ${a} | ${b} |`),
  ].join('\n');
}
