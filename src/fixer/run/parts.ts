import type { Clock, Random } from '../../clock.ts';
import type { ApplierSettings } from '../apply.ts';
import { createMetrics, type Metrics } from '../metrics.ts';
import { type Bucket, createBucket } from '../queue/bucket.ts';
import { createQueue, type Queue } from '../queue.ts';
import { type Coverage, createCoverage } from './coverage.ts';
import { createLog, type Log } from './log.ts';
import { objectOf } from './print-plan.ts';
import type { FixIo, FixSettings } from './settings.ts';
import type { WatchEvents } from './start.ts';

/** What every part of the fixer works with. */
export interface Parts {
  readonly settings: FixSettings;
  readonly io: FixIo;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly queue: Queue;
  readonly bucket: Bucket;
  readonly coverage: Coverage;
  readonly metrics: Metrics;
  /** The pod or machine. */
  readonly host: string;
  /** This process, and no other one ever. */
  readonly identity: string;
}

/** Milliseconds: a conflict is over at once, an outage is looked at every minute. */
const backoff = { first: 100, most: 60_000 };

export type Surroundings = Pick<Parts, 'clock' | 'random' | 'host' | 'identity'>;

export function createParts(settings: FixSettings, io: FixIo, around: Surroundings): Parts {
  const { clock, random } = around;
  const { concurrency, writesPerSecond } = settings;
  const queue = createQueue({ clock, random, concurrency, backoff });
  const coverage = createCoverage();
  return {
    ...around,
    settings,
    io,
    queue,
    coverage,
    log: createLog(settings.logLevel, io.writeStderr),
    bucket: createBucket({ perSecond: writesPerSecond, burst: 2 * writesPerSecond }, clock),
    metrics: createMetrics({ ...coverage, queueDepth: queue.depth }),
  };
}

/** What follows from what is watched: until all is listed, nothing is news. */
export function watchEvents({ queue, metrics, log }: Parts, isSynced: () => boolean): WatchEvents {
  return {
    changed: (key) => queue.add(key, isSynced() ? 'prompt' : 'late'),
    restarted: ({ plural }, reason) => metrics.restarted(plural, reason),
    failed: ({ plural }, error) => log.warn({ resource: plural, error }, 'a watch failed'),
    odd: (configMap, message) => log.warn({ configMap }, message),
  };
}

export function applierSettings({ clock, metrics, log, host, settings }: Parts): ApplierSettings {
  const { argocdNamespace } = settings;
  return {
    clock,
    recorder: {
      ...metrics,
      corrected: (reasons, action, { namespace, name }) => {
        metrics.corrected(action.do, reasons);
        const kind = action.do === 'touch' ? 'podAutoscaler' : 'scaledObject';
        const object = { namespace, service: name, [kind]: objectOf(action) };
        log.info({ ...object, do: action.do, reasons }, 'corrected');
      },
      failed: (failure, error) => {
        metrics.failed(failure);
        if (error !== undefined) log.warn({ failure, error }, 'an Event could not be written');
      },
    },
    instance: host,
    ...(argocdNamespace !== undefined && { argocdNamespace }),
  };
}
