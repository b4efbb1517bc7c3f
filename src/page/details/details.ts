import { readScale } from '../../keda/scale.ts';
import type { PageService } from '../../review/format/html/data.ts';
import type { FieldChange } from '../../review/types.ts';
import { el } from '../dom.ts';
import type { Row } from '../table/rows.ts';
import { stepFigures } from './step-figures.ts';
import { timelineFigure } from './timeline-figure.ts';
import { yamlSection } from './yaml.ts';

/** Everything about a Service that its row has no room for. */
export function detailsOf({ service, findings }: Row): Node {
  const { scaledObject, change } = service;
  const isGone = change?.kind === 'gone';
  const old = change?.before?.scaledObject;
  const scale = scaledObject && readScale(scaledObject);
  const before = old === undefined || isGone ? undefined : readScale(old);
  const parts = [
    placeOf(service),
    meaningsOf(service),
    findingsOf(findings),
    fieldsOf(change?.fields ?? []),
    scale === undefined
      ? undefined
      : el(
          'div',
          { class: 'pictures' },
          timelineFigure(scale, before),
          ...stepFigures(scale, before),
        ),
    isGone
      ? yamlSection(undefined, scaledObject, 'ScaledObject, which is gone')
      : yamlSection(scaledObject, old, 'ScaledObject'),
  ];
  const content = document.createDocumentFragment();
  content.append(...parts.filter((part) => part !== undefined));
  return content;
}

function placeOf({ kind, id, source, origin, mode, reason }: PageService): HTMLElement {
  const place = `${source.file}:${source.line}:${source.column}`;
  return el(
    'p',
    { class: 'where' },
    `${kind} `,
    el('b', {}, id),
    ' in ',
    el('code', {}, place),
    origin === undefined ? undefined : `, rendered from ${origin}`,
    reason === undefined ? undefined : `, ${mode}: ${reason}`,
  );
}

function meaningsOf({ change }: PageService): HTMLElement | undefined {
  const meanings = change?.meanings ?? [];
  if (meanings.length === 0) return undefined;
  const items = meanings.map(({ level, message }) => {
    const mark = level === 'caution' ? el('span', { class: 'mark' }, 'caution') : undefined;
    return el('li', { class: level }, mark, mark && ' ', message);
  });
  return part('What it means', el('ul', { class: 'meanings' }, ...items));
}

/** The page has them already. */
function findingsOf(findings: readonly HTMLLIElement[]): HTMLElement | undefined {
  if (findings.length === 0) return undefined;
  const copies = findings.map((finding) => {
    const copy = finding.cloneNode(true) as HTMLLIElement;
    copy.querySelector('.about')?.remove();
    return copy;
  });
  return part('Findings', el('ul', { class: 'findings' }, ...copies));
}

function fieldsOf(fields: readonly FieldChange[]): HTMLElement | undefined {
  if (fields.length === 0) return undefined;
  const rows = fields.map(({ path, ...values }) => {
    return el(
      'tr',
      {},
      el('th', { scope: 'row' }, el('code', {}, path)),
      el('td', {}, valueText(values.old, 'del')),
      el('td', {}, valueText(values.new, 'ins')),
    );
  });
  const heads = ['Field', 'Before', 'Now'].map((name) => el('th', { scope: 'col' }, name));
  const table = el(
    'table',
    { class: 'plain fields' },
    el('thead', {}, el('tr', {}, ...heads)),
    el('tbody', {}, ...rows),
  );
  return part('What changes', table);
}

function valueText(value: FieldChange['old'], tag: 'ins' | 'del'): HTMLElement {
  if (value === undefined) return el('span', { class: 'none' }, 'not set');
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 1);
  return el(tag, {}, el('code', {}, text));
}

function part(title: string, ...content: readonly Node[]): HTMLElement {
  return el('section', { class: 'part' }, el('h3', {}, title), ...content);
}
