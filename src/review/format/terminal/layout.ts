import type { Charset } from '../../words/charset.ts';
import { signsOf } from '../../words/charset.ts';
import { type Line, padded } from './line.ts';
import type { Row } from './row.ts';
import { columnWidths, rowLines, titleLine } from './table.ts';
import { wrapped } from './wrap.ts';

/** A row and what stands below it. */
export interface Entry {
  readonly row: Row;
  readonly below: readonly Line[];
}

interface Field {
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

const fields: readonly Field[] = [
  field('service', 'service', 12),
  field('change', 'change', 15),
  field('revision', 'revision', 16),
  field('mode', 'mode', 9),
  { ...field('replicas', 'replicas', 9), title: (charset) => `MIN${signsOf(charset).to}MAX` },
  field('triggers', 'triggers', 24),
  field('behavior', 'behaviour', 20),
  field('findings', 'findings', 10),
];

/**
 * The lines of one group, an empty one at the end. All groups are laid out alike, so that columns
 * stay where they are.
 */
export type Layout = (entries: readonly Entry[]) => readonly Line[];

export function layoutOf(
  entries: readonly Entry[],
  charset: Charset,
  width: number | undefined,
): Layout {
  const table = firstTable(entries, charset, width);
  if (table === undefined) return (group) => group.flatMap((entry) => blockLines(entry, width));
  const rows = new Map(entries.map((entry, at) => [entry, table.rows[at] ?? []]));
  return (group) => [
    table.title,
    ...group.flatMap((entry) => [
      ...(rows.get(entry) ?? []),
      ...indented(entry.below),
      ...(entry.below.length > 0 ? [[]] : []),
    ]),
    ...(group.at(-1)?.below.length === 0 ? [[]] : []),
  ];
}

interface Table {
  readonly title: Line;
  /** Lines of each row. */
  readonly rows: readonly (readonly Line[])[];
}

/** With as many columns as there is room for. */
function firstTable(
  entries: readonly Entry[],
  charset: Charset,
  width: number | undefined,
): Table | undefined {
  for (const arranged of [(row: Row) => row, compact, (row: Row) => stacked(compact(row))]) {
    const table = tableOf(
      entries.map(({ row }) => arranged(row)),
      charset,
      width,
    );
    if (table !== undefined) return table;
  }
  return undefined;
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

/** What stands below a row is this much to the right of it. */
export const belowIndent = 2;

const labelColumns = 11;

/** Where a table has no room: a line for each thing, what it is in front. */
function blockLines({ row, below }: Entry, width: number | undefined): Line[] {
  const room = width === undefined ? undefined : width - labelColumns - 2;
  const lines = fields.flatMap(({ key, label }): Line[] => {
    if (key === 'service') return row[key].flatMap((line) => wrapped(line, width, 2));
    return row[key]
      .flatMap((line) => wrapped(line, room, 2))
      .map((line, at) => [
        { text: '  ' },
        ...padded([{ text: at === 0 ? label : '', style: 'dim' }], labelColumns),
        ...line,
      ]);
  });
  return [...lines, ...indented(below), []];
}

function indented(lines: readonly Line[]): Line[] {
  return lines.map((line) => [{ text: ' '.repeat(belowIndent) }, ...line]);
}
