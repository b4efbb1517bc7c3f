import { anyCharacter } from '../../review/words/charset.ts';
import { clockOf } from '../../simulate/format/clock.ts';
import { summaryTexts } from '../../simulate/format/summary.ts';
import type { Simulation } from '../../simulate/types.ts';
import { tooltip } from './axes.ts';
import { amountText } from './units.ts';

/** What held where the pointer is, and why. */
export function simulationTip(
  at: number | undefined,
  simulation: Simulation,
): HTMLElement | string {
  if (at === undefined) return '';
  const step = simulation.steps.findLast(({ time }) => time <= at);
  if (step === undefined) return '';
  const clock = clockOf(simulation);
  const change =
    step.from === step.replicas
      ? `${step.replicas} replicas`
      : `${step.from} → ${step.replicas} replicas`;
  return tooltip(change, [
    `since ${clock(step.time)}: ${step.reason}`,
    ...step.metrics.map(
      ({ id, value, desired }) =>
        `${id}: ${value === undefined ? 'missing' : amountText(value, 'count')}${desired === undefined ? '' : ` asks for ${desired}`}`,
    ),
  ]);
}

export function simulationText(simulation: Simulation): string {
  const told = summaryTexts(simulation, anyCharacter).join('; ');
  return `Replicas and metrics of ${simulation.service} over time: ${told}. The table below has each step.`;
}
