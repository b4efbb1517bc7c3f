import type { Scale, Trigger } from '../keda/scale.ts';

/**
 * What the HPA and KEDA would have done with recorded metrics: what every format shows, and as it is
 * the document of `--format json`. Times are seconds from `start`.
 */
export interface Simulation {
  readonly apiVersion: 'revcast.dev/v1';
  readonly kind: 'Simulation';
  /** Version of revcast. */
  readonly revcast: string;
  /** `namespace/name`, or the name alone where no namespace is known. */
  readonly service: string;
  /** RFC 3339; absent where the samples tell seconds from their own start. */
  readonly start?: string;
  /** Seconds that were simulated. */
  readonly duration: number;
  readonly scale: Scale;
  readonly assumptions: Assumptions;
  /** In the order of the ScaledObject. */
  readonly triggers: readonly SimulatedTrigger[];
  /**
   * The first one, each that changes something, and of what holds or limits what the first since
   * then.
   */
  readonly steps: readonly Step[];
  /**
   * How many replicas the metrics ask for together, before anything holds or limits it: whenever that
   * changes. Null where nobody asks them, or some can't be read.
   */
  readonly asked: readonly (readonly [time: number, replicas: number | null])[];
  readonly summary: Summary;
}

/** What neither the manifests nor the samples tell. */
export interface Assumptions {
  /** How many ran at the start. */
  readonly replicas: number;
  /** Seconds from the creation of a pod until it is ready. */
  readonly readyAfter: number;
  /** Seconds between two looks of the HPA at its metrics. */
  readonly syncPeriod: number;
}

export interface SimulatedTrigger {
  /** Name, or else type and, where several have it, index: unique. */
  readonly id: string;
  readonly trigger: Trigger;
  /** What one pod requests of it, in the unit of the samples: for `Utilization`. */
  readonly request?: number;
  /** Whether the samples are averages over the pods that ran when they were taken. */
  readonly perPod: boolean;
  /** Time and value, null where it is missing from then on. Of cron there are its changes. */
  readonly samples: readonly (readonly [time: number, value: number | null])[];
}

export interface Step {
  readonly time: number;
  /** Who looked: the HPA, or KEDA, which alone goes from and to zero. */
  readonly by: 'hpa' | 'keda';
  /** Before it. */
  readonly from: number;
  /** After it. */
  readonly replicas: number;
  /** What the metrics ask for, before anything holds or limits it. */
  readonly desired?: number;
  /** `id` of the trigger that asks for the most. */
  readonly trigger?: string;
  readonly cause: Cause;
  /** What came between what the metrics ask for and what runs, in the order of the HPA. */
  readonly limits?: readonly Limit[];
  /** One line for people, no full stop: `held: stabilisation window of 300 s`. */
  readonly reason: string;
  /** Of each metric that the HPA gets, or that KEDA looked at. */
  readonly metrics: readonly StepMetric[];
}

/**
 * `up`, `down`: the HPA scaled; `activated`, `deactivated`: KEDA did, from and to zero or idle;
 * `steady`: what the metrics ask for is what runs; `tolerance`: they ask for more or less than runs,
 * by too little; `window`: a stabilisation window holds; `policy`: a policy allows no change now;
 * `bound`: they ask for more than max or less than min; `failed`: metrics are missing; `cooldown`:
 * KEDA waits to scale to zero; `idle`: nothing runs, and nothing is to; `paused`.
 */
export type Cause =
  | 'up'
  | 'down'
  | 'activated'
  | 'deactivated'
  | 'steady'
  | 'tolerance'
  | 'window'
  | 'policy'
  | 'bound'
  | 'failed'
  | 'cooldown'
  | 'idle'
  | 'paused';

/** Of the HPA: a stabilization window, its policies, and how many it may run. */
export type Limit = 'window' | 'policy' | 'max' | 'min';

export interface StepMetric {
  /** `id` of a trigger, or `formula` for what the formula makes of all of them. */
  readonly id: string;
  /** As the HPA sees it: all together, for `Utilization` the average in percent. Absent: missing. */
  readonly value?: number;
  /** How many replicas it asks for; absent where it is missing or was not asked. */
  readonly desired?: number;
  /** KEDA's fallback stands in for it. */
  readonly fallback?: true;
}

export interface Summary {
  readonly min: number;
  readonly max: number;
  /** Over time, to three decimals. */
  readonly average: number;
  readonly replicaHours: number;
  readonly scaledUp: number;
  readonly scaledDown: number;
  /** Seconds during which as many ran as are allowed. */
  readonly atMax: number;
  /** Seconds during which nothing ran. */
  readonly atZero: number;
  /** Seconds during which fewer ran than the metrics asked for. */
  readonly short: number;
}
