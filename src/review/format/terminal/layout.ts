import type { Charset } from '../../words/charset.ts';
import { indented, type Line, padded } from './line.ts';
import type { Row } from './row.ts';
import { bestTable, fields } from './tables.ts';
import { wrapped } from './wrap.ts';

/** A row and what stands below it. */
export interface Entry {
  readonly row: Row;
  readonly below: readonly Line[];
}

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
  const table = bestTable(
    entries.map(({ row }) => row),
    charset,
    width,
  );
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
