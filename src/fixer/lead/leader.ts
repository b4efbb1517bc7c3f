import { type Clock, pause, type Random, type Timer, within } from '../../clock.ts';
import type { Client } from '../../kubernetes/types.ts';
import { createAttempts } from './lease-attempts.ts';

/** Milliseconds, with the meaning and the values that client-go gives them. */
export interface LeaseTimes {
  /** How long others wait after the last sign of life. */
  readonly leaseDuration: number;
  /** How long the holder goes on without a renewal. Shorter: it has stopped before others start. */
  readonly renewDeadline: number;
  readonly retryPeriod: number;
}

export const leaseTimes: LeaseTimes = {
  leaseDuration: 15_000,
  renewDeadline: 10_000,
  retryPeriod: 2_000,
};

export interface Candidate {
  readonly client: Client;
  readonly namespace: string;
  readonly name: string;
  /** No other process has it, the one before in this place included. */
  readonly identity: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly times: LeaseTimes;
  /** Milliseconds before the first look at the Lease. */
  readonly delay: number;
  /** Milliseconds for which a free Lease is left to others. */
  readonly handicap: () => number;
  readonly changed: (isLeading: boolean) => void;
  readonly failed: (error: unknown) => void;
}

export interface Election {
  /** Ask right before each write: true only while nobody else can have the Lease. */
  readonly isLeading: () => boolean;
  /** Steps back, and gives a held Lease up, so that another needn't wait until it expires. */
  readonly release: () => Promise<void>;
}

/**
 * Takes part in the election of a Lease's holder as client-go's leaderelection does: every write is
 * conditional on what was seen, and whoever can't renew in time stops before others may start.
 */
export function elect(candidate: Candidate): Election {
  const { clock, times } = candidate;
  const ending = new AbortController();
  const attempt = createAttempts(candidate);
  /** When the request was sent that last renewed the Lease. */
  let renewedAt: number | undefined;
  let wasLeading = false;
  let deadline: Timer = {};

  const isLeading = (): boolean =>
    renewedAt !== undefined && clock.now() < renewedAt + times.renewDeadline;

  function renewed(at: number | undefined): void {
    renewedAt = at;
    clock.clearTimer(deadline);
    if (at !== undefined) deadline = clock.setTimer(tell, at + times.renewDeadline - clock.now());
    tell();
  }

  function tell(): void {
    if (isLeading() === wasLeading) return;
    wasLeading = !wasLeading;
    candidate.changed(wasLeading);
  }

  async function tryOnce(): Promise<void> {
    const at = clock.now();
    try {
      const isOurs = await within(clock, times.renewDeadline / 2, attempt.hold(isLeading()));
      renewed(isOurs ? at : undefined);
    } catch (error) {
      candidate.failed(error);
    }
  }

  async function takePart(): Promise<void> {
    if (candidate.delay > 0) await pause(clock, candidate.delay, ending.signal);
    while (!ending.signal.aborted) {
      await tryOnce();
      // Candidates don't come all at once; a holder has no time to lose.
      const jitter = isLeading() ? 0 : candidate.random() * 1.2;
      await pause(clock, times.retryPeriod * (1 + jitter), ending.signal);
    }
  }

  const ended = takePart();
  return {
    isLeading,
    release: async () => {
      ending.abort();
      await ended;
      const isOurs = isLeading();
      renewed(undefined);
      if (isOurs) await within(clock, times.retryPeriod, attempt.free()).catch(candidate.failed);
    },
  };
}
