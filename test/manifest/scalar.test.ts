import { expect, test } from 'vitest';
import type { Json } from '../../src/json.ts';
import { isExact, resolvePlain, resolveTagged } from '../../src/manifest/scalar.ts';

/**
 * What sigs.k8s.io/yaml v1.6.0 makes of plain scalars: recorded from its `YAMLToJSON`, which finds
 * `.inf` and `.nan`, too, and then cannot print them.
 */
const recorded: [Json, string][] = [
  [null, '~ null Null NULL'],
  [true, 'y Y yes Yes YES true True TRUE on On ON'],
  [false, 'n N no No NO false False FALSE off Off OFF'],
  [Number.POSITIVE_INFINITY, '.inf .Inf .INF +.inf'],
  [Number.NEGATIVE_INFINITY, '-.inf -.INF'],
  [Number.NaN, '.nan .NaN .NAN'],
];

test.each(recorded)('plain scalars that mean %s', (meaning, scalars) => {
  expect(scalars.split(' ').map((scalar) => [scalar, resolvePlain(scalar)])).toEqual(
    scalars.split(' ').map((scalar) => [scalar, meaning]),
  );
});

const numbers = `
    0→0 -0→0 +0→0 1→1 -1→-1 +12→12 8080→8080 1_000→1000 1__0→10 1_→1 -_1→-1
    9007199254740991→9007199254740991 012→10 0o17→15 0O17→15 -012→-10 +017→15 0_7→7 00→0 08→8
    09→9 0x1F→31 0X1f→31 -0x1F→-31 +0x1F→31 0x_1F→31 0b101→5 0B101→5 -0b11→-3 0b-11→-3 0b+11→3
    1.5→1.5 -1.5→-1.5 +1.5→1.5 .5→0.5 -.5→-0.5 +.5→0.5 1.→1 01.5→1.5 1_0.5→10.5 .1_0→0.1
    1e3→1000 1E3→1000 1e+3→1000 1e-3→0.001 1.5e3→1500 .5e3→500 1e-400→0 12e03→12000
    1_0e1_0→100000000000 .1_0e1_0→1000000000 9223372036854775808→9223372036854775808
    18446744073709551616→18446744073709551616`;

test('plain scalars that are numbers', () => {
  const pairs = words(numbers).map((pair) => pair.split('→'));
  expect(pairs.map(([scalar = '']) => [scalar, resolvePlain(scalar)])).toEqual(
    pairs.map(([scalar, number]) => [scalar, Number(number)]),
  );
});

const strings = `
    nULL yES tRUE oFF t f _1 --1 +-1 1a 1,000 0o8 0o 0x 0xG 0x1p4 0xFFFFFFFFFFFFFFFFFFFF 1F 0b
    0b2 0B-11 -0b-11 1e e3 .e3 . -. 1.2.3 1e400 -1e400 .iNF -.nan inf NaN Infinity 12:30
    12:30:45 190:20:30.15 2001-01-01 2001-12-14T21:59:43Z = << + a truee 50m 1Gi 10% 1.0.0 v1
    0.0.0.0 é none nil undefined .1__0 .1_ ._1`;

test('plain scalars that stay strings, dates and base 60 among them', () => {
  expect(words(strings).map(resolvePlain)).toEqual(words(strings));
  expect(resolvePlain('yes please')).toBe('yes please');
});

test('digits without end take no time', () => {
  const digits = '1'.repeat(3_000_000);
  expect(resolvePlain(digits)).toBe(digits);
  expect(resolvePlain(`0x${digits}`)).toBe(`0x${digits}`);
});

test('an empty plain scalar is null', () => {
  expect(resolvePlain('')).toBeNull();
});

test.each([
  ['9007199254740991', true],
  ['9007199254740992', true],
  ['9007199254740993', false],
  ['9223372036854775807', false],
  ['9223372036854775808', true],
  ['-9223372036854775808', true],
  ['99999999999999999999', false],
  ['0x20000000000001', false],
  ['0x1e00000000000001', false],
  ['0.1', true],
  ['1e21', true],
  ['12345678901234567890.5', true],
  ['.inf', false],
  ['.nan', false],
  ['a', true],
])('it is told whether JSON can hold %s: %s', (source, exact) => {
  expect(isExact(resolvePlain(source), source)).toBe(exact);
});

test('a number beyond 2^53 is not taken for exact before its digits are known', () => {
  expect(isExact(2 ** 53)).toBe(false);
});

/** As recorded from Go, where undefined is an error. */
test.each<[string, string, Json | undefined]>([
  ['str', '12', '12'],
  ['int', '0x1F', 31],
  ['int', '1.5', undefined],
  ['int', '_1', undefined],
  ['float', '1', 1],
  ['float', 'a', undefined],
  ['bool', 'yes', true],
  ['bool', 'a', undefined],
  ['null', '~', null],
  ['null', 'a', undefined],
  ['binary', 'aGk=', 'hi'],
  ['binary', 'aGk', undefined],
  ['binary', '/w==', undefined],
  ['set', '12', '12'],
])('!!%s %s', (tag, source, value) => {
  expect(resolveTagged(tag, source)).toEqual(value);
});

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
