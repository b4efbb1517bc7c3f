import type { Row } from './rows.ts';

type Key = string | number;

const changes = ['gone', 'new', 'revision', 'scaling', 'same'];
const severities = ['error', 'warning', 'info'];

/** By the class of a column: what its rows are sorted by, the gravest first where there is a gravest. */
const keys: Readonly<Record<string, (row: Row) => Key>> = {
  s: ({ service }) => service.name,
  n: ({ service }) => service.id,
  c: ({ service }) => changes.indexOf(service.change?.kind ?? 'same'),
  x: ({ element }) => -greatest(textOf(element, 'x')),
  f: ({ findings }) => -gravity(findings),
};

/** A copy in the order of a column; `-` in front turns it round. Without a column as it was. */
export function sorted(rows: readonly Row[], sort: string): readonly Row[] {
  const column = sort.replace(/^-/, '');
  if (column === '') return rows;
  const keyOf = keys[column] ?? (({ element }) => textOf(element, column));
  const direction = sort.startsWith('-') ? -1 : 1;
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  return keyed.sort((a, b) => direction * compare(a.key, b.key)).map(({ row }) => row);
}

const collator = new Intl.Collator('en', { numeric: true });

function compare(a: Key, b: Key): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}

function textOf(row: Element, column: string): string {
  return row.querySelector(`:scope > .${column}`)?.textContent ?? '';
}

/** The upper limit: rows without one come last, none at all first. */
function greatest(replicas: string): number {
  if (replicas === '') return -1;
  return replicas.includes('∞')
    ? Number.MAX_VALUE
    : Number(/(\d+)(?=\D|$)(?!.*–)/.exec(replicas)?.[1]);
}

/** One error counts more than all warnings. */
function gravity(findings: readonly Element[]): number {
  return findings.reduce((sum, { classList }) => {
    const at = severities.findIndex((severity) => classList.contains(severity));
    return sum + 1000 ** (2 - at);
  }, 0);
}
