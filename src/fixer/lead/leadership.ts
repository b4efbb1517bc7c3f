import { type Candidate, type Election, elect } from './leader.ts';
import { leaseName, shardOf } from './shards.ts';

export type LeadershipSettings = Omit<Candidate, 'name' | 'delay' | 'handicap' | 'changed'> & {
  readonly shards: number;
  readonly changed: (shard: number, isLeading: boolean) => void;
};

export interface Leadership {
  /** Ask right before each write in a namespace. */
  readonly leads: (namespace: string) => boolean;
  readonly release: () => Promise<void>;
}

/**
 * Takes part in an election for each shard. Who holds more Leases waits longer before taking
 * another, so that replicas that start together share them.
 */
export function seekLeadership({ shards, changed, ...candidate }: LeadershipSettings): Leadership {
  // A candidate looks at least this often: others come first that hold one less.
  const turn = candidate.times.retryPeriod * 2.2;
  const elections: Election[] = [];
  const held = (): number => elections.filter((election) => election.isLeading()).length;
  for (let shard = 0; shard < shards; shard += 1) {
    elections.push(
      elect({
        ...candidate,
        name: leaseName(shard),
        // One after another: it has to be known how many it holds already.
        delay: shard * candidate.times.retryPeriod,
        handicap: () => Math.min(held() * turn, candidate.times.leaseDuration),
        changed: (isLeading) => changed(shard, isLeading),
      }),
    );
  }
  return {
    leads: (namespace) => elections[shardOf(namespace, shards)]?.isLeading() === true,
    release: async () => {
      await Promise.all(elections.map((election) => election.release()));
    },
  };
}
