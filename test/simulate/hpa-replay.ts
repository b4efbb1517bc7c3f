import type { JsonObject } from '../../src/json.ts';
import { readHpaBehavior } from '../../src/keda/hpa-behavior.ts';
import {
  averageProposal,
  type Pods,
  type Proposal,
  type Tolerances,
  usageProposal,
  utilizationProposal,
  valueProposal,
} from '../../src/simulate/hpa/proposal.ts';
import { newMemory, syncHpa } from '../../src/simulate/hpa/sync.ts';
import { newPods } from '../../src/simulate/pods.ts';

/** What both HPAs are given: the one of Kubernetes and that of revcast. Values are thousandths. */
export interface HpaScenario {
  readonly min: number;
  readonly max: number;
  readonly behavior: JsonObject | null;
  readonly metrics: readonly {
    readonly type: 'AverageValue' | 'Value' | 'Utilization' | 'Usage';
    readonly target: number;
    readonly request: number;
  }[];
  readonly replicas: number;
  readonly readyAfter: number;
  /** Of each look, 15 s after the one before, the value of each metric. */
  readonly steps: readonly (readonly (number | null)[])[];
}

/** How many replicas run after each look. */
export function replayHpa(scenario: HpaScenario): number[] {
  const { min, max, metrics, readyAfter } = scenario;
  const behavior = scenario.behavior === null ? undefined : readHpaBehavior(scenario.behavior);
  const tolerances = {
    up: behavior?.scaleUp.tolerance ?? 0.1,
    down: behavior?.scaleDown.tolerance ?? 0.1,
  };
  const spec = { min, max, ...(behavior !== undefined && { behavior }) };
  const memory = newMemory();
  const set = newPods(scenario.replicas, readyAfter);
  return scenario.steps.map((values, index) => {
    const time = index * 15;
    const pods: Pods = { all: set.count(), ready: set.ready(time) };
    const proposed = metrics.map((metric, at) => {
      const value = values[at] ?? undefined;
      return value === undefined
        ? undefined
        : proposalOf(metric, value, pods, tolerances)?.replicas;
    });
    const { replicas } = syncHpa(spec, proposed, pods.all, time, memory);
    set.scaleTo(replicas, time);
    return replicas;
  });
}

function proposalOf(
  { type, target, request }: HpaScenario['metrics'][number],
  value: number,
  pods: Pods,
  tolerances: Tolerances,
): Proposal | undefined {
  switch (type) {
    case 'AverageValue':
      return averageProposal(value, target, pods.all, tolerances);
    case 'Value':
      return valueProposal(value, target, pods, tolerances);
    case 'Utilization':
      return utilizationProposal(value, request, target, pods, tolerances);
    case 'Usage':
      return usageProposal(value, target, pods, tolerances);
  }
}
