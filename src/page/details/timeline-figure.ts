import type { Scale } from '../../keda/scale.ts';
import { replicaRange } from '../../timeline/replica-range.ts';
import { clockText, type Length, periodOf, viewerZone } from '../chart/days.ts';
import { chartOf } from '../chart/draw.ts';
import { timelineHeight, timelineOption } from '../chart/timeline.ts';
import { levelText, type Timeline, timelineText } from '../chart/timeline-words.ts';
import { el } from '../dom.ts';
import { choiceOf, legend, tableOf } from './parts.ts';

/** When replicas can be how many: by the clocks of a zone, over a day or a week. */
export function timelineFigure(scale: Scale, before: Scale | undefined): HTMLElement {
  const zones = zonesOf(scale);
  let zone = zones[0] ?? 'UTC';
  let length: Length = lengthFor(scale, zone);
  const timeline = (): Timeline => {
    const period = periodOf(length, zone, Date.now());
    return { scale, ...(before && { before }), period, length, zone };
  };
  const chart = chartOf(
    'timeline',
    () => timelineText(timeline()),
    (paper) => timelineOption(timeline(), paper),
  );
  chart.element.style.height = `${timelineHeight(timeline())}px`;
  const data = el('div');
  const show = (): void => {
    chart.redraw();
    data.replaceChildren(timelineTable(timeline()));
  };
  const lengths = choiceOf('Length', ['day', 'week'], length, (chosen) => {
    length = chosen === 'week' ? 'week' : 'day';
    show();
  });
  const zoneChoice = choiceOf('Time zone', zones, zone, (chosen) => {
    zone = chosen;
    show();
  });
  show();
  return el(
    'figure',
    { class: 'picture wide' },
    el(
      'figcaption',
      {},
      el('h3', {}, 'Replicas over time'),
      el('span', { class: 'choices' }, lengths, zoneChoice),
    ),
    chart.element,
    legend([
      ['range', 'between least and most'],
      ...(before === undefined ? [] : [['before', 'before the change'] as const]),
    ]),
    el('p', { class: 'note' }, ...notesOf(timeline())),
    el('details', { class: 'data' }, el('summary', {}, 'As a table'), data),
  );
}

function notesOf({ scale, period }: Timeline): string[] {
  const { notes } = replicaRange(scale, period.from, period.to);
  const crons = scale.triggers.filter(({ cron }) => cron !== undefined).length;
  const overlap = crons > 1 ? ['Where triggers overlap the highest wins. '] : [];
  return [...overlap, ...notes.map(({ message }) => `${message}. `)];
}

function timelineTable({ scale, period, length, zone }: Timeline): HTMLElement {
  const { segments } = replicaRange(scale, period.from, period.to);
  const rows = segments.map(({ start, end, low, high }) => [
    clockText(start, zone, length),
    clockText(end, zone, length),
    levelText(low, high),
  ]);
  return tableOf(['From', 'Until', 'Replicas'], rows);
}

function zonesOf({ triggers }: Scale): string[] {
  const given = triggers.flatMap(({ cron }) => (cron === undefined ? [] : [cron.timezone]));
  return [...new Set([...given, viewerZone(), 'UTC'])].filter((zone) => zone !== '');
}

/** A week where today is like no other day. */
function lengthFor(scale: Scale, zone: string): Length {
  const { from, to } = periodOf('week', zone, Date.now());
  const day = periodOf('day', zone, Date.now());
  const isQuiet = replicaRange(scale, day.from, day.to).segments.length === 1;
  return isQuiet && replicaRange(scale, from, to).segments.length > 1 ? 'week' : 'day';
}
