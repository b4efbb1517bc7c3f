import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/json.ts';
import { kedaProblems } from '../../../src/keda/rules.ts';
import { problemsOf, prometheus, scaledObject, withMetadata } from './objects.ts';

function found(metadata: Readonly<Record<string, Json>>, fields: JsonObject = {}): string[] {
  const problems = problemsOf({ triggers: [{ ...withMetadata(prometheus, metadata), ...fields }] });
  return problems.map((problem) => problem.replace('spec.triggers.0.metadata.', ''));
}

describe('a prometheus trigger that KEDA cannot build', () => {
  it.each<[Record<string, Json>, string]>([
    [{ serverAddress: null }, 'RC4204 serverAddress'],
    [{ query: '  ' }, 'RC4204 query'],
    [{ threshold: '' }, 'RC4204 threshold'],
    [{ threshold: '1k' }, 'RC4209 threshold'],
    [{ threshold: '.5' }, 'RC4209 threshold'],
    [{ threshold: '+5' }, 'RC4209 threshold'],
    [{ threshold: '1e999' }, 'RC4209 threshold'],
    [{ threshold: '0' }, 'RC4207 threshold'],
    [{ threshold: '-1' }, 'RC4207 threshold'],
    [{ threshold: '0.0004' }, 'RC4207 threshold'],
    [{ activationThreshold: 'ten' }, 'RC4205 activationThreshold'],
    [{ ignoreNullValues: 'no' }, 'RC4205 ignoreNullValues'],
    [{ unsafeSsl: 'yes' }, 'RC4205 unsafeSsl'],
    [{ timeout: '5 s' }, 'RC4205 timeout'],
    [{ timeout: '-5' }, 'RC4205 timeout'],
    [{ queryParameters: 'a' }, 'RC4205 queryParameters'],
    [{ customHeaders: 'a=b=c' }, 'RC4205 customHeaders'],
    [{ serverAddress: 'prometheus:9090' }, 'RC4210 serverAddress'],
    [{ authModes: 'password' }, 'RC4205 authModes'],
    [{ authModes: 'basic,bearer' }, 'RC4205 authModes'],
    [{ authModes: 'basic' }, 'RC4211 authModes'],
    [{ authMode: 'bearer' }, 'RC4211 authMode'],
  ])('%j', (metadata, expected) => {
    expect(found(metadata)).toEqual([expected]);
  });

  it('a key in another case is named', () => {
    const trigger = withMetadata(prometheus, { serverAddress: null, serveraddress: 'http://p' });
    expect(kedaProblems(scaledObject({ triggers: [trigger] }))).toMatchObject([
      { code: 'RC4204', hint: 'Write serveraddress as serverAddress: upper and lower case count.' },
    ]);
  });
});

describe('a prometheus trigger is fine with', () => {
  it.each<[Record<string, Json>, JsonObject]>([
    [{ threshold: ' 0.5 ' }, {}],
    [{ threshold: '1e3' }, {}],
    [{ activationThreshold: '-1' }, {}],
    [{ timeout: '30s' }, {}],
    [{ timeout: '30000' }, {}],
    [{ timeout: '+05' }, {}],
    [{ customHeaders: 'X-Scope-OrgID=a, X-B=c' }, {}],
    [{ authModes: 'tls, basic' }, { authenticationRef: { name: 'thanos' } }],
    [{ authModes: 'apiKey', apiKey: 'k' }, {}],
    [{ authModes: '' }, {}],
    [{ anythingElse: 'x' }, {}],
  ])('%j', (metadata, fields) => {
    expect(found(metadata, fields)).toEqual([]);
  });
});

it.each([
  ['2k', 'Add 1 to the target, or set the threshold in digits in revcast.dev/scaled-object.'],
  ['1,5', 'Write it in digits.'],
])('a threshold of %s has its own way out', (threshold, hint) => {
  const triggers = [withMetadata(prometheus, { threshold })];
  expect(kedaProblems(scaledObject({ triggers }))[0]?.hint).toBe(hint);
});
