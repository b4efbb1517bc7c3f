import { button } from './dom.ts';

const themes = ['auto', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

const key = 'revcast.theme';
const changed = new Set<() => void>();

/** What is drawn in colours that styles don't reach has to be drawn again. */
export function onTheme(redraw: () => void): void {
  changed.add(redraw);
}

/** Adds the choice between what the system wants, light and dark; it is kept where that is allowed. */
export function addThemeChoice(place: Element): void {
  const group = document.createElement('div');
  group.className = 'theme';
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', 'Theme');
  const buttons = themes.map((theme) => button(theme, () => choose(theme, true)));
  group.append(...buttons);
  place.append(group);
  const choose = (theme: Theme, isKept: boolean): void => {
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    buttons.forEach((one, at) => {
      one.setAttribute('aria-pressed', String(themes[at] === theme));
    });
    if (isKept) keep(theme);
    for (const redraw of changed) redraw();
  };
  choose(kept(), false);
  printLight();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    for (const redraw of changed) redraw();
  });
}

/** On paper all is in light colours, also what is drawn. */
function printLight(): void {
  let chosen: string | undefined;
  const { dataset } = document.documentElement;
  const redraw = (): void => {
    for (const one of changed) one();
  };
  addEventListener('beforeprint', () => {
    chosen = dataset.theme;
    dataset.theme = 'light';
    redraw();
  });
  addEventListener('afterprint', () => {
    if (chosen === undefined) delete dataset.theme;
    else dataset.theme = chosen;
    redraw();
  });
}

/** Storage can be forbidden, to a file above all. */
function kept(): Theme {
  try {
    const theme = localStorage.getItem(key);
    return themes.find((one) => one === theme) ?? 'auto';
  } catch {
    return 'auto';
  }
}

function keep(theme: Theme): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // It holds until the page is closed.
  }
}
