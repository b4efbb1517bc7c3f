import { LineChart, type LineSeriesOption } from 'echarts/charts';
import {
  GridComponent,
  type GridComponentOption,
  MarkAreaComponent,
  type MarkAreaComponentOption,
  MarkLineComponent,
  type MarkLineComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
} from 'echarts/components';
import { type ComposeOption, type EChartsType, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type Colors, currentColors } from '../colors.ts';
import { el } from '../dom.ts';
import { onTheme } from '../theme.ts';

use([
  LineChart,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  SVGRenderer,
]);

export type ChartOption = ComposeOption<
  | LineSeriesOption
  | GridComponentOption
  | MarkAreaComponentOption
  | MarkLineComponentOption
  | TooltipComponentOption
>;

export interface Paper {
  readonly colors: Colors;
  /** Too narrow for labels as long as elsewhere. */
  readonly narrow: boolean;
}

export interface Chart {
  readonly element: HTMLElement;
  /** Once more, because what it shows has changed. */
  readonly redraw: () => void;
}

interface Drawn {
  readonly chart: EChartsType;
  readonly redraw: () => void;
}

const drawn = new Set<Drawn>();

onTheme(() => {
  for (const one of drawn) one.redraw();
});

/**
 * A chart that is drawn as soon as it is in the page and has a size, and again when its width or the
 * theme changes. For those who can't see it, `label` says what it shows.
 */
export function chartOf(
  className: string,
  label: () => string,
  optionOf: (paper: Paper) => ChartOption,
): Chart {
  const element = el('div', { class: `chart ${className}`, role: 'img' });
  let one: Drawn | undefined;
  const redraw = (): void => {
    element.ariaLabel = label();
    if (one === undefined) return;
    const option = optionOf({ colors: currentColors(), narrow: element.clientWidth < 520 });
    one.chart.setOption({ ...base(currentColors()), ...option }, { notMerge: true });
  };
  const observer = new ResizeObserver(() => {
    if (!element.isConnected) {
      observer.disconnect();
      if (one !== undefined) drawn.delete(one);
      one?.chart.dispose();
      one = undefined;
      return;
    }
    if (element.clientWidth === 0) return;
    if (one === undefined) {
      one = { chart: init(element, null, { renderer: 'svg' }), redraw };
      drawn.add(one);
    }
    one.chart.resize();
    redraw();
  });
  observer.observe(element);
  element.ariaLabel = label();
  return { element, redraw };
}

function base({ text }: Colors): ChartOption {
  const fontFamily = getComputedStyle(document.body).fontFamily;
  return { animation: false, textStyle: { fontFamily, fontSize: 12, color: text } };
}
