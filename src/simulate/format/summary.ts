import { type Charset, signsOf } from '../../review/words/charset.ts';
import type { Simulation } from '../types.ts';
import { durationText } from './clock.ts';

/** What it comes to, a line for each thing. */
export function summaryTexts({ summary, scale }: Simulation, charset: Charset): string[] {
  const { min, max, average, replicaHours, scaledUp, scaledDown, atMax, atZero, short } = summary;
  const range = min === max ? String(min) : `${min}${signsOf(charset).to}${max}`;
  return [
    `${range} replicas, ${average} on average, ${replicaHours} replica-hours`,
    `scaled up ${times(scaledUp)}, down ${times(scaledDown)}`,
    ...(atMax > 0 ? [`${durationText(atMax)} at max ${scale.max}`] : []),
    ...(atZero > 0 ? [`${durationText(atZero)} at zero`] : []),
    ...(short > 0 ? [`${durationText(short)} with fewer than the metrics asked for`] : []),
  ];
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}
