import { button, el } from '../dom.ts';

export function tableOf(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): HTMLElement {
  const head = el('tr', {}, ...heads.map((name) => el('th', { scope: 'col' }, name)));
  const body = rows.map((row) => el('tr', {}, ...row.map((text) => el('td', {}, text))));
  return el('table', { class: 'plain' }, el('thead', {}, head), el('tbody', {}, ...body));
}

/** Few values side by side, more in a list; nothing where there is no choice. */
export function choiceOf(
  label: string,
  values: readonly string[],
  chosen: string,
  choose: (value: string) => void,
): HTMLElement | undefined {
  if (values.length < 2) return el('span', { class: 'only' }, chosen);
  if (label === 'Time zone') {
    const select = el(
      'select',
      { 'aria-label': label },
      ...values.map((value) => el('option', { value }, value)),
    );
    select.value = chosen;
    select.addEventListener('change', () => choose(select.value));
    return select;
  }
  const group = el('span', { class: 'segmented', role: 'group', 'aria-label': label });
  const buttons = values.map((value) =>
    button(value, () => {
      show(value);
      choose(value);
    }),
  );
  const show = (value: string): void => {
    for (const one of buttons) one.setAttribute('aria-pressed', String(one.textContent === value));
  };
  show(chosen);
  group.append(...buttons);
  return group;
}

/** What the lines and grounds of a chart mean. */
export function legend(entries: readonly (readonly [kind: string, text: string])[]): HTMLElement {
  return el(
    'ul',
    { class: 'legend' },
    ...entries.map(([kind, text]) =>
      el('li', {}, el('i', { class: kind, 'aria-hidden': 'true' }), text),
    ),
  );
}
