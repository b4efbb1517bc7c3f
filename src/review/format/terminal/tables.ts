import { type Charset, signsOf } from '../../words/charset.ts';
import { indented, type Line } from './line.ts';
import type { Row } from './row.ts';
import { columnWidths, rowLines, titleLine } from './table.ts';

export interface Field {
  readonly key: keyof Row;
  readonly label: string;
  readonly title: (charset: Charset) => string;
  readonly least: number;
  readonly isNames: boolean;
}

const field = (key: keyof Row, label: string, least: number): Field => ({
  key,
  label,
  title: () => label.toUpperCase(),
  least,
  isNames: key === 'service' || key === 'revision',
});

export const fields: readonly Field[] = [
  field('service', 'service', 12),
  field('change', 'change', 15),
  field('revision', 'revision', 16),
  field('mode', 'mode', 9),
  { ...field('replicas', 'replicas', 9), title: (charset) => `MIN${signsOf(charset).to}MAX` },
  field('triggers', 'triggers', 24),
  field('behavior', 'behaviour', 20),
  field('findings', 'findings', 10),
];

export interface Table {
  readonly title: Line;
  /** Lines of each row. */
  readonly rows: readonly (readonly Line[])[];
}

/** With as many columns as there is room for, or with fewer where that takes fewer lines. */
export function bestTable(
  rows: readonly Row[],
  charset: Charset,
  width: number | undefined,
): Table | undefined {
  const fewer = rows.map(compact);
  return [
    tableOf(rows, charset, width),
    tableOf(fewer, charset, width),
    tableOf(fewer.map(stacked), charset, width),
  ]
    .filter((table) => table !== undefined)
    .reduce<Table | undefined>(
      (best, table) => (best === undefined || height(table) < height(best) ? table : best),
      undefined,
    );
}

function height({ rows }: Table): number {
  return rows.reduce((sum, lines) => sum + lines.length, 0);
}

/** With the columns that have anything in them; undefined where they have no room. */
function tableOf(
  rows: readonly Row[],
  charset: Charset,
  width: number | undefined,
): Table | undefined {
  const used = fields.filter(({ key }) => rows.some((row) => row[key].length > 0));
  const columns = used.map((field) => ({ ...field, title: field.title(charset) }));
  const cells = rows.map((row) => used.map(({ key }) => row[key]));
  const widths = columnWidths(columns, cells, width);
  if (widths === undefined) return undefined;
  return { title: titleLine(columns, widths), rows: cells.map((row) => rowLines(row, widths)) };
}

/** In fewer columns and more lines. */
function compact(row: Row): Row {
  return {
    ...row,
    service: [...row.service, ...indented(row.change)],
    change: [],
    mode: [...row.mode, ...row.findings],
    findings: [],
    triggers: [...row.triggers, ...row.behavior],
    behavior: [],
  };
}

/** In still fewer: the revision below its Service. */
function stacked(row: Row): Row {
  return { ...row, service: [...row.service, ...indented(row.revision)], revision: [] };
}
