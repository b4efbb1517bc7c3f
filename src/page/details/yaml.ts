import { diffLines } from 'diff';
import type { JsonObject } from '../../json.ts';
import { emitYaml } from '../../manifest/emit.ts';
import { button, el } from '../dom.ts';
import { choiceOf } from './parts.ts';

/** The ScaledObject, and how it differs from what it was. */
export function yamlSection(
  now: JsonObject | undefined,
  before: JsonObject | undefined,
  title: string,
): HTMLElement | undefined {
  const [text, old] = [yamlOf(now), yamlOf(before)];
  if (text === '' && old === '') return undefined;
  const views = new Map<string, () => HTMLElement>();
  if (before !== undefined && old !== text) views.set('changes', () => diffView(old, text));
  if (text !== '') views.set('whole', () => el('pre', { tabindex: '0' }, el('code', {}, text)));
  const place = el('div', { class: 'yaml' });
  const [first = ''] = views.keys();
  const show = (view: string): void => place.replaceChildren(views.get(view)?.() ?? '');
  show(first);
  const choice =
    views.size > 1 ? choiceOf('What is shown', [...views.keys()], first, show) : undefined;
  const actions = el(
    'span',
    { class: 'choices' },
    choice,
    text === '' ? undefined : copyButton(text),
  );
  return el(
    'section',
    { class: 'part' },
    el('div', { class: 'head' }, el('h3', {}, title), actions),
    place,
  );
}

function yamlOf(object: JsonObject | undefined): string {
  return object === undefined ? '' : emitYaml(object);
}

/** Told by signs as well as by colour. */
function diffView(old: string, text: string): HTMLElement {
  const lines = diffLines(old, text).flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => {
        if (added) return el('ins', {}, el('i', { 'aria-hidden': 'true' }, '+'), `${line}\n`);
        if (removed) return el('del', {}, el('i', { 'aria-hidden': 'true' }, '−'), `${line}\n`);
        return el('span', {}, el('i', { 'aria-hidden': 'true' }, ' '), `${line}\n`);
      }),
  );
  return el('pre', { class: 'diff', tabindex: '0' }, el('code', {}, ...lines));
}

/** A page from a file may not use the clipboard everywhere: then the text is selected to be copied. */
function copyButton(text: string): HTMLButtonElement {
  const copy = button('Copy', () => {
    write(text).then(
      () => said('Copied'),
      () => said('Not allowed here'),
    );
  });
  const said = (words: string): void => {
    copy.textContent = words;
    setTimeout(() => {
      copy.textContent = 'Copy';
    }, 1500);
  };
  copy.setAttribute('aria-live', 'polite');
  return copy;
}

async function write(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) {
    const done = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    if (done) return;
  }
  const area = el('textarea', { 'aria-hidden': 'true', class: 'offscreen' });
  area.value = text;
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand('copy');
  area.remove();
  if (!isCopied) throw new Error('the browser forbids it');
}
