import type { Scale } from '../../keda/scale.ts';
import { mostReplicas } from '../../timeline/recommend.ts';
import { type StepCurve, stepCurves } from '../../timeline/step-curve.ts';
import { type Chart, chartOf } from '../chart/draw.ts';
import { stepsOption } from '../chart/steps.ts';
import { type Steps, stepsText, stepsTitle } from '../chart/steps-words.ts';
import { el } from '../dom.ts';
import { legend, tableOf } from './parts.ts';

/** How many replicas each metric asks for. */
export function stepFigures(scale: Scale, before: Scale | undefined): HTMLElement[] {
  const old = before === undefined ? [] : stepCurves(before);
  return stepCurves(scale).map((curve) => {
    const past = old.find((one) => keyOf(one, before) === keyOf(curve, scale));
    return stepFigure({ scale, curve, ...(past && { before: past }) });
  });
}

function keyOf({ trigger }: StepCurve, scale: Scale | undefined): string {
  const { type, name } = (trigger === undefined ? undefined : scale?.triggers[trigger]) ?? {};
  return trigger === undefined ? 'formula' : `${type} ${name}`;
}

function stepFigure(steps: Steps): HTMLElement {
  const { curve, before } = steps;
  const chart: Chart = chartOf(
    'steps',
    () => stepsText(steps),
    (paper) => stepsOption(steps, paper),
  );
  const isCurve = curve.falling.length > 0;
  const rows = curve.rising.map(({ replicas, label }) => [
    String(replicas),
    label === '' ? 'from the start' : label,
  ]);
  return el(
    'figure',
    { class: 'picture' },
    el('figcaption', {}, el('h3', {}, stepsTitle(steps))),
    chart.element,
    legend([
      ['now', isCurve ? 'load rises' : 'desired'],
      ...(isCurve
        ? ([
            ['falling', 'load falls'],
            ['band', 'tolerance: as it was'],
          ] as const)
        : []),
      ...(before === undefined ? [] : [['before', 'before the change'] as const]),
    ]),
    ...(curve.cut ? [el('p', { class: 'note' }, goesOn(steps))] : []),
    el(
      'details',
      { class: 'data' },
      el('summary', {}, 'As a table'),
      tableOf(['Replicas', 'Where the load rises'], rows),
    ),
  );
}

/** Of a curve that is too long to be drawn. */
function goesOn({ scale }: Steps): string {
  return scale.max >= mostReplicas
    ? 'It goes on like this without an upper limit.'
    : `It goes on like this up to ${scale.max}.`;
}
