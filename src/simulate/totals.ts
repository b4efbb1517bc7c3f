import type { Plan } from './plan.ts';
import type { Step, Summary } from './types.ts';

export interface Totals {
  readonly add: (step: Step) => void;
  readonly end: () => Summary;
}

/** Sums up what runs over time. */
export function newTotals({ replicas, duration, scale }: Plan): Totals {
  const seconds = { replicas: 0, atMax: 0, atZero: 0, short: 0 };
  const counts = { scaledUp: 0, scaledDown: 0 };
  let [time, running, asked] = [0, replicas, 0];
  let [min, max] = [replicas, replicas];
  const pass = (until: number): void => {
    const passed = until - time;
    seconds.replicas += running * passed;
    if (running >= scale.max) seconds.atMax += passed;
    if (running === 0) seconds.atZero += passed;
    if (running < asked) seconds.short += passed;
    time = until;
  };
  return {
    add: (step) => {
      pass(step.time);
      running = step.replicas;
      if (running > step.from) counts.scaledUp += 1;
      if (running < step.from) counts.scaledDown += 1;
      [min, max] = [Math.min(min, running), Math.max(max, running)];
      if (step.by === 'hpa') asked = step.desired ?? asked;
      if (running === 0) asked = 0;
    },
    end: () => {
      pass(duration);
      const average = duration === 0 ? running : seconds.replicas / duration;
      return {
        min,
        max,
        average: rounded(average),
        replicaHours: rounded(seconds.replicas / 3600),
        ...counts,
        atMax: seconds.atMax,
        atZero: seconds.atZero,
        short: seconds.short,
      };
    },
  };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
