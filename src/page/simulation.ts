import type { Simulation } from '../simulate/types.ts';
import { chartOf } from './chart/draw.ts';
import { simulationHeight, simulationOption } from './chart/simulation.ts';
import { simulationText } from './chart/simulation-words.ts';
import { el } from './dom.ts';

/** Draws what a simulation came to above its table, which the page came with. */
export function startSimulation(simulation: Simulation): void {
  const place = document.querySelector('.pictures-of-simulation');
  const chart = chartOf(
    'simulated',
    () => simulationText(simulation),
    (paper) => simulationOption(simulation, paper),
  );
  chart.element.style.height = `${simulationHeight(simulation)}px`;
  place?.prepend(chart.element);
  addScalingsOnly();
}

/** Steps that only hold the replicas can be left out. */
function addScalingsOnly(): void {
  const table = document.querySelector('table.steps');
  const box = el('input', { type: 'checkbox', id: 'scalings' });
  box.addEventListener('change', () => table?.classList.toggle('scalings', box.checked));
  const label = el('label', { class: 'check' }, box, 'Only where the replicas change');
  document.querySelector('.scrolled')?.before(label);
}
