import { describe, expect, it } from 'vitest';
import {
  leavesOthers,
  type Outcome,
  soonest,
  type Unsuccessful,
} from '../../src/fixer/apply/outcome.ts';
import { notMade, outcomeOf } from '../../src/fixer/apply/outcome-of.ts';
import { ApiError } from '../../src/kubernetes/errors.ts';
import { scaledObjects } from '../../src/kubernetes/resources.ts';

const request = {
  verb: 'create',
  resource: scaledObjects,
  namespace: 'shop',
  name: 'web-00004',
} as const;
const denied = 'admission webhook "vscaledobject.kb.io" denied the request';
const noRequest =
  "the scaledobject has a memory trigger but the container queue-proxy doesn't have the memory request defined";

describe('what follows from a failed request', () => {
  it.each<[string, unknown, Partial<Unsuccessful>]>([
    [
      'a conflict: another look',
      new ApiError(409, 'Conflict', 'the object has been modified'),
      { kind: 'retry', failure: 'Conflict' },
    ],
    [
      'there already: another look',
      new ApiError(409, 'AlreadyExists', 'exists'),
      { kind: 'retry', failure: 'Conflict' },
    ],
    ['gone: another look', new ApiError(404, 'NotFound', 'x'), { kind: 'retry', failure: 'Gone' }],
    [
      'a namespace on its way out',
      new ApiError(403, 'Forbidden', 'unable to create: namespace shop is being terminated', {
        causes: [{ reason: 'NamespaceTerminating', message: '' }],
      }),
      { kind: 'retry', failure: 'Gone' },
    ],
    [
      'throttled: after the time that the server gives',
      new ApiError(429, 'TooManyRequests', 'x', { retryAfterSeconds: 7 }),
      { kind: 'later', failure: 'Throttled', after: 7000 },
    ],
    [
      'throttled without a time',
      new ApiError(429, 'TooManyRequests', 'x'),
      { kind: 'later', failure: 'Throttled', after: 1000 },
    ],
    [
      'told to come back at once, which would be for ever',
      new ApiError(503, 'ServiceUnavailable', 'x', { retryAfterSeconds: 0 }),
      { kind: 'later', failure: 'Throttled', after: 1000 },
    ],
    [
      'told to come back in a year, which may be a mistake',
      new ApiError(429, 'TooManyRequests', 'x', { retryAfterSeconds: 31_536_000 }),
      { kind: 'later', failure: 'Throttled', after: 120_000 },
    ],
    [
      'a server that starts and says when',
      new ApiError(503, 'ServiceUnavailable', 'x', { retryAfterSeconds: 2 }),
      { kind: 'later', failure: 'Throttled', after: 2000 },
    ],
    ['a server in trouble', new ApiError(500, 'x', 'x'), { kind: 'retry', failure: 'Unavailable' }],
    ['a time-out', new ApiError(408, 'Timeout', 'x'), { kind: 'retry', failure: 'Unavailable' }],
    [
      'a token that has expired',
      new ApiError(401, 'Unauthorized', 'x'),
      { kind: 'retry', failure: 'Unauthorized' },
    ],
    ['no answer at all', new Error('ECONNRESET'), { kind: 'retry', failure: 'Unreachable' }],
    [
      'the Deployment is not in the cache of KEDA’s webhook yet',
      new ApiError(404, 'NotFound', `${denied}: Deployment.apps "web-00004-deployment" not found`),
      { kind: 'later', failure: 'DeploymentMissing' },
    ],
    [
      'nor does its own client find it',
      new ApiError(404, 'NotFound', `${denied}: deployments.apps "web-00004-deployment" not found`),
      { kind: 'later', failure: 'DeploymentMissing' },
    ],
    [
      'KEDA’s webhook still sees another ScaledObject there',
      new ApiError(
        403,
        'Forbidden',
        `${denied}: the workload 'd' of type 'apps/v1.Deployment' is already managed by the ScaledObject 'web-00007'`,
      ),
      { kind: 'retry', failure: 'TargetTaken' },
    ],
    [
      'KEDA’s webhook still sees an HPA there',
      new ApiError(
        403,
        'Forbidden',
        `${denied}: the workload 'd' of type 'apps/v1.Deployment' is already managed by the hpa 'web-00004'`,
      ),
      { kind: 'retry', failure: 'TargetTaken' },
    ],
    [
      'KEDA’s webhook refuses the content',
      new ApiError(403, 'Forbidden', `${denied}: ${noRequest}`),
      {
        kind: 'refused',
        failure: 'Refused',
        told: {
          type: 'Warning',
          reason: 'ScaledObjectRefused',
          message: `ScaledObject web-00004 is refused (create): admission webhook vscaledobject.kb.io says: ${noRequest}`,
        },
      },
    ],
    [
      'another webhook refuses, with a status of its own',
      new ApiError(400, '', 'admission webhook "policy.example.com" denied the request: no owner'),
      { kind: 'refused', failure: 'Refused' },
    ],
    [
      'the schema refuses',
      new ApiError(422, 'Invalid', 'spec.maxReplicaCount: Invalid value'),
      { kind: 'refused', failure: 'Refused' },
    ],
    [
      'a quota refuses',
      new ApiError(403, 'Forbidden', 'scaledobjects.keda.sh "x" is forbidden: exceeded quota: q'),
      { kind: 'refused', failure: 'Refused' },
    ],
  ])('%s', (_, error, expected) => {
    expect(outcomeOf(error, request)).toMatchObject(expected);
  });

  it('names the right that is lacking', () => {
    const message =
      'scaledobjects.keda.sh is forbidden: User "u" cannot create resource "scaledobjects" in API group "keda.sh" in the namespace "shop"';
    const outcome = outcomeOf(new ApiError(403, 'Forbidden', message), request);
    expect(outcome).toMatchObject({
      kind: 'retry',
      failure: 'Forbidden',
      error: {
        message: 'the fixer lacks the right to create scaledobjects.keda.sh in namespace shop',
      },
    });
  });

  it('names what was asked', () => {
    const outcome = outcomeOf(new ApiError(500, '', 'etcd is away'), request);
    expect(outcome).toMatchObject({
      error: { message: 'create ScaledObject shop/web-00004: etcd is away' },
    });
  });

  it('tells all that is wrong with annotations', () => {
    const problem = { code: 'RC2107', path: ['a', 'b/target'], message: 'm', hint: 'h' } as const;
    expect(notMade('web-00004', [problem, problem])).toMatchObject({
      kind: 'refused',
      failure: 'NotMade',
      told: {
        message:
          'no ScaledObject can be made for revision web-00004: RC2107 b/target: m. h. RC2107 b/target: m. h.',
      },
    });
  });
});

