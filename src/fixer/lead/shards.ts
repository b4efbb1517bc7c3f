import { createHash } from 'node:crypto';

/** Which of `count` shards has a namespace. Every replica, of whatever version, must say the same. */
export function shardOf(namespace: string, count: number): number {
  return createHash('sha256').update(namespace).digest().readUInt32BE(0) % count;
}

/** The Lease of a shard. */
export function leaseName(shard: number): string {
  return `revcast-fixer-${shard}`;
}
