import type { Colors } from '../colors.ts';
import { el } from '../dom.ts';

/** What both axes of all charts look like. */
export function axisLook({ muted, line }: Colors): object {
  return {
    type: 'value',
    axisLine: { show: true, lineStyle: { color: line } },
    axisTick: { show: true, lineStyle: { color: line } },
    axisLabel: { color: muted, fontSize: 11, hideOverlap: true },
    splitLine: { lineStyle: { color: line, opacity: 0.6 } },
    axisPointer: { snap: false },
  };
}

/** Tooltips are made of text nodes: what they say comes from manifests. */
export function tooltipLook({ surface, text, line }: Colors): object {
  return {
    trigger: 'axis',
    confine: true,
    backgroundColor: surface,
    borderColor: line,
    padding: [6, 10],
    textStyle: { color: text, fontSize: 12 },
    axisPointer: { type: 'line', snap: false, lineStyle: { color: text, opacity: 0.4 } },
  };
}

export function tooltip(title: string, lines: readonly string[]): HTMLElement {
  return el(
    'div',
    { class: 'tip' },
    el('b', {}, title),
    ...lines.map((line) => el('div', {}, line)),
  );
}

/** Where on the axis the pointer is. */
export function pointerAt(params: unknown): number | undefined {
  const first: unknown = Array.isArray(params) ? params[0] : params;
  if (typeof first !== 'object' || first === null || !('axisValue' in first)) return undefined;
  const value = Number(first.axisValue);
  return Number.isFinite(value) ? value : undefined;
}

/**
 * What the tooltip follows: without, it would stand at the nearest step, however far away that is.
 */
export function probeSeries(from: number, to: number): object {
  const count = 300;
  const data = Array.from({ length: count + 1 }, (_, at) => [from + ((to - from) * at) / count, 0]);
  return { type: 'line', data, symbol: 'none', silent: true, lineStyle: { opacity: 0 } };
}

/** A line with its name at the right end, just inside of the plot. */
function limitLine(at: number, name: string, isBelow: boolean, { muted }: Colors): object {
  const position = isBelow ? 'insideEndBottom' : 'insideEndTop';
  return {
    yAxis: at,
    name,
    label: { show: true, formatter: '{b}', position, color: muted, fontSize: 11 },
    lineStyle: { color: muted, type: [2, 4], width: 1 },
  };
}

/** The least and the most, and where nothing limits that; the names don't stand in each other's way. */
export function limitLines(
  limits: readonly (readonly [at: number, name: string])[],
  top: number,
  colors: Colors,
): object {
  const data = limits.map(([at, name]) =>
    limitLine(at, name, name.startsWith('min') && at > top * 0.08, colors),
  );
  return { silent: true, symbol: 'none', data };
}

/** A little above the greatest number that is drawn, so that its label has room. */
export function headroom(greatest: number): number {
  const room = Math.max(greatest * 1.18, greatest + 1);
  const step = 10 ** Math.floor(Math.log10(room)) / 2;
  return step < 1 ? Math.ceil(room) : Math.ceil(room / step) * step;
}
