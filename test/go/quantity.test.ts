import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareQuantities,
  formatQuantity,
  parseQuantity,
  printInteger,
  printQuantity,
} from '../../src/go/quantity.ts';

function printed(text: string): string | undefined {
  const quantity = parseQuantity(text);
  return quantity && printQuantity(quantity);
}

describe('parseQuantity and printQuantity', () => {
  it.each([
    ['0', '0'],
    ['0.05', '50m'],
    ['1000m', '1'],
    ['1500m', '1500m'],
    ['100000', '100k'],
    ['123456', '123456'],
    ['1e3', '1e3'],
    ['12e4', '120e3'],
    ['1E', '1E'],
    ['0.5Gi', '512Mi'],
    ['1024Mi', '1Gi'],
    ['1536Ki', '1536Ki'],
    ['1000Ki', '1000Ki'],
    ['0.0001', '100u'],
    ['-0.05', '-50m'],
    ['10000000000Gi', '9223372036854775807'],
    ['0.001Ki', '1024m'],
    ['0.0009Ki', '921600u'],
  ])('%s is printed as %s', (text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  it.each([
    ['1.005', '1.005', '1005m'],
    ['+5', '+5', '5'],
    ['007', '007', '7'],
  ])(
    '%s is printed as it is, as Go does, though its canonical form is another',
    (text, as, form) => {
      const quantity = parseQuantity(text);
      expect(quantity && printQuantity(quantity)).toBe(as);
      expect(quantity && formatQuantity(quantity)).toBe(form);
    },
  );

  it.each([
    ['0.0000000001', '1n'],
    ['-0.0000000001', '-1n'],
    ['1.0000000001', '1000000001n'],
  ])('%s is rounded away from zero to %s', (text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  it.each(['', ' ', '1 ', 'x', '1K', '1kk', '1.2.3', '1e', 'e3', 'Mi', '.', '-', '1i', '0x10'])(
    'refuses %j',
    (text) => {
      expect(parseQuantity(text)).toBeUndefined();
    },
  );

  it.each(['1000E', '1e2000'])('refuses %s, which Go cannot spell', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  it('prints what it reads back as the same value', () => {
    const suffix = fc.constantFrom('', 'n', 'u', 'm', 'k', 'M', 'Ki', 'Mi', 'Gi', 'e3', 'e-3');
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 12n), 10n ** 12n),
        fc.nat(999),
        suffix,
        (whole, part, unit) => {
          const quantity = parseQuantity(`${whole}.${part}${unit}`);
          const again = quantity && parseQuantity(printQuantity(quantity));
          expect(quantity && again && compareQuantities(quantity, again)).toBe(0);
        },
      ),
    );
  });
});

describe('compareQuantities', () => {
  it.each([
    ['50m', '0.05', 0],
    ['1Gi', '1024Mi', 0],
    ['1Gi', '1G', 1],
    ['1m', '1', -1],
    ['-1', '1', -1],
  ])('%s against %s', (a, b, expected) => {
    const [left, right] = [parseQuantity(a), parseQuantity(b)];
    expect(left && right && compareQuantities(left, right)).toBe(expected);
  });
});

describe('printInteger', () => {
  it.each([
    [0n, 'DecimalSI', '0'],
    [1000n, 'DecimalSI', '1k'],
    [1500n, 'DecimalSI', '1500'],
    [1048576n, 'DecimalSI', '1048576'],
    [9223372036854775807n, 'DecimalSI', '9223372036854775807'],
    [9000000000000000000n, 'DecimalSI', '9E'],
    [209715200n, 'BinarySI', '200Mi'],
    [1073741824n, 'BinarySI', '1Gi'],
    [1610612736n, 'BinarySI', '1536Mi'],
    [0n, 'BinarySI', '0'],
  ] as const)('%s in %s is %s', (value, format, expected) => {
    expect(printInteger(value, format)).toBe(expected);
  });
});
