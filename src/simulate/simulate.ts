import { dateOf } from '../timeline/civil.ts';
import { version } from '../version.ts';
import { type Prepared, prepare, type SimulateOptions } from './prepare.ts';
import { replay, syncPeriod } from './run.ts';
import type { SampleText, Unreadable } from './samples/types.ts';
import type { Subject } from './subject.ts';
import type { Simulation } from './types.ts';

export interface Simulated {
  readonly simulation: Simulation;
  /** Columns of the samples that are of no trigger. */
  readonly unused: readonly string[];
}

/** Replays what the HPA and KEDA do with recorded metrics. */
export function simulate(
  subject: Subject,
  texts: readonly SampleText[],
  options: SimulateOptions,
): Simulated | Unreadable {
  const prepared = prepare(subject, texts, options);
  if ('problems' in prepared) return prepared;
  return { simulation: simulationOf(subject.id, prepared), unused: prepared.unused };
}

function simulationOf(
  service: string,
  { plan, period, isAbsolute, triggers }: Prepared,
): Simulation {
  const { steps, asked, summary } = replay(plan);
  return {
    apiVersion: 'revcast.dev/v1',
    kind: 'Simulation',
    revcast: version,
    service,
    ...(isAbsolute && { start: rfc3339(period.start) }),
    duration: plan.duration,
    scale: plan.scale,
    assumptions: { replicas: plan.replicas, readyAfter: plan.readyAfter, syncPeriod },
    triggers,
    steps,
    asked,
    summary,
  };
}

/** In UTC, to the second or, where there are any, the milliseconds. */
export function rfc3339(seconds: number): string {
  const { year, month, day } = dateOf(Math.floor(seconds / 86400));
  const ofDay = seconds - Math.floor(seconds / 86400) * 86400;
  const [hour, minute] = [Math.floor(ofDay / 3600), Math.floor(ofDay / 60) % 60];
  const second = (Math.floor((ofDay % 60) * 1000) / 1000).toFixed(3).replace(/\.?0+$/, '') || '0';
  const padded = (value: number | string): string => String(value).padStart(2, '0');
  const [whole = '0', fraction] = second.split('.');
  const clock = `${padded(hour)}:${padded(minute)}:${padded(whole)}`;
  const date = `${String(year).padStart(4, '0')}-${padded(month)}-${padded(day)}`;
  return `${date}T${clock}${fraction === undefined ? '' : `.${fraction}`}Z`;
}
