import { columnsOf } from './columns.ts';
import { type Line, lineColumns, padded } from './line.ts';
import { wrapped } from './wrap.ts';

/** Lines of one field of a row. */
export type Cell = readonly Line[];

export interface Column {
  readonly title: string;
  /** Columns of the terminal that it can't do with less than, unless its cells are shorter. */
  readonly least: number;
  /** Whether its words are names that should stay whole. */
  readonly isNames: boolean;
}

const gap = '  ';

/** Longer ones are broken. */
const longestName = 40;

/** How wide each column is in a table of that width; undefined where they have no room. */
export function columnWidths(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  width: number | undefined,
): readonly number[] | undefined {
  const natural = columns.map(({ title }, index) => widest(rows, index, lineColumns, title.length));
  if (width === undefined) return natural;
  const least = columns.map((column, index) => {
    const words = column.isNames ? widest(rows, index, wordColumns, 0) : 0;
    const least = Math.max(column.least, column.title.length, Math.min(words, longestName));
    return Math.min(least, natural[index] ?? 0);
  });
  const room = width - gap.length * (columns.length - 1);
  const isRoom = least.reduce((sum, columns) => sum + columns, 0) <= room;
  return isRoom ? shared(least, natural, room) : undefined;
}

function widest(
  rows: readonly (readonly Cell[])[],
  index: number,
  columns: (line: Line) => number,
  least: number,
): number {
  return rows.reduce(
    (most, row) => (row[index] ?? []).reduce((most, line) => Math.max(most, columns(line)), most),
    least,
  );
}

/** Of its longest word. */
function wordColumns(line: Line): number {
  const words = line
    .map(({ text }) => text)
    .join('')
    .split(' ');
  return words.reduce((most, word) => Math.max(most, columnsOf(word)), 0);
}

/** What is left after the least of all is shared alike by those that need more. */
function shared(least: readonly number[], natural: readonly number[], width: number): number[] {
  const widths = [...least];
  const missing = (index: number): number => (natural[index] ?? 0) - (least[index] ?? 0);
  const byNeed = natural.map((_, index) => index).sort((a, b) => missing(a) - missing(b));
  let room = width - least.reduce((sum, columns) => sum + columns, 0);
  for (const [done, index] of byNeed.entries()) {
    const share = Math.min(missing(index), Math.floor(room / (byNeed.length - done)));
    widths[index] = (least[index] ?? 0) + share;
    room -= share;
  }
  return widths;
}

export function titleLine(columns: readonly Column[], widths: readonly number[]): Line {
  const titles = columns.map(({ title }): Cell => [[{ text: title, style: 'dim' }]]);
  return rowLines(titles, widths)[0] ?? [];
}

/** A row of a table: each cell wrapped within its column. */
export function rowLines(cells: readonly Cell[], widths: readonly number[]): Line[] {
  const columns = cells.map((cell, index) =>
    cell.flatMap((line) => wrapped(line, widths[index] ?? 0, leading(line) + 2)),
  );
  const height = Math.max(1, ...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) => {
    const last = columns.findLastIndex((lines) => lines[at] !== undefined);
    return columns.slice(0, last + 1).flatMap((lines, index) => {
      const line = lines[at] ?? [];
      return index === last ? line : [...padded(line, widths[index] ?? 0), { text: gap }];
    });
  });
}

function leading([first]: Line): number {
  return /^ */.exec(first?.text ?? '')?.[0].length ?? 0;
}
