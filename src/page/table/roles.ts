/** Rows are laid out as grids, and not every browser still takes them for rows then. */
const roles: Readonly<Record<string, string>> = {
  table: 'table',
  thead: 'rowgroup',
  tbody: 'rowgroup',
  tr: 'row',
  td: 'cell',
};

export function addRoles(table: HTMLTableElement): void {
  for (const element of [table, ...table.querySelectorAll('thead, tbody, tr, td')]) {
    element.setAttribute('role', roles[element.localName] ?? '');
  }
  for (const head of table.querySelectorAll('th')) {
    head.setAttribute('role', head.scope === 'row' ? 'rowheader' : 'columnheader');
  }
}
