export { sideOf } from '../review/side.ts';
export { printSimulationJson } from './format/json.ts';
export { printSimulation } from './format/text.ts';
export { readSimulateOptions } from './options.ts';
export type { SampleText } from './samples/types.ts';
export { findSimulated } from './select.ts';
export { simulate } from './simulate.ts';
export { subjectOf } from './subject.ts';
export type { Simulation } from './types.ts';