describe('what follows from a plan', () => {
  const error = new Error('x');
  const told = { type: 'Warning', reason: 'R', message: 'm' } as const;
  const retry: Unsuccessful = { kind: 'retry', failure: 'Conflict', error };
  const missing: Unsuccessful = { kind: 'later', failure: 'DeploymentMissing', after: 500 };
  const reverted: Unsuccessful = { kind: 'later', failure: 'Reverted', after: 80_000 };
  const refused: Unsuccessful = { kind: 'refused', failure: 'Refused', told };

  it.each<[string, Unsuccessful[], number | undefined, Outcome]>([
    ['nothing failed', [], undefined, { kind: 'done' }],
    ['nothing failed, and time will tell', [], 5, { kind: 'done', lookAgainAfter: 5 }],
    ['what is soon comes first', [refused, retry, missing], undefined, missing],
    ['then what may be tried again', [refused, reverted, retry], undefined, retry],
    ['then what is slowed down', [refused, reverted], undefined, reverted],
    ['time may tell earlier', [reverted], 60_000, { ...reverted, after: 60_000 }],
    ['what is refused comes last', [refused], undefined, { ...refused, lookAgainAfter: 600_000 }],
    ['and time may tell earlier', [refused], 7, { ...refused, lookAgainAfter: 7 }],
  ])('%s', (_, failures, lookAgainAfter, expected) => {
    expect(soonest(failures, lookAgainAfter)).toEqual(expected);
  });

  it.each<[boolean, Unsuccessful]>([
    [true, missing],
    [true, reverted],
    [true, refused],
    [false, retry],
    [false, { kind: 'later', failure: 'Throttled', after: 1 }],
  ])('others may go on: %s', (expected, failure) => {
    expect(leavesOthers(failure)).toBe(expected);
  });
});
