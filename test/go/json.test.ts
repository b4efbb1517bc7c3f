import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeJson } from '../../src/go/json.ts';
import type { Schema } from '../../src/go/json-schema.ts';
import { parseJson } from '../../src/go/json-text.ts';
import { scaledObjectType, scalingRulesType, triggersType } from '../../src/keda/go-types.ts';

describe('parseJson', () => {
  it.each([
    ['', 0, 'expected a value, found the end'],
    ['{', 1, 'expected a field name in double quotes, found the end'],
    ['{a: 1}', 1, 'expected a field name in double quotes, found "a"'],
    ['{"a" 1}', 5, 'expected ":" after the field name, found "1"'],
    ['[1 2]', 3, 'expected "," or "]", found "2"'],
    ['[1,]', 3, 'expected a value, found "]"'],
    ['[] x', 3, 'expected the end, found "x"'],
    ["'x'", 0, 'expected a value, found "\'"'],
    ['\ufeff[]', 0, 'expected a value, found "\ufeff"'],
    ['["a\tb"]', 3, 'expected control characters as escapes, found "\\t"'],
    ['["\\x41"]', 2, 'expected a JSON escape sequence, found "\\\\"'],
    ['["abc', 5, 'expected a closing double quote, found the end'],
    ['01', 1, 'expected the end, found "1"'],
    ['True', 0, 'expected a value, found "T"'],
  ])('%j fails at %i', (text, offset, message) => {
    expect(parseJson(text)).toEqual({ failure: { offset, message } });
  });

  it('takes what JSON.parse takes, and nothing else', () => {
    const token = fc.constantFrom(
      ...'{}[]",:-+.eE\\u01ntf \n\t\u0001\u2028',
      'null',
      'true',
      '"a"',
    );
    const soup = fc.array(token, { maxLength: 12 }).map((tokens) => tokens.join(''));
    fc.assert(
      fc.property(fc.oneof(soup, fc.json()), (text) => {
        expect('failure' in parseJson(text)).toBe(!isJson(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('ends at a depth that no annotation has, without a stack overflow', () => {
    expect(parseJson('['.repeat(100_000))).toEqual({
      failure: { offset: 500, message: 'expected at most 500 levels, found "["' },
    });
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('decodeJson', () => {
  const errors = (text: string, schema: Schema): string[] =>
    decodeJson(text, schema)
      .findings.filter(({ kind }) => kind === 'type')
      .map(({ field, message }) => `${field}: ${message}`);

  it('reports every wrong type with its field, not only the first', () => {
    expect(errors('[{"type":5,"metadata":{"a":1,"b":null,"c":[]}},7]', triggersType)).toEqual([
      '[0].type: expected a string, found 5',
      '[0].metadata.a: expected a string, found 1',
      '[0].metadata.c: expected a string, found a list',
      '[1]: expected an object, found 7',
    ]);
  });

  it.each([
    ['{"policies":{}}', 'policies: expected a list, found an object'],
    ['{"stabilizationWindowSeconds":60.0}', 'expected an integer, found 60.0'],
    ['{"stabilizationWindowSeconds":6e1}', 'expected an integer, found 6e1'],
    ['{"stabilizationWindowSeconds":2147483648}', 'expected an integer of 32 bits'],
    ['{"stabilizationWindowSeconds":"60"}', 'expected an integer, found "60"'],
    ['{"tolerance":"5%"}', 'expected a quantity such as "0.1" or "100m", found "5%"'],
    ['{"tolerance":true}', 'expected a quantity such as "0.1" or "100m", found true'],
    ['{"tolerance":"\\u0031"}', 'expected a quantity'],
  ])('refuses %s', (text, message) => {
    expect(errors(text, scalingRulesType)).toEqual([expect.stringContaining(message)]);
  });

  it.each(['yesterday', '2026-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-31', ''])(
    'refuses the time %j',
    (time) => {
      const text = JSON.stringify({ metadata: { creationTimestamp: time } });
      expect(errors(text, scaledObjectType)).toEqual([expect.stringContaining('expected a time')]);
    },
  );

  it('points at the unknown field, and at the fields it could have been', () => {
    const { value, findings } = decodeJson('[{"type":"x","metadat":{}}]', triggersType);
    expect(value).toEqual([{ type: 'x', metadata: null }]);
    expect(findings).toMatchObject([{ kind: 'unknown', field: '[0].metadat', offset: 13 }]);
    expect(findings[0]?.known).toContain('metadata');
  });

  it('reads a repeated field over its earlier value, as Go does, and says so', () => {
    const text =
      '{"stabilizationWindowSeconds":1,"policies":[{"type":"Pods","value":1}],' +
      '"POLICIES":[{"value":2}],"stabilizationWindowSeconds":null}';
    const { value, findings } = decodeJson(text, scalingRulesType);
    expect(value).toEqual({ policies: [{ type: 'Pods', value: 2, periodSeconds: 0 }] });
    expect(findings.map(({ kind, field }) => `${kind} ${field}`)).toEqual([
      'repeated POLICIES',
      'repeated stabilizationWindowSeconds',
    ]);
  });

  it('lets a shorter repeated list forget its earlier items only where Go does', () => {
    const text =
      '{"policies":[{"value":1},{"value":2,"type":"Pods"}],"policies":[{}],"policies":[{},{}]}';
    expect(decodeJson(text, scalingRulesType).value).toEqual({
      policies: [
        { type: '', value: 1, periodSeconds: 0 },
        { type: 'Pods', value: 2, periodSeconds: 0 },
      ],
    });
  });

  it('keeps a map key that is a word of JavaScript', () => {
    const { value } = decodeJson('[{"type":"x","metadata":{"__proto__":"y"}}]', triggersType);
    expect(JSON.stringify(value)).toBe('[{"type":"x","metadata":{"__proto__":"y"}}]');
  });
});
