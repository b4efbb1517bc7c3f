import { describe, expect, test } from 'vitest';
import { hour, parseDuration, second } from '../../src/go/duration.ts';

describe('parseDuration takes what time.ParseDuration takes', () => {
  test.each<[string, bigint]>([
    ['0', 0n],
    ['-0', 0n],
    ['+0', 0n],
    ['60s', 60n * second],
    ['1h1s', hour + second],
    ['1s1h', hour + second],
    ['1.5h', (hour * 3n) / 2n],
    ['.5s', second / 2n],
    ['5.s', 5n * second],
    ['-1m30s', -90n * second],
    ['1500ms', 1_500_000_000n],
    ['3us', 3000n],
    ['3\u00b5s', 3000n],
    ['3\u03bcs', 3000n],
    ['7ns', 7n],
    ['0.0000000001s', 0n],
    ['0.3333333333333333333h', 1_200_000_000_000n],
    ['9223372036854775807ns', 2n ** 63n - 1n],
    ['-9223372036854775808ns', -(2n ** 63n)],
  ])('%j', (text, value) => {
    expect(parseDuration(text)).toBe(value);
  });
});

describe('parseDuration refuses what time.ParseDuration refuses', () => {
  test.each([
    '',
    '-',
    '5',
    '00',
    '.s',
    's',
    '1d',
    '20 s',
    ' 20s',
    '1m 30s',
    '1S',
    '1_0s',
    '1e3s',
    '--1s',
    '9223372036854775808ns',
    '99999999999999999999h',
  ])('%j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
