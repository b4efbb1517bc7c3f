import { describe, expect, test } from 'vitest';
import { defaultCluster } from '../../../src/knative/cluster.ts';
import { knativeProblems } from '../../../src/knative/rules.ts';
import { annotated } from '../fixtures.ts';

const key = 'autoscaling.knative.dev/class';
const hpa = 'hpa.autoscaling.knative.dev';

function hintFor(value: string): string | undefined {
  const problems = knativeProblems(annotated({ [key]: value }), defaultCluster);
  return problems.find(({ code }) => code === 'RC2706')?.hint;
}

describe('a class that nobody serves', () => {
  test.each([
    ['hpa.autoscaling.knative.de', hpa],
    ['HPA.autoscaling.knative.dev.', hpa],
    ['hpa', hpa],
    ['hpa.autoscaling.knative.dev ', hpa],
    ['kpa', 'kpa.autoscaling.knative.dev'],
  ])('%j', (value, meant) => {
    expect(hintFor(value)).toBe(`Did you mean ${meant}?`);
  });
});

test.each([hpa, 'kpa.autoscaling.knative.dev', 'autoscaler.example.com', ''])(
  '%j is fine',
  (value) => {
    expect(hintFor(value)).toBeUndefined();
  },
);
