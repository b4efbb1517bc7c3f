import { plural } from '../../diagnostics/words.ts';
import type { PageReview } from '../../review/format/html/data.ts';
import { changeText } from '../../review/words/service.ts';
import { el } from '../dom.ts';
import { plainView, type View } from '../view.ts';

type Choice = readonly [value: string, label: string];

export interface Controls {
  readonly element: HTMLElement;
  readonly show: (view: View, shown: number) => void;
}

/** The search box and the filters, of which only those are there that have something to choose from. */
export function controlsFor(review: PageReview, change: (part: Partial<View>) => void): Controls {
  const { services, against, summary } = review;
  const search = el('input', {
    type: 'search',
    id: 'search',
    placeholder: 'Name, metric, query, file …',
  });
  search.addEventListener('input', () => change({ search: search.value }));
  const selects = [
    choice('namespace', 'Namespace', distinct(services.map(({ namespace = '' }) => namespace))),
    choice('change', 'Change', Object.keys(summary.changes ?? {}), (kind) =>
      changeText(kind as never),
    ),
    choice('mode', 'Mode', Object.keys(summary.modes)),
    findingsChoice(review),
  ].filter((select) => select !== undefined);
  for (const select of selects) {
    select.addEventListener('change', () => change({ [select.name]: select.value }));
  }
  const changed = el('input', { type: 'checkbox', id: 'changed' });
  changed.addEventListener('change', () => change({ changed: changed.checked }));
  const count = el('output', { 'aria-live': 'polite', class: 'count' });
  const reset = el('button', { type: 'reset' }, 'Clear');
  const form = el(
    'form',
    { class: 'controls', role: 'search', 'aria-label': 'Services' },
    field(search, 'Search', 'wide'),
    ...selects.map((select) => field(select, select.title)),
    against === undefined ? undefined : el('label', { class: 'check' }, changed, 'Only changed'),
    reset,
    count,
  );
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    const { open: _, sort: __, ...nothing } = plainView(false);
    change(nothing);
  });
  return {
    element: form,
    show: (view, shown) => {
      if (search.value !== view.search) search.value = view.search;
      for (const select of selects) select.value = view[select.name as 'mode'];
      changed.checked = view.changed;
      const all = services.length;
      const allText = plural(all, 'Service');
      count.value = shown === all ? allText : `${shown} of ${allText}`;
    },
  };
}

function field(control: HTMLElement, label: string, width = ''): HTMLElement {
  return el('div', { class: `field ${width}` }, el('label', { for: control.id }, label), control);
}

function choice(
  name: keyof View,
  title: string,
  values: readonly string[],
  labelOf: (value: string) => string = (value) => value,
): HTMLSelectElement | undefined {
  if (values.length < 2) return undefined;
  return selectOf(
    name,
    title,
    values.map((value) => [value, labelOf(value)] as const),
  );
}

function findingsChoice({ summary: { findings } }: PageReview): HTMLSelectElement | undefined {
  const { error, warning, info } = findings;
  if (error + warning + info === 0) return undefined;
  const choices: Choice[] = [['any', 'any']];
  if (error > 0) choices.push(['error', 'errors']);
  if (warning > 0) choices.push(['warning', 'warnings']);
  if (info > 0) choices.push(['info', 'notes']);
  return selectOf('findings', 'Findings', choices);
}

function selectOf(name: keyof View, title: string, choices: readonly Choice[]): HTMLSelectElement {
  const all: Choice = ['', 'all'];
  const options = [all, ...choices].map(([value, label]) => el('option', { value }, label));
  return el('select', { name, id: name, title }, ...options);
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== '').sort();
}
