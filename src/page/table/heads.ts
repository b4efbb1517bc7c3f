import { allOf, button } from '../dom.ts';

/** Of these it doesn't help to have them in order. */
const unsorted = new Set(['t', 'b']);

/** Makes the heads of columns sort them: first one way, then the other, then as it was. */
export function addSorting(table: HTMLTableElement, sort: (sort: string) => void): void {
  for (const head of allOf<HTMLTableCellElement>('thead th', table)) {
    const column = head.className;
    if (unsorted.has(column)) continue;
    const next = (): string =>
      ({ ascending: `-${column}`, descending: '' })[head.ariaSort ?? ''] ?? column;
    const name = head.textContent ?? '';
    head.replaceChildren(button(name, () => sort(next())));
  }
}

export function showSorting(table: HTMLTableElement, sort: string): void {
  for (const head of allOf<HTMLTableCellElement>('thead th', table)) {
    const isSorted = sort.replace(/^-/, '') === head.className;
    if (isSorted) head.ariaSort = sort.startsWith('-') ? 'descending' : 'ascending';
    else head.removeAttribute('aria-sort');
  }
}
