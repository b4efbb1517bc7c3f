import { unpackedReview } from '../review/format/html/data.ts';
import type { Packed } from '../review/format/html/pack.ts';
import type { Simulation } from '../simulate/types.ts';
import { startReview } from './review.ts';
import { startSimulation } from './simulation.ts';
import { addThemeChoice } from './theme.ts';

const data: Packed | Simulation = JSON.parse(document.getElementById('data')?.textContent ?? '');
const top = document.querySelector('.top');
if (top !== null) addThemeChoice(top);
if ('shapes' in data) startReview(unpackedReview(data));
else startSimulation(data);
