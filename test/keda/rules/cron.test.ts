import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/json.ts';
import { kedaProblems } from '../../../src/keda/rules.ts';
import { office, problemsOf, scaledObject, withMetadata } from './objects.ts';

function found(metadata: Readonly<Record<string, Json>>, spec: JsonObject = {}): string[] {
  const problems = problemsOf({ triggers: [withMetadata(office, metadata)], ...spec });
  return problems.map((problem) => problem.replace('spec.triggers.0.metadata.', ''));
}

describe('a cron trigger that cannot work', () => {
  it.each<[Record<string, Json>, string[]]>([
    [{ timezone: null }, ['RC4301 timezone']],
    [{ start: null, end: '' }, ['RC4301 start', 'RC4301 end']],
    [{ desiredReplicas: null }, ['RC4301 desiredReplicas']],
    [{ timezone: 'Europe/Berln' }, ['RC4302 timezone']],
    [{ timezone: '+02:00' }, ['RC4302 timezone']],
    [{ start: '8:00', end: '0 18 * * 7' }, ['RC4303 start', 'RC4303 end']],
    [{ end: ' 0 8 * * MON-FRI ' }, ['RC4304 end']],
    [{ desiredReplicas: '0' }, ['RC4307 desiredReplicas']],
    [{ desiredReplicas: '-2' }, ['RC4307 desiredReplicas']],
    [{ desiredReplicas: '2.5' }, ['RC4307 desiredReplicas']],
    [{ desiredReplicas: '9223372036854775808' }, ['RC4307 desiredReplicas']],
    [{ desiredReplicas: '010' }, ['RC4307 desiredReplicas']],
  ])('%j', (metadata, expected) => {
    expect(found(metadata)).toEqual(expected);
  });

  it('has its mistake shown where it is', () => {
    const triggers = [withMetadata(office, { start: '  0 8 * * 1-7' })];
    expect(kedaProblems(scaledObject({ triggers }))).toMatchObject([
      { code: 'RC4303', offset: 10 },
    ]);
  });

  it.each([
    [{ timezone: 'Europe/Berln' }, 'Did you mean Europe/Berlin?'],
    [{ timezone: 'europe/berlin' }, 'Did you mean Europe/Berlin?'],
    [
      { timezone: null, timeZone: 'UTC' },
      'Write timeZone as timezone: upper and lower case count.',
    ],
  ])('is told what was meant: %j', (metadata, hint) => {
    expect(
      kedaProblems(scaledObject({ triggers: [withMetadata(office, metadata)] }))[0]?.hint,
    ).toBe(hint);
  });
});

describe('a cron trigger that works, and not as it seems', () => {
  it.each<[string, Record<string, Json>, JsonObject, string]>([
    ['an end that never comes', { end: '0 18 30 2 *' }, {}, 'RC4305 end'],
    ['a start that never comes', { start: '0 8 31 6 *' }, {}, 'RC4305 start'],
    ['an end that is the start', { end: '00 08 ? * 1-5' }, {}, 'RC4306 end'],
    ['more replicas than the maximum', {}, { maxReplicaCount: 9 }, 'RC4308 desiredReplicas'],
    ['no more replicas than the minimum', {}, { minReplicaCount: 10 }, 'RC4309 desiredReplicas'],
  ])('%s', (_, metadata, spec, expected) => {
    expect(found(metadata, spec)).toEqual([expected]);
  });
});

it.each<[Record<string, Json>, JsonObject]>([
  [{ desiredReplicas: ' 100 ' }, {}],
  [{ desiredReplicas: '2' }, {}],
  [{ desiredReplicas: '1' }, { minReplicaCount: 0 }],
  [{ desiredReplicas: '5' }, { minReplicaCount: 5, idleReplicaCount: 1 }],
  [{ start: '0 22 * * *', end: '0 6 * * *' }, {}],
  [{ start: '0 0 29 2 *' }, {}],
])('a cron trigger is fine with %j and %j', (metadata, spec) => {
  expect(found(metadata, spec)).toEqual([]);
});
