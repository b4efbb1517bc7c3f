import type { Scale } from '../keda/scale.ts';
import type { Formula } from './formula/compile.ts';
import type { HpaSpec } from './hpa/sync.ts';

/** A trigger over time; it is asked for times that only grow. */
export interface Signal {
  /**
   * The metric in its own unit, all pods together; undefined where it is missing. `ready` pods share
   * the load, which matters where the metric is an average over them.
   */
  readonly read: (time: number, ready: number) => number | undefined;
  /** Whether KEDA takes the trigger for active then, its metric not missing. */
  readonly isActive: (time: number, value: number) => boolean;
}

/** A trigger whose metric KEDA fetches. */
export interface Source {
  readonly id: string;
  /** What a formula calls it. */
  readonly name: string;
  readonly signal: Signal;
  readonly metricType: 'AverageValue' | 'Value';
  /** In thousandths. */
  readonly target: number;
  /** The HPA gets what KEDA fetched at its last look. */
  readonly isCached: boolean;
}

/** A cpu or memory trigger, whose metric the HPA fetches without KEDA. */
export interface Resource {
  readonly id: string;
  readonly signal: Signal;
  readonly metricType: 'AverageValue' | 'Utilization';
  /** In thousandths, or percent for `Utilization`. */
  readonly target: number;
  /** Of one pod, in thousandths. */
  readonly request: number;
}

/** What a metric made of all sources is held against. */
export interface Composite {
  readonly formula: Formula;
  readonly metricType: 'AverageValue' | 'Value';
  /** In thousandths. */
  readonly target: number;
  readonly activation: number;
}

export interface Fallback {
  readonly failureThreshold: number;
  readonly replicas: number;
  readonly behavior: string;
}

/** Everything that is known before the simulation starts. */
export interface Plan {
  readonly scale: Scale;
  readonly sources: readonly Source[];
  readonly resources: readonly Resource[];
  readonly composite?: Composite;
  /** Absent also where KEDA takes it for invalid. */
  readonly fallback?: Fallback;
  readonly hpa: HpaSpec;
  readonly tolerances: { readonly up: number; readonly down: number };
  /** Seconds. */
  readonly duration: number;
  readonly replicas: number;
  readonly readyAfter: number;
}
