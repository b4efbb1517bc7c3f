import type { Problem } from '../diagnostics/types.ts';
import type { JsonObject } from '../json.ts';
import type { PredictionWay, Revision } from '../knative/types.ts';
import type { Edit } from '../manifest/types.ts';

/** What the lock file knows of one Service: the last template it was told of, and its generation. */
export interface LockEntry {
  /** Of the Configuration, from 1. */
  readonly generation: number;
  /** `templateHash` of the template after Knative's defaults. */
  readonly template: string;
  /**
   * `templateHash` of the template as it is taken when it is applied again: there only when the
   * cluster's defaults are not Knative's own. They can change without a new generation.
   */
  readonly reapplied?: string;
  /**
   * Whether the manifest spells out `enableServiceLinks`, or once did. Knative fills it in on create
   * only: a Service that lost it stays without. Absent: never spelled out.
   */
  readonly enableServiceLinks?: 'written' | 'removed';
}

/** Entries by `<namespace>/<name>`, or by name where the namespace isn't known. */
export type Lock = ReadonlyMap<string, LockEntry>;

/** What the cluster said about a Service that was applied to it for a try. */
export interface LiveAnswer {
  /** That the Service's template will have; absent when the problems don't allow one. */
  readonly generation?: number;
  readonly problems: readonly Problem[];
}

/** Answers by the keys of lock entries. */
export type LiveAnswers = ReadonlyMap<string, LiveAnswer>;

/** What a Service is in the cluster. */
export interface Actual {
  /** Of its Configuration. */
  readonly generation: number;
  /** Of its Configuration, with all that Knative filled in. */
  readonly template: JsonObject;
  /** Fields of the template's `spec` that were in what was applied. */
  readonly applied: ReadonlySet<string>;
}

/** What was read of a Service: nothing where it isn't there, or where the problems forbid it. */
export interface ActualAnswer {
  readonly actual?: Actual;
  readonly problems: readonly Problem[];
}

/** By the keys of lock entries. */
export type ActualAnswers = ReadonlyMap<string, ActualAnswer>;

/** What decides a prediction, besides Service and cluster. */
export interface PredictionContext {
  /** `revcast.dev/generation` of the Service. */
  readonly hint?: number;
  /** Whether revisions are to be named after their content. */
  readonly pin: boolean;
  readonly live?: LiveAnswers;
  readonly lock?: Lock;
  /** The namespace of Services that name none. */
  readonly namespace?: string;
}

export interface Prediction {
  /** Absent when the problems don't allow one. */
  readonly revision?: Revision;
  /** What the lock file has to say from now on; only when there is a lock. */
  readonly entry?: LockEntry;
  /** A pinned name, and the defaults that it needs spelled out. Paths start at the Service. */
  readonly edits: readonly Edit[];
  readonly problems: readonly Problem[];
}

/** A revision's name that doesn't come from its generation. */
export interface Naming {
  readonly way: PredictionWay;
  readonly name: string;
  /** The template as it is applied, with the name in it. */
  readonly template: JsonObject;
  readonly edits: readonly Edit[];
  readonly problems: readonly Problem[];
}

/** A generation, and how it was found. */
export interface Count {
  readonly way: PredictionWay;
  readonly generation: number;
  readonly problems: readonly Problem[];
}
