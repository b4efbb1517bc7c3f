import { expect, it } from 'vitest';
import { isIPv6 } from '../../src/go/ipv6.ts';

it.each(['::', '::1', '1::', 'fe80::1', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7::', '::ffff:1.2.3.4'])(
  '%s is an IPv6 address',
  (text) => {
    expect(isIPv6(text)).toBe(true);
  },
);

it.each([
  '',
  ':',
  ':::',
  '1',
  '1.2.3.4',
  '1::2::3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7:8::',
  '12345::',
  'g::',
  '::1.2.3',
  '::1.2.3.256',
  '::01.2.3.4',
  '::1.2.3.4:1',
  '1.2.3.4::',
])('%j is none', (text) => {
  expect(isIPv6(text)).toBe(false);
});
