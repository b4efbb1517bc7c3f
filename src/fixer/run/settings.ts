import type { PlanSettings } from '../types.ts';
import type { Address } from './address.ts';
import type { LogLevel } from './log.ts';

/** What `revcast fix` was asked for. Times are in milliseconds. */
export interface FixSettings {
  /** Until it is stopped; until everything is right; or only looking. */
  readonly mode: 'controller' | 'once' | 'dry-run';
  readonly format: 'table' | 'json';
  readonly kubeconfig?: string;
  readonly context?: string;
  /** Absent: all. */
  readonly namespace?: string;
  /** Labels of Services. */
  readonly selector?: string;
  readonly plan: PlanSettings;
  /** Where Knative's ConfigMaps are. */
  readonly servingNamespace: string;
  /** Where Argo CD's Applications are, when an object's tracking doesn't say it. */
  readonly argocdNamespace?: string;
  /** Absent: the namespace of the pod. */
  readonly leaseNamespace?: string;
  readonly shards: number;
  readonly concurrency: number;
  /** Of writes. */
  readonly writesPerSecond: number;
  /** How often everything is looked at though nothing happened. */
  readonly resync: number;
  /** How long `once` waits for what gets right by itself, after its last correction. */
  readonly wait: number;
  /** How long refusals are borne: an API server that has just started refuses for a moment. */
  readonly patience: number;
  /** Absent: nothing is served. */
  readonly listen?: Address;
  readonly logLevel: LogLevel;
}

/** The process around the fixer. */
export interface FixIo {
  /** Aborted when it is to end. */
  readonly stopped: AbortSignal;
  readonly writeStdout: (pieces: readonly string[]) => Promise<void>;
  readonly writeStderr: (text: string) => void;
}

/** As the command's: 1 where needed revisions are left uncovered, 4 where the cluster failed. */
export type FixExit = 0 | 1 | 4;
