import { type Line, lineColumns, type Write } from '../../review/format/terminal/line.ts';
import {
  type Cell,
  type Column,
  columnWidths,
  rowLines,
  titleLine,
} from '../../review/format/terminal/table.ts';
import type { Charset } from '../../review/words/charset.ts';
import { signsOf } from '../../review/words/charset.ts';
import type { Simulation, Step, StepMetric } from '../types.ts';
import { type Clock, clockOf } from './clock.ts';

/** A table of the steps, or, where it has no room, two lines for each. */
export function stepLines(
  simulation: Simulation,
  charset: Charset,
  width: number | undefined,
  write: Write,
): Line[] {
  const ids = metricIds(simulation);
  const clock = clockOf(simulation);
  const columns = [
    column('TIME', 5, true),
    column('REPLICAS', 8, true),
    ...ids.map((id) => column(write(id).text, 6, true)),
    column('WHY', 20, false),
  ];
  const rows = simulation.steps.map((step) => cellsOf(step, ids, clock, charset, write));
  const widths = columnWidths(columns, rows, width);
  if (widths === undefined) return rows.flatMap((cells) => stacked(cells, columns));
  return [titleLine(columns, widths), ...rows.flatMap((cells) => rowLines(cells, widths))];
}

function column(title: string, least: number, isNames: boolean): Column {
  return { title, least, isNames };
}

/** Of all metrics that the HPA or KEDA looked at. */
function metricIds({ steps, triggers }: Simulation): string[] {
  const seen = new Set(steps.flatMap(({ metrics }) => metrics.map(({ id }) => id)));
  const known = triggers.map(({ id }) => id).filter((id) => seen.has(id));
  return seen.has('formula') && !known.includes('formula') ? [...known, 'formula'] : known;
}

function cellsOf(
  step: Step,
  ids: readonly string[],
  clock: Clock,
  charset: Charset,
  write: Write,
): Cell[] {
  const { time, from, replicas, reason, metrics, cause } = step;
  const isChange = from !== replicas;
  const { arrow } = signsOf(charset);
  const change = isChange ? `${from} ${arrow} ${replicas}` : String(replicas);
  const style = isChange ? 'bold' : cause === 'failed' ? 'warning' : 'dim';
  return [
    [[write(clock(time))]],
    [[write(change, isChange ? 'bold' : undefined)]],
    ...ids.map(
      (id): Cell => [
        [
          write(
            metricText(
              metrics.find((metric) => metric.id === id),
              arrow,
            ),
          ),
        ],
      ],
    ),
    [[write(reason, style)]],
  ];
}

/** `2600 → 2`: what it is, and how many replicas it asks for. */
function metricText(metric: StepMetric | undefined, arrow: string): string {
  if (metric === undefined) return '';
  const { value, desired, fallback } = metric;
  if (value === undefined) return 'missing';
  const text = `${shortNumber(value)}${fallback === true ? ' fallback' : ''}`;
  return desired === undefined ? text : `${text} ${arrow} ${desired}`;
}

/** Of bytes nobody reads ten digits. */
function shortNumber(value: number): string {
  if (Math.abs(value) < 1e6) return String(Number(value.toPrecision(6)));
  const units = ['M', 'G', 'T', 'P', 'E'];
  const power = Math.min(units.length, Math.floor(Math.log10(Math.abs(value)) / 3) - 1);
  return `${Number((value / 1000 ** (power + 1)).toPrecision(4))}${units[power - 1]}`;
}

function stacked(cells: readonly Cell[], columns: readonly Column[]): Line[] {
  const line = (cell: Cell | undefined): Line => cell?.[0] ?? [];
  const metrics = cells.slice(2, -1).flatMap((cell, index): Line[] => {
    if (lineColumns(line(cell)) === 0 || cell[0]?.[0]?.text === '') return [];
    return [[{ text: `  ${columns[index + 2]?.title ?? ''}  `, style: 'dim' }, ...line(cell)]];
  });
  return [
    [...line(cells[0]), { text: '  ' }, ...line(cells[1])],
    ...metrics,
    [{ text: '  ' }, ...line(cells.at(-1))],
  ];
}
