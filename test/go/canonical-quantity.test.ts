import { describe, expect, it } from 'vitest';
import { canonicalQuantity } from '../../src/go/canonical-quantity.ts';

describe('canonicalQuantity', () => {
  it.each([
    ['50m', ['50m', '0.05', '.05', '+0.05', '50000u', '5e-2']],
    ['1', ['1', '1.0', '01', '1000m', '1e0']],
    ['1Gi', ['1Gi', '1024Mi', '1048576Ki', '1073741824', '1073741824000m']],
    ['512Mi', ['512Mi', '0.5Gi']],
    ['1500M', ['1500M', '1.5G', '1500000k', '15e8']],
    ['1k', ['1k', '1000', '1e3', '1E3']],
    ['0', ['0', '0.0', '-0', '0Mi', '0m']],
    ['-1500m', ['-1.5', '-1500m']],
    ['1n', ['0.1n', '1n', '0.0000000001']],
  ])('is %s', (canonical, spellings) => {
    expect(spellings.map(canonicalQuantity)).toEqual(spellings.map(() => canonical));
  });

  it.each(['', 'a', '1 Gi', '1gi', '1KB', '--1', '1e', '0x10', 'NaN'])(
    'is not there for %j',
    (text) => {
      expect(canonicalQuantity(text)).toBeUndefined();
    },
  );
});
