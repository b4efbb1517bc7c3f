import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { changes, csv, problemsOf, prometheus, replicasAt, simulated } from './simulated.ts';

interface Recorded {
  readonly scaledObject: {
    readonly metadata: { readonly annotations: JsonObject };
    readonly spec: JsonObject;
  };
  readonly samples: string;
  readonly replicas: number;
  readonly readyAfter: number;
  /** When the number changed, and to what. */
  readonly expected: readonly (readonly [number, number])[];
}

/**
 * What KEDA v2.21.0 (its fallback, its executor and its formulas, with expr-lang) did together with
 * the HPA controller of Kubernetes v1.37.2, all with one clock, for ScaledObjects and metrics drawn
 * by chance.
 */
const recorded = readFileSync(join(import.meta.dirname, 'recorded/keda.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);

describe('KEDA and the HPA, recorded', () => {
  test.each(recorded.map((scenario, index) => [index, scenario] as const))(
    'do the same in scenario %i',
    (_, { scaledObject, samples, expected, ...options }) => {
      const { metadata, spec } = scaledObject;
      const simulation = simulated({
        spec,
        annotations: metadata.annotations,
        samples,
        request: 0.25,
        options,
      });
      expect(changes(simulation)).toEqual(expected);
    },
  );
});

describe('to zero and back', () => {
  const spec: JsonObject = {
    pollingInterval: 30,
    cooldownPeriod: 120,
    triggers: [prometheus('10', { metadata: { activationThreshold: '3' } })],
  };

  test('KEDA activates above the activation threshold, and deactivates after the cooldown', () => {
    const samples = csv(
      'prometheus',
      [
        [0, 0],
        [100, 3],
        [200, 4],
        [400, 2],
      ],
      900,
    );
    const simulation = simulated({ spec, samples });
    expect(changes(simulation)).toEqual([
      [210, 1],
      [510, 0],
    ]);
    expect(simulation.steps.map(({ cause }) => cause)).toEqual([
      'idle',
      'activated',
      'cooldown',
      'deactivated',
    ]);
    expect(simulation.summary).toMatchObject({
      min: 0,
      max: 1,
      scaledUp: 1,
      scaledDown: 1,
      atZero: 600,
    });
  });

  test('one that is new waits for its initial cooldown', () => {
    const samples = csv('prometheus', [[0, 0]], 300);
    const late = { ...spec, initialCooldownPeriod: 90 };
    expect(changes(simulated({ spec: late, samples, options: { replicas: 2 } }))).toEqual([
      [90, 0],
    ]);
  });

  test('idle replicas stand between zero and the minimum', () => {
    const idle = { ...spec, minReplicaCount: 3, idleReplicaCount: 0 };
    const samples = csv(
      'prometheus',
      [
        [0, 0],
        [60, 5],
        [120, 0],
      ],
      600,
    );
    expect(changes(simulated({ spec: idle, samples, options: { replicas: 0 } }))).toEqual([
      [60, 3],
      [210, 0],
    ]);
  });

  test('cpu alone keeps it from zero', () => {
    const cpu = { type: 'cpu', metricType: 'Utilization', metadata: { value: '50' } };
    const simulation = simulated({
      spec: { minReplicaCount: 0, triggers: [cpu] },
      samples: csv('cpu', [[0, 0]], 900),
      request: 1,
      options: { replicas: 1 },
    });
    expect(changes(simulation)).toEqual([]);
  });
});

describe('when samples are missing', () => {
  const spec: JsonObject = {
    minReplicaCount: 1,
    maxReplicaCount: 20,
    triggers: [prometheus('10')],
  };
  const samples = csv(
    'prometheus',
    [
      [0, 50],
      [300, ''],
      [900, 50],
    ],
    1200,
  );
  const options = { replicas: 5 };

  test('without a fallback nothing changes', () => {
    const simulation = simulated({ spec, samples, options });
    expect(changes(simulation)).toEqual([]);
    expect(simulation.steps.map(({ reason }) => reason)).toContain('held: no value of prometheus');
  });

  test('a fallback comes after as many failures as its threshold, and one more', () => {
    const fallback = { failureThreshold: 3, replicas: 8 };
    const simulation = simulated({ spec: { ...spec, fallback }, samples, options });
    // KEDA asks only while the HPA fails to: at 300 s, and every 30 s.
    expect(changes(simulation)[0]).toEqual([330, 8]);
    expect(replicasAt(simulation, 600)).toBe(8);
    expect(replicasAt(simulation, 1200)).toBe(5);
    expect(simulation.steps.map(({ reason }) => reason)).toContain(
      'scaled up by prometheus, its fallback',
    );
  });

  test('another metric still scales up, and not down', () => {
    const two = {
      ...spec,
      triggers: [prometheus('10', { name: 'a' }), prometheus('10', { name: 'b' })],
    };
    const table = 'time,a,b\n0,50,50\n300,,80\n600,,10\n1200,,10\n';
    const simulation = simulated({ spec: two, samples: table, options });
    expect(changes(simulation)).toEqual([[300, 8]]);
    expect(simulation.steps.at(-1)?.reason).toBe(
      'held: no value of a, and without it nothing is scaled down',
    );
  });
});

describe('a formula', () => {
  const two = (formula: string): JsonObject => ({
    minReplicaCount: 1,
    maxReplicaCount: 50,
    triggers: [prometheus('1', { name: 'a' }), prometheus('1', { name: 'b' })],
    advanced: { scalingModifiers: { formula, target: '5' } },
  });
  const table = 'time,a,b\n0,20,15\n60,20,15\n';

  test.each([
    ['a + b', 35],
    ['a > b ? a * 2 : b', 40],
    ['a < 1 || b < 1 ? 0 : max(a, b, 2 ** 3)', 20],
    ['10 <= a < 21 and not (b > 15) ? mean([a, b]) : 0', 17.5],
    ['count([a, b], {# > 16}) * 10', 10],
    ['sum(map([a, b], # - 5)) / 2 - -1', 13.5],
    ['-a ** 2 + 500', 100],
    ['round(a / 8) + floor(b / 4) + ceil(0.1) + abs(0 - 1) + int(1.9)', 9],
    ['$env["a"] % 7 + median([3, 1, 2])', 8],
  ])('%s is %d', (formula, value) => {
    const simulation = simulated({ spec: two(formula), samples: table, options: { replicas: 2 } });
    const [metric] = simulation.steps.findLast(({ by }) => by === 'hpa')?.metrics ?? [];
    expect(metric).toMatchObject({ id: 'formula', value });
  });

  test.each([
    [
      'let x = a; x + b',
      "the formula of scalingModifiers can't be simulated: revcast does not read let at its character 1",
    ],
    ['a +', "the formula of scalingModifiers can't be simulated: it ends too early"],
    ['upper("a")', 'revcast does not read "a" at its character 7'],
    ['trim(a)', 'revcast does not read the call of trim at its character 1'],
  ])('%s is not simulated', (formula, problem) => {
    expect(problemsOf({ spec: two(formula), samples: table }).join()).toContain(problem);
  });
});

test('what is paused keeps the number it is given', () => {
  const spec = { minReplicaCount: 1, triggers: [prometheus('1')] };
  const annotations = { 'autoscaling.keda.sh/paused-replicas': '4' };
  const simulation = simulated({ spec, annotations, samples: csv('prometheus', [[0, 9]], 600) });
  expect(simulation.steps).toMatchObject([{ replicas: 4, cause: 'paused' }]);
  expect(simulation.summary).toMatchObject({ min: 4, max: 4, average: 4 });
});
