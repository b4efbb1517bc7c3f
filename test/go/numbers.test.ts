import { describe, expect, test } from 'vitest';
import { parseBool, parseFloat64, parseInt32, parseInt64 } from '../../src/go/numbers.ts';

const syntax = { value: 0, error: 'syntax' };
const { POSITIVE_INFINITY: inf, NEGATIVE_INFINITY: negativeInf, NaN: nan } = Number;

describe('parseFloat64 takes what strconv.ParseFloat takes', () => {
  test.each<[string, number]>([
    ['5', 5],
    ['05', 5],
    ['+5', 5],
    ['-5', -5],
    ['-0', -0],
    ['.5', 0.5],
    ['5.', 5],
    ['1e2', 100],
    ['1E+2', 100],
    ['1.5e-3', 0.0015],
    ['1_000', 1000],
    ['1_23.50_0_0e+1_2', 1.235e14],
    ['0x1p4', 16],
    ['0X1P+4', 16],
    ['0x_1p4', 16],
    ['0x.8p1', 1],
    ['-0x1.8p1', -3],
    ['0x1p-1074', 5e-324],
    ['0x1p-1075', 0],
    ['0x1.8p-1075', 5e-324],
    ['0x3p-1076', 5e-324],
    ['0x1p-99999999999', 0],
    ['0x1.fffffffffffff8p0', 2],
    ['0x1.fffffffffffff4p0', 1.9999999999999998],
    ['1e-400', 0],
    ['inf', inf],
    ['+Inf', inf],
    ['-INFINITY', negativeInf],
    ['NaN', nan],
    ['nan', nan],
  ])('%j', (text, value) => {
    expect(parseFloat64(text)).toEqual({ value });
  });
});

describe('parseFloat64 refuses what strconv.ParseFloat refuses', () => {
  test.each([
    '',
    ' 5',
    '5 ',
    '.',
    '+',
    'e1',
    '1e',
    '1e+',
    '5%',
    '1k',
    '1,000',
    '0x10',
    '0x',
    '0xp1',
    '0x1p',
    '0b11',
    '0o17',
    '_1',
    '1_',
    '1__0',
    '1_.5',
    '1._5',
    '1e_5',
    '0_x1p4',
    '0x1_p4',
    '+nan',
    '--1',
    'infinit',
    '٥',
    '1n',
  ])('%j', (text) => {
    expect(parseFloat64(text)).toEqual(syntax);
  });

  test.each([
    ['1e400', inf],
    ['-1e400', negativeInf],
    ['0x1p1024', inf],
    ['0x1p99999999999', inf],
  ])('%j is out of range', (text, value) => {
    expect(parseFloat64(text)).toEqual({ value, error: 'range' });
  });
});

describe('parseInt32 is strconv.ParseInt of base 10 and 32 bits', () => {
  test.each([
    ['0', 0],
    ['-0', 0],
    ['+7', 7],
    ['007', 7],
    ['-1', -1],
    ['2147483647', 2147483647],
    ['-2147483648', -2147483648],
  ])('%j', (text, value) => {
    expect(parseInt32(text)).toEqual({ value });
  });

  test.each(['', ' 1', '1 ', '1.0', '1e1', '0x10', '1_0', '+', '4294967295x', '٥'])(
    'it refuses %j',
    (text) => {
      expect(parseInt32(text)).toEqual(syntax);
    },
  );

  test.each([
    ['2147483648', 2147483647],
    ['-2147483649', -2147483648],
    ['99999999999999999999', 2147483647],
    ['4294967296x', 2147483647],
  ])('%j is out of range', (text, value) => {
    expect(parseInt32(text)).toEqual({ value, error: 'range' });
  });
});

test('parseInt64 knows the range of 64 bits', () => {
  expect(parseInt64('2147483648')).toEqual({ value: 2147483648 });
  expect(parseInt64('9223372036854775807').error).toBeUndefined();
  expect(parseInt64('9223372036854775808').error).toBe('range');
  expect(parseInt64('-9223372036854775808').error).toBeUndefined();
});

test.each([
  [['1', 't', 'T', 'TRUE', 'true', 'True'], true],
  [['0', 'f', 'F', 'FALSE', 'false', 'False'], false],
  [['', 'yes', 'tRUE', ' true', '2', 'enabled'], undefined],
])('parseBool makes %j %s', (texts, value) => {
  expect(texts.map(parseBool)).toEqual(texts.map(() => value));
});
