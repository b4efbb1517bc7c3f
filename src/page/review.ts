import type { PageReview } from '../review/format/html/data.ts';
import { detailsOf } from './details/details.ts';
import { controlsFor } from './table/controls.ts';
import { addSorting, showSorting } from './table/heads.ts';
import { openingOf } from './table/opening.ts';
import { addRoles } from './table/roles.ts';
import { fits, rowsOf } from './table/rows.ts';
import { sorted } from './table/sort.ts';
import { hashOf, plainView, type View, viewOf } from './view.ts';

/** Makes the table that the page came with one that can be searched, sorted and opened. */
export function startReview(review: PageReview): void {
  const table = document.querySelector<HTMLTableElement>('table.services');
  const body = table?.tBodies[0];
  if (table === null || body === undefined) return;
  const rows = rowsOf(review, table);
  const plain = plainView(rows.some(({ service }) => hasChanged(service.change?.kind)));
  let view = viewOf(location.hash, plain);
  let order = '';

  const change = (part: Partial<View>): void => {
    view = { ...view, ...part };
    const hash = hashOf(view, plain);
    const { pathname, search } = location;
    history.replaceState(null, '', hash === '' ? pathname + search : `#${hash}`);
    show();
  };
  const setOpen = (id: string, isOpen: boolean): void => {
    const others = view.open.filter((other) => other !== id);
    change({ open: isOpen ? [...others, id] : others });
  };
  const openings = new Map(
    rows.map((row, at) => {
      const { id } = row.service;
      const opening = openingOf(
        row,
        at,
        () => detailsOf(row),
        (isOpen) => setOpen(id, isOpen),
      );
      return [row, opening];
    }),
  );
  const controls = controlsFor(review, change);
  table.before(controls.element);
  addRoles(table);
  addSorting(table, (sort) => change({ sort }));

  function show(): void {
    let shown = 0;
    for (const row of rows) {
      const isShown = fits(row, view);
      if (isShown) shown += 1;
      row.element.hidden = !isShown;
      openings.get(row)?.set(isShown && view.open.includes(row.service.id));
    }
    if (order !== view.sort) {
      order = view.sort;
      const elements = sorted(rows, order).flatMap((row) => openings.get(row)?.elements() ?? []);
      body?.replaceChildren(...elements);
    }
    if (table !== null) showSorting(table, view.sort);
    table?.classList.toggle('empty', shown === 0);
    controls.show(view, shown);
  }

  /** What a link leads to is shown, whatever the filters say. */
  const arrive = (id: string): void => {
    const row = rows.find(({ service }) => service.id === id);
    if (row === undefined) return;
    const isShown = fits(row, view);
    if (!isShown) view = { ...plainView(false), sort: view.sort, open: view.open };
    setOpen(id, true);
    openings.get(row)?.focus();
  };
  const follow = (): void => {
    view = viewOf(location.hash, plain);
    show();
    const [first] = view.open;
    if (first !== undefined) arrive(first);
  };
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a.to') : null;
    const [id] = viewOf(link?.getAttribute('href') ?? '', plain).open;
    if (link === null || id === undefined) return;
    event.preventDefault();
    arrive(id);
  });
  addEventListener('hashchange', follow);
  follow();
}

function hasChanged(kind: string | undefined): boolean {
  return kind !== undefined && kind !== 'same';
}
