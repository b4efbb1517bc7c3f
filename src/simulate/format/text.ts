import { painted } from '../../diagnostics/styled.ts';
import type { Paper } from '../../review/format/paper.ts';
import { type Line, type Write, writeIn } from '../../review/format/terminal/line.ts';
import { wrapped } from '../../review/format/terminal/wrap.ts';
import type { Charset } from '../../review/words/charset.ts';
import { replicasText } from '../../review/words/scale.ts';
import { triggerText } from '../../review/words/trigger.ts';
import type { SimulatedTrigger, Simulation } from '../types.ts';
import { replicasChart } from './chart.ts';
import { clockOf, durationText } from './clock.ts';
import { stepLines } from './step-lines.ts';
import { summaryTexts } from './summary.ts';

/** Nothing can be read in less: what is narrower is taken for so wide. */
const narrowest = 20;
const widestChart = 72;
const chartRows = 8;

/** The simulation for people at a terminal. */
export function printSimulation(simulation: Simulation, paper: Paper): string {
  const width =
    paper.width === undefined || paper.width === 0 ? undefined : Math.max(paper.width, narrowest);
  const write = writeIn(paper);
  const text = (lines: readonly string[]): Line[] => lines.map((line) => [write(line)]);
  const lines: readonly Line[] = [
    ...headingLines(simulation, paper, write),
    [],
    ...chartLines(simulation, paper, width),
    [],
    ...stepLines(simulation, paper, width, write),
    [],
    ...text(summaryTexts(simulation, paper)),
  ];
  return lines
    .flatMap((line) => wrapped(line, width, 2))
    .map((line) => `${painted(line, paper.color).trimEnd()}\n`)
    .join('');
}

function headingLines(simulation: Simulation, charset: Charset, write: Write): Line[] {
  const { service, start, duration, assumptions, triggers, scale } = simulation;
  const { replicas, readyAfter } = assumptions;
  const when = start === undefined ? '' : ` from ${start}`;
  const ready = readyAfter === 0 ? '' : `, pods ready after ${readyAfter} s`;
  const limits = replicasText(scale, charset);
  return [
    [
      write(service, 'bold'),
      write(`  ${durationText(duration)}${when}, limits ${limits}, ${replicas} at first${ready}`),
    ],
    ...triggers.map(
      (trigger): Line => [write(`  ${trigger.id}: `, 'dim'), write(aboutText(trigger, charset))],
    ),
  ];
}

function aboutText({ trigger, request, perPod }: SimulatedTrigger, charset: Charset): string {
  const unit =
    request === undefined ? '' : `, of which a pod requests ${Number(request.toPrecision(6))}`;
  return `${triggerText(trigger, charset)}${unit}${perPod ? ', samples are per pod' : ''}`;
}

/** As wide as there is room, and times below. */
function chartLines(simulation: Simulation, paper: Paper, width: number | undefined): Line[] {
  const label = String(simulation.summary.max).length + 2;
  const columns = Math.min(widestChart, (width ?? widestChart + label) - label);
  const rows = Math.min(chartRows, Math.max(2, simulation.summary.max));
  const clock = clockOf(simulation);
  const [first, last] = [clock(0), clock(simulation.duration)];
  const gap = Math.max(1, columns - first.length - last.length);
  const times = first.length + last.length < columns ? `${first}${' '.repeat(gap)}${last}` : first;
  return [
    ...replicasChart(simulation, { columns, rows }, paper).map((text): Line => [{ text }]),
    [{ text: `${' '.repeat(label)}${times}`, style: 'dim' }],
  ];
}
