import type { Finding, Position } from '../diagnostics/types.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Scale } from '../keda/scale.ts';
import type { Revision } from '../knative/types.ts';

/**
 * What will scale how, and what a change does to it: what every format shows, and as it is the
 * document of `--format json`. Nothing in it depends on the clock or on the machine.
 */
export interface Review {
  readonly apiVersion: 'revcast.dev/v1';
  readonly kind: 'Review';
  /** Version of revcast. */
  readonly revcast: string;
  /** What it is compared with, as the user named it. */
  readonly against?: string;
  readonly summary: Summary;
  /** With `against`: settings of the cluster that change Services. Absent where none does. */
  readonly causes?: readonly Cause[];
  /** By namespace, then by name; those that are gone stand where they would. */
  readonly services: readonly ServiceReview[];
  /** All of them, in the order of files and lines. Of what it is compared with there are none. */
  readonly findings: readonly ReviewFinding[];
}

export interface Summary {
  /** Services and Configurations that are there now, gone ones left out. */
  readonly services: number;
  /** Modes that no Service has are left out. */
  readonly modes: Readonly<Partial<Record<Mode, number>>>;
  /** With `against`. Kinds that no Service has are left out. */
  readonly changes?: Readonly<Partial<Record<ChangeKind, number>>>;
  readonly findings: Readonly<Record<Finding['severity'], number>>;
}

/**
 * `generate`: from the annotations; `override`: from `scaled-object-override`; `own`: the user's
 * ScaledObject is completed; `extension`: automatic creation makes what is shown; `expected`: the
 * ScaledObject comes from elsewhere; `skipped`: not KEDA's, or told to be skipped; `refused`: it has
 * errors.
 */
export type Mode =
  | 'generate'
  | 'override'
  | 'own'
  | 'extension'
  | 'expected'
  | 'skipped'
  | 'refused';

export interface ServiceReview {
  /** `namespace/name`, or the name alone where no namespace is known. Unique in a review. */
  readonly id: string;
  readonly kind: 'Service' | 'Configuration';
  /** The manifest's, or else the one of `--namespace`. */
  readonly namespace?: string;
  readonly name: string;
  readonly source: Position;
  /** The file that it was rendered from: a chart's template, say. */
  readonly origin?: string;
  readonly mode: Mode;
  /** Why it is skipped: `class kpa.autoscaling.knative.dev`. */
  readonly reason?: string;
  /** Absent where an error forbids to predict. */
  readonly revision?: RevisionReview;
  /** Absent where there is no ScaledObject to know it from. */
  readonly scale?: Scale;
  /** As it is written, or as the extension will make it. */
  readonly scaledObject?: JsonObject;
  /** With `against`. */
  readonly change?: Change;
}

export type RevisionReview = Pick<
  Revision,
  'name' | 'deployment' | 'generation' | 'templateHash'
> & {
  /** How the name was found. */
  readonly prediction: Revision['way'];
};

export interface ReviewFinding extends Finding {
  /** `id` of the Service that it is about, where it is about one. */
  readonly service?: string;
}

/**
 * `revision`: the template changed, so that a new revision will come; `scaling`: how it scales
 * changes without one; `same`: neither.
 */
export type ChangeKind = 'new' | 'gone' | 'revision' | 'scaling' | 'same';

export interface Change {
  readonly kind: ChangeKind;
  /** What it was; absent for `new`. Of one that is `gone` it is the Service itself. */
  readonly before?: Pick<ServiceReview, 'mode' | 'reason' | 'revision' | 'scale' | 'scaledObject'>;
  /** What differs between the ScaledObjects, less what a new revision's name alone changes. */
  readonly fields: readonly FieldChange[];
  /** What it means for who runs it, the gravest first. */
  readonly meanings: readonly Meaning[];
}

/** A setting of the cluster that changed, and what it alone changes. */
export interface Cause {
  /** ConfigMap and key: `config-autoscaler max-scale`. */
  readonly setting: string;
  readonly old: Json;
  readonly new: Json;
  /** `id` of each Service that it changes although its own manifests are as they were. */
  readonly services: readonly string[];
}

export interface FieldChange {
  /** In the ScaledObject: `spec.triggers[cpu].metadata.value`; triggers by their name. */
  readonly path: string;
  /** Absent: it was not there. */
  readonly old?: Json;
  /** Absent: it is not there any more. */
  readonly new?: Json;
}

export interface Meaning {
  /** Stable: `roll-out`, `max-below-old-min`. */
  readonly id: string;
  /** `caution`: capacity, availability or the sense of a metric changes. */
  readonly level: 'caution' | 'info';
  /** One sentence, no full stop. */
  readonly message: string;
}

/**
 * Where each field of a Service's ScaledObject comes from, and as it is the document of `--explain`
 * with `--format json`.
 */
export interface Explanation {
  readonly apiVersion: 'revcast.dev/v1';
  readonly kind: 'Explanation';
  /** Version of revcast. */
  readonly revcast: string;
  /** `id` of the Service. */
  readonly service: string;
  /** Where the Service's name stands. */
  readonly source: Position;
  /** The file that the Service was rendered from: a chart's template, say. */
  readonly rendered?: string;
  /** In the order in which they were decided, what happens to the Service and why first. */
  readonly steps: readonly Step[];
}

export interface Step {
  /**
   * What it is about: `class`, `mode`, `takeover`, `revision`, `generation`, `refused`, or a path in
   * the ScaledObject: `spec.triggers[0].metadata.value`. Several steps about `metadata.labels` or
   * `metadata.annotations` share its entries out among them. Of every other field there is one step,
   * or one of what took it away and one of what holds without it.
   */
  readonly field: string;
  /** Absent: there is no such field, because something took it away, or there is an error. */
  readonly value?: Json;
  /** Where it comes from. `service`: a field of the Service, or its template, that is no annotation. */
  readonly from:
    | 'annotation'
    | 'service'
    | 'override'
    | 'overlay'
    | 'own'
    | 'config-map'
    | 'flag'
    | 'lock'
    | 'cluster'
    | 'default'
    | 'computed'
    | 'finding';
  /**
   * Whatever `from` has: the annotation's key as it is written, `config-autoscaler max-scale`,
   * `KEDA's default`, a flag, a key of the lock file, a code.
   */
  readonly origin: string;
  /** What was done with it: one sentence, no full stop. */
  readonly reason: string;
  /** Where it is written: the annotation's value, and inside of it where it holds JSON or YAML. */
  readonly source?: Position;
  /** The field is not written: it is what KEDA and the HPA go by without it. */
  readonly unwritten?: true;
}
