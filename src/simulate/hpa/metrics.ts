import { combined } from '../keda/composite.ts';
import { observe } from '../keda/observe.ts';
import { usesHpaObservations } from '../keda/poll.ts';
import type { Composite, Plan, Resource, Source } from '../plan.ts';
import { thousandths } from '../thousandths.ts';
import type { World } from '../world.ts';
import {
  averageProposal,
  type Pods,
  type Proposal,
  usageProposal,
  utilizationProposal,
  valueProposal,
} from './proposal.ts';

/** A metric of the HPA, as it finds it. */
export interface HpaMetric {
  readonly id: string;
  /** In its own unit; undefined where it is missing. */
  readonly value: number | undefined;
  readonly proposal: Proposal | undefined;
  readonly isFallback: boolean;
}

/** All metrics of the HPA that KEDA makes: those of KEDA first, then cpu and memory. */
export function hpaMetrics(plan: Plan, world: World, time: number): HpaMetric[] {
  const pods: Pods = { all: world.pods.count(), ready: world.pods.ready(time) };
  const external =
    plan.composite === undefined
      ? plan.sources.map((source) => sourceMetric(source, plan, world, time, pods))
      : [compositeMetric(plan.composite, plan, world, time, pods)];
  return [
    ...external,
    ...plan.resources.map((resource) => resourceMetric(resource, plan, time, pods)),
  ];
}

function missing(id: string): HpaMetric {
  return { id, value: undefined, proposal: undefined, isFallback: false };
}

function sourceMetric(
  source: Source,
  plan: Plan,
  world: World,
  time: number,
  pods: Pods,
): HpaMetric {
  const { id, isCached } = source;
  const observation = observe(source, plan, world, time, isCached ? world.seen.get(id) : undefined);
  if (usesHpaObservations(plan)) world.seen.set(id, observation);
  const { value, isFallback } = observation;
  if (value === undefined) return missing(id);
  const proposal = externalProposal(value, source, plan, pods);
  return { id, value: value / 1000, proposal, isFallback };
}

/** KEDA fails where any source does, unless a fallback stands in. */
function compositeMetric(
  composite: Composite,
  plan: Plan,
  world: World,
  time: number,
  pods: Pods,
): HpaMetric {
  const observations = plan.sources.map((source) =>
    observe(source, plan, world, time, source.isCached ? world.seen.get(source.id) : undefined),
  );
  const fails = observations.some(({ value }) => value === undefined);
  const fallsBack = observations.some(({ isFallback }) => isFallback);
  if (fails && !fallsBack) return missing('formula');
  const { value, isFallback } = combined(composite, plan.fallback, plan.sources, observations);
  if (value === undefined) return missing('formula');
  const proposal = externalProposal(value, composite, plan, pods);
  return { id: 'formula', value: value / 1000, isFallback, proposal };
}

function externalProposal(
  value: number,
  { metricType, target }: Source | Composite,
  { tolerances }: Plan,
  pods: Pods,
): Proposal {
  return metricType === 'AverageValue'
    ? averageProposal(value, target, pods.all, tolerances)
    : valueProposal(value, target, pods, tolerances);
}

function resourceMetric(
  { id, signal, metricType, target, request }: Resource,
  { tolerances }: Plan,
  time: number,
  pods: Pods,
): HpaMetric {
  const total = signal.read(time, pods.ready);
  if (total === undefined) return missing(id);
  const proposal =
    metricType === 'AverageValue'
      ? usageProposal(thousandths(total), target, pods, tolerances)
      : utilizationProposal(thousandths(total), request, target, pods, tolerances);
  if (proposal === undefined) return missing(id);
  const value = metricType === 'AverageValue' ? proposal.usage / 1000 : proposal.usage;
  return { id, value, isFallback: false, proposal };
}
