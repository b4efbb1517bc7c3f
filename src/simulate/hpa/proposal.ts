/*
 * How many replicas one metric asks for: replica_calculator.go of Kubernetes. Values and targets are
 * whole thousandths, as Kubernetes counts them.
 */

/** How far from 1 the ratio of a metric to its target may be without anything happening. */
export interface Tolerances {
  readonly up: number;
  readonly down: number;
}

/** Pods of the target: all of them, and those that are ready. */
export interface Pods {
  readonly all: number;
  readonly ready: number;
}

/** What a metric asks for. */
export interface Proposal {
  readonly replicas: number;
  /** It asks for what runs because it is near enough to its target, and not at it. */
  readonly tolerated: boolean;
  /** The metric as the HPA shows it: per pod, or in percent for `Utilization`. */
  readonly usage: number;
}

const maxReplicas = 2 ** 31 - 1;
const maxValue = 2 ** 63;

/** `AverageValue` of an external metric: what all pods bear together, shared among them. */
export function averageProposal(
  value: number,
  target: number,
  current: number,
  tolerances: Tolerances,
): Proposal {
  // A negative sum passes for one that overflowed.
  const total = value < 0 ? maxValue : value;
  const wanted = Math.min(Math.ceil(total / target), maxReplicas);
  const within = isWithin(total / (target * current), tolerances);
  return {
    replicas: within ? current : wanted,
    tolerated: within && wanted !== current,
    usage: Math.ceil(total / current),
  };
}

/** `Value` of an external metric: it is held against the target as it is. */
export function valueProposal(
  value: number,
  target: number,
  pods: Pods,
  tolerances: Tolerances,
): Proposal {
  const ratio = value / target;
  const within = isWithin(ratio, tolerances);
  const wanted = Math.min(Math.ceil(ratio * pods.ready), maxReplicas);
  return {
    replicas: within ? pods.all : wanted,
    tolerated: within && wanted !== pods.all,
    usage: value,
  };
}

/**
 * `AverageValue` of cpu or memory: the mean of the ready pods. Those that aren't ready count as idle
 * when that makes the HPA add fewer pods, and not at all otherwise.
 */
export function usageProposal(
  total: number,
  target: number,
  pods: Pods,
  tolerances: Tolerances,
): Proposal | undefined {
  return resourceProposal(pods, tolerances, (count) => {
    const usage = Math.trunc(total / count);
    return { usage, ratio: usage / target };
  });
}

/** `Utilization` of cpu or memory: in whole percent of what the ready pods request. */
export function utilizationProposal(
  total: number,
  request: number,
  target: number,
  pods: Pods,
  tolerances: Tolerances,
): Proposal | undefined {
  return resourceProposal(pods, tolerances, (count) => {
    const usage = Math.trunc((total * 100) / (request * count));
    return { usage, ratio: usage / target };
  });
}

/** How much of the target is used when as many pods share the load. */
type Share = (pods: number) => { readonly usage: number; readonly ratio: number };

function resourceProposal(pods: Pods, tolerances: Tolerances, share: Share): Proposal | undefined {
  if (pods.ready === 0) return undefined;
  const { usage, ratio } = share(pods.ready);
  const stay = (tolerated: boolean): Proposal => ({ replicas: pods.all, tolerated, usage });
  const counted = ratio > 1 ? pods.all : pods.ready;
  const shared = counted === pods.ready ? ratio : share(counted).ratio;
  const wanted = Math.ceil(shared * counted);
  if (isWithin(shared, tolerances)) return stay(wanted !== pods.all);
  // The pods that aren't ready never turn a scale-up into a scale-down.
  const turns = ratio > 1 && (shared < 1 || wanted < pods.all);
  return turns ? stay(true) : { replicas: wanted, tolerated: false, usage };
}

function isWithin(ratio: number, { up, down }: Tolerances): boolean {
  return 1 - down <= ratio && ratio <= 1 + up;
}
