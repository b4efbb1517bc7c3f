import { el } from '../dom.ts';
import type { Row } from './rows.ts';

/** Opens and closes the details of a Service in a row of their own below its row. */
export interface Opening {
  readonly isOpen: () => boolean;
  readonly set: (isOpen: boolean) => void;
  /** What goes where the Service goes. */
  readonly elements: () => Element[];
  readonly focus: () => void;
}

export function openingOf(
  { element, service }: Row,
  at: number,
  contents: () => Node,
  changed: (isOpen: boolean) => void,
): Opening {
  const id = `details-${at}`;
  const head = element.cells[0] ?? el('th');
  const toggle = el('button', { type: 'button', class: 'open', 'aria-expanded': 'false' });
  toggle.append(...head.childNodes);
  head.append(toggle);
  let details: HTMLTableRowElement | undefined;
  const isOpen = (): boolean => details?.isConnected ?? false;
  const made = (): HTMLTableRowElement => {
    const region = el('div', { role: 'region', 'aria-label': `Details of ${service.id}`, id });
    region.append(contents());
    const cell = el('td', { role: 'cell', colspan: String(element.cells.length) }, region);
    const row = el('tr', { role: 'row', class: 'details' }, cell);
    row.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      changed(false);
      toggle.focus();
    });
    return row;
  };
  toggle.addEventListener('click', () => changed(!isOpen()));
  element.addEventListener('click', ({ target }) => {
    const isOther = target instanceof Element && target.closest('a, button') !== null;
    if (!isOther && getSelection()?.isCollapsed !== false) changed(!isOpen());
  });
  return {
    isOpen,
    set: (open) => {
      if (open === isOpen()) return;
      toggle.ariaExpanded = String(open);
      element.classList.toggle('opened', open);
      if (!open) {
        details?.remove();
        details = undefined;
        toggle.removeAttribute('aria-controls');
        return;
      }
      details = made();
      toggle.setAttribute('aria-controls', id);
      element.after(details);
    },
    elements: () => (details === undefined ? [element] : [element, details]),
    focus: () => {
      toggle.focus({ preventScroll: true });
      element.scrollIntoView({ block: 'start' });
    },
  };
}
