import type { Json, JsonObject } from '../../src/json.ts';
import { readScale } from '../../src/keda/scale.ts';
import type { SimulateOptions } from '../../src/simulate/prepare.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import type { Simulation } from '../../src/simulate/types.ts';

export interface Case {
  readonly spec: JsonObject;
  readonly annotations?: JsonObject;
  readonly samples?: string | readonly string[];
  readonly options?: Partial<SimulateOptions>;
  /** Of each pod, in cores or bytes. */
  readonly request?: number;
}

/** Simulates a ScaledObject with samples in a table, or several of them. */
export function simulated(given: Case): Simulation {
  const result = attempt(given);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.simulation;
}

export function problemsOf(given: Case): readonly string[] {
  const result = attempt(given);
  return 'problems' in result ? result.problems : [];
}

function attempt({
  spec,
  annotations = {},
  samples,
  options,
  request,
}: Case): ReturnType<typeof simulate> {
  const scaledObject: JsonObject = { metadata: { name: 'demo', annotations }, spec };
  const texts = samples === undefined ? [] : [samples].flat();
  return simulate(
    { id: 'demo', scaledObject, scale: readScale(scaledObject), requestOf: () => request },
    texts.map((text, index) => ({ name: `samples${index === 0 ? '' : index}.csv`, text })),
    { readyAfter: 0, perPod: [], ...options },
  );
}

/** How many run right after a time. */
export function replicasAt({ steps, assumptions }: Simulation, time: number): number {
  return steps.findLast((step) => step.time <= time)?.replicas ?? assumptions.replicas;
}

/** When the number changes, and to what. */
export function changes({ steps }: Simulation): [time: number, replicas: number][] {
  return steps
    .filter(({ from, replicas }) => from !== replicas)
    .map(({ time, replicas }) => [time, replicas]);
}

/** A value that stays until the next one: `[[0, 10], [60, 20]]`, up to the end. */
export function csv(
  column: string,
  values: readonly (readonly [number, number | ''])[],
  end: number,
): string {
  const last = values.at(-1)?.[1] ?? '';
  return [`time,${column}`, ...[...values, [end, last]].map((row) => row.join(',')), ''].join('\n');
}

export function prometheus(threshold: string, more: JsonObject = {}): JsonObject {
  const { metadata, ...rest } = more;
  return {
    type: 'prometheus',
    metadata: { query: 'q', threshold, ...(metadata as JsonObject | undefined) },
    ...rest,
  };
}

export function withBehavior(behavior: JsonObject): Json {
  return { horizontalPodAutoscalerConfig: { behavior } };
}
