import { expect, test } from 'vitest';
import { leaseName, shardOf } from '../../src/fixer/lead/shards.ts';

/** Replicas of different versions run side by side during an update: they have to agree. */
test.each([
  ['default', 1, 0],
  ['default', 4, 1],
  ['team-a', 4, 0],
  ['team-b', 4, 2],
  ['team-b', 7, 5],
])('%s of %i shards is in %i, for ever', (namespace, shards, shard) => {
  expect(shardOf(namespace, shards)).toBe(shard);
});

test('namespaces spread evenly', () => {
  const counts = [0, 0, 0, 0];
  for (let index = 0; index < 4000; index += 1) {
    const shard = shardOf(`team-${index}`, counts.length);
    counts[shard] = (counts[shard] ?? 0) + 1;
  }
  expect(Math.min(...counts)).toBeGreaterThan(900);
});

test('each shard has a Lease of its own', () => {
  expect([0, 1, 2].map(leaseName)).toEqual([
    'revcast-fixer-0',
    'revcast-fixer-1',
    'revcast-fixer-2',
  ]);
});
