import type { Charset } from '../../words/charset.ts';
import { signsOf } from '../../words/charset.ts';
import { type Line, padded } from './line.ts';
import type { Row } from './row.ts';
import { type Column, columnWidths, rowLines, titleLine } from './table.ts';
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
}

const field = (key: keyof Row, label: string, least: number): Field => ({
  key,
  label,
  title: () => label.toUpperCase(),
  least,
});

const fields: readonly Field[] = [
  field('service', 'service', 30),
  field('change', 'change', 15),
  field('revision', 'revision', 24),
  field('mode', 'mode', 9),
  {
    ...field('replicas', 'replicas', 12),
    title: (charset) => `MIN${signsOf(charset).to}MAX`,
  },
  field('triggers', 'triggers', 26),
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
  const used = fields.filter(({ key }) => entries.some(({ row }) => row[key].length > 0));
  const columns: Column[] = used.map(({ title, least }) => ({ title: title(charset), least }));
  const cells = ({ row }: Entry): Row[keyof Row][] => used.map(({ key }) => row[key]);
  const widths = columnWidths(columns, entries.map(cells), width);
  if (widths === undefined) return (group) => group.flatMap((entry) => blockLines(entry, width));
  return (group) => [
    titleLine(columns, widths),
    ...group.flatMap((entry) => [
      ...rowLines(cells(entry), widths),
      ...indented(entry.below),
      ...(entry.below.length > 0 ? [[]] : []),
    ]),
    ...(group.at(-1)?.below.length === 0 ? [[]] : []),
  ];
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
