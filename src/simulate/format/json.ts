import type { Simulation } from '../types.ts';

/** The document as it is. */
export function printSimulationJson(simulation: Simulation): string {
  return `${JSON.stringify(simulation, null, 2)}\n`;
}
