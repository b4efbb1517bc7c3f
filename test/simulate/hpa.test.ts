import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type HpaScenario, replayHpa } from './hpa-replay.ts';

interface Recorded extends HpaScenario {
  readonly expected: readonly number[];
}

/**
 * What reconcileAutoscaler of k8s.io/kubernetes v1.37.2 did, with a clock of its own, for metrics,
 * behaviors and limits drawn by chance.
 */
const recorded = readFileSync(join(import.meta.dirname, 'recorded/hpa.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);

describe('the HPA controller of Kubernetes, recorded', () => {
  test('has scaled often enough to tell anything', () => {
    const changes = recorded.flatMap(({ expected }) =>
      expected.filter((replicas, index) => index > 0 && replicas !== expected[index - 1]),
    );
    expect(changes.length).toBeGreaterThan(300);
  });

  test.each(recorded.map((scenario, index) => [index, scenario] as const))(
    'does the same in scenario %i',
    (_, { expected, ...scenario }) => {
      expect(replayHpa(scenario)).toEqual(expected);
    },
  );
});
