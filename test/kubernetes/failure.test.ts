import { describe, expect, test } from 'vitest';
import {
  ApiError,
  ConnectError,
  errorOfAnswer,
  errorOfStatus,
} from '../../src/kubernetes/errors.ts';
import { failureOf, SilentError } from '../../src/kubernetes/failure.ts';

const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
const ahead = new ApiError(504, 'Timeout', 'Too large resource version: 9, current: 5', {
  causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
});

test.each<[string, unknown, string, boolean]>([
  ['410', new ApiError(410, 'Expired', ''), 'gone', true],
  ['a version that the server doesn’t know yet, as after a restored backup', ahead, 'gone', true],
  ['401', new ApiError(401, 'Unauthorized', ''), 'unauthorized', false],
  ['429', new ApiError(429, 'TooManyRequests', ''), 'throttled', false],
  ['500', new ApiError(500, 'InternalError', ''), 'error', false],
  ['503', new ApiError(503, '', ''), 'error', false],
  ['403', new ApiError(403, 'Forbidden', ''), 'error', true],
  ['404', new ApiError(404, 'NotFound', ''), 'error', true],
  ['a refused connection', refused, 'error', false],
  ['credentials that can’t be read', new ConnectError(''), 'error', false],
  ['a silent stream', new SilentError(), 'silent', false],
  ['anything else', new SyntaxError(''), 'error', true],
  ['what isn’t even an error', 'odd', 'error', true],
])('%s', (_what, error, reason, relist) => {
  expect(failureOf(error)).toMatchObject({ reason, relist });
});

test('Retry-After counts in seconds, and not without a limit', () => {
  const after = (retryAfterSeconds: number): number =>
    failureOf(new ApiError(429, '', '', { retryAfterSeconds })).wait;
  expect([after(3), after(86_400)]).toEqual([3_000, 120_000]);
});

describe('errors', () => {
  test('a Status has its code, reason, message, causes and when to come back', () => {
    const status = {
      kind: 'Status',
      code: 422,
      reason: 'Invalid',
      message: 'is invalid',
      details: {
        retryAfterSeconds: 2,
        causes: [{ reason: 'FieldValueInvalid', message: 'no', field: 'spec.a' }],
      },
    };
    expect(errorOfAnswer(422, undefined, JSON.stringify(status))).toMatchObject({
      status: 422,
      reason: 'Invalid',
      message: 'is invalid',
      retryAfterSeconds: 2,
      causes: [{ reason: 'FieldValueInvalid', message: 'no', field: 'spec.a' }],
    });
  });

  test.each([
    ['', 'HTTP 502'],
    ['<html>\n  <h1>Bad Gateway</h1>', 'HTTP 502: <html> <h1>Bad Gateway</h1>'],
    ['x'.repeat(999), `HTTP 502: ${'x'.repeat(200)}`],
    ['{"kind":"Other"}', 'HTTP 502: {"kind":"Other"}'],
  ])('what a proxy says in its way is quoted shortly', (text, message) => {
    expect(errorOfAnswer(502, '7', text)).toMatchObject({
      status: 502,
      message,
      retryAfterSeconds: 7,
    });
  });

  test('the header counts before the details; zero and dates are nothing', () => {
    const seconds = (header: string | undefined, told: number): number | undefined =>
      errorOfStatus({ details: { retryAfterSeconds: told } }, header).retryAfterSeconds;
    expect(seconds('5', 2)).toBe(5);
    expect(seconds(undefined, 0)).toBeUndefined();
    expect(seconds('Fri, 31 Dec 1999 23:59:59 GMT', 0)).toBeUndefined();
  });

  test('an odd Status is an error of the server', () => {
    expect(errorOfStatus({ details: 'odd', code: 'x' })).toMatchObject({
      status: 500,
      message: 'HTTP 500',
    });
  });
});
