import type { Charset } from '../../review/words/charset.ts';
import type { Simulation } from '../types.ts';

export interface ChartSize {
  readonly columns: number;
  readonly rows: number;
}

const eighths = ' ▁▂▃▄▅▆▇█';

/** How many replicas run over time: a column has the most of its part of the time. */
export function replicasChart(
  { steps, duration, summary }: Simulation,
  { columns, rows }: ChartSize,
  { unicode }: Charset,
): string[] {
  const heights = mostPerColumn(steps, duration, columns);
  const label = String(summary.max).length;
  const top = Math.max(summary.max, 1);
  return Array.from({ length: rows }, (_, index) => {
    const row = rows - 1 - index;
    const cells = heights.map((height) => cell((height / top) * rows - row, unicode));
    const mark = index === 0 ? String(top) : row === 0 ? '0' : '';
    return `${mark.padStart(label)} ${unicode ? '│' : '|'}${cells.join('').trimEnd()}`;
  });
}

/** A cell of which so much is full: more than all of it, or nothing. */
function cell(share: number, unicode: boolean): string {
  if (unicode) return eighths[Math.max(0, Math.min(8, Math.round(share * 8)))] ?? ' ';
  return share >= 0.5 ? '#' : ' ';
}

function mostPerColumn(steps: Simulation['steps'], duration: number, columns: number): number[] {
  const most = new Array<number>(columns).fill(0);
  const changes = steps.filter(({ from, replicas }, index) => index === 0 || from !== replicas);
  changes.forEach(({ time, replicas }, index) => {
    const until = changes[index + 1]?.time ?? duration;
    if (until <= time) return;
    const first = Math.min(columns - 1, Math.floor((time / duration) * columns));
    const last = Math.min(columns - 1, Math.ceil((until / duration) * columns) - 1);
    for (let column = first; column <= last; column += 1) {
      most[column] = Math.max(most[column] ?? 0, replicas);
    }
  });
  return most;
}
