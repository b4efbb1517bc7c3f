import type { Review, ServiceReview } from '../../types.ts';
import { changeText } from '../../words/service.ts';
import { behaviorCell, modeCell, replicasCell, revisionCell, triggersCell } from './cells.ts';
import { code } from './escape.ts';
import { cautionsOf, isTold, rankOf } from './rank.ts';
import { fitting, leftText } from './room.ts';

/** What is changed and how, or without anything to compare with how everything scales. */
export function tables(review: Review, room: number): string {
  const told = review.services.filter(isTold);
  const head = review.against === undefined ? plainHead : changeHead;
  const row = review.against === undefined ? plainRow : changeRow;
  const heading = (service: ServiceReview): { group: string; size: number } => {
    const group = review.against === undefined ? (service.namespace ?? '') : '';
    return { group, size: titled(review, group).length + head.length };
  };
  const size = (service: ServiceReview): number => row(service).length;
  const { shown, left } = fitting(told, room, { rank: rankOf(review), size, heading });
  const groups = [...new Set(shown.map((service) => heading(service).group))];
  const text = groups.map((group) => {
    const rows = shown.filter((service) => heading(service).group === group).map(row);
    return `${titled(review, group)}${head}${rows.join('')}\n`;
  });
  return text.join('') + leftText(left, 'Service');
}

const plainHead = head('Service', 'Mode', 'Revision', 'Replicas', 'Triggers', 'Behaviour');
const changeHead = head('Service', 'Change', 'Revision', 'Replicas', 'Triggers');

function titled({ against }: Review, namespace: string): string {
  return against === undefined && namespace !== '' ? `#### ${code(namespace)}\n\n` : '';
}

function plainRow(service: ServiceReview): string {
  return cells(
    nameCell(service, service.name),
    modeCell(service),
    revisionCell(service),
    replicasCell(service),
    triggersCell(service),
    behaviorCell(service),
  );
}

function changeRow(service: ServiceReview): string {
  const { change } = service;
  const kind = change?.kind ?? 'same';
  const before = kind === 'gone' ? undefined : change?.before;
  return cells(
    `${cautionsOf(service).length > 0 ? '⚠️ ' : ''}${nameCell(service, service.id)}`,
    changeCell(service),
    revisionCell(service, before ?? service),
    replicasCell(service, before),
    triggersCell(service, before),
  );
}

/** The mode, too, where it changes. Of what has errors nobody knows whether a revision comes. */
function changeCell({ change, ...service }: ServiceReview): string {
  const { kind = 'same', before } = change ?? {};
  const mode = modeCell(service, kind === 'gone' ? undefined : before);
  const isRefused = service.mode === 'refused' && kind !== 'gone';
  const what = isRefused && kind !== 'new' ? [] : [changeText(kind)];
  return [...what, ...(isRefused || mode.includes('→') ? [mode] : [])].join('<br>');
}

function nameCell({ kind }: ServiceReview, name: string): string {
  return `${code(name)}${kind === 'Configuration' ? ' Configuration' : ''}`;
}

function head(...titles: readonly string[]): string {
  return `${cells(...titles)}${cells(...titles.map(() => '---'))}`;
}

function cells(...texts: readonly string[]): string {
  return `| ${texts.join(' | ')} |\n`;
}
