import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formulaProblem } from '../../src/keda/formula/check.ts';
import { readRecorded } from './recorded/read.ts';

const names: ReadonlySet<string> = new Set(['a', 'b', 'q1', 'my-trigger', 'sum']);
const recorded = readRecorded<[formula: string, accepted: boolean]>('formulas');

/** What revcast leaves to KEDA: other literals, variables, conditions in words, comments, nil. */
const unread = /[`{;|\\]|\/\/|0x|b"|\.\.|#|\b(?:let|if|not|nil|max)\b|\$env(?!\[")|^ *$/;

/** What it reads, and does not look into: the insides of texts and lists. */
const textsAndLists = [
  ...['"x" + "y"', '[5., 1e3].x', "reduce([1_0,.5])**'y'", "('y'.foo)", 'float(false ?? +-a)'],
  ...['[true, a,]', "+(mean(a, 'y'))"],
];

describe('a formula', () => {
  it.each(recorded.filter(([, accepted]) => accepted))(
    '%j that KEDA accepts has no problem',
    (formula) => {
      expect(formulaProblem(formula, names)).toBeUndefined();
    },
  );

  it('that KEDA refuses has one, but for the parts of the language that revcast does not read', () => {
    const left = recorded.filter(
      ([formula, accepted]) => !accepted && formulaProblem(formula, names) === undefined,
    );
    const formulas = left.map(([formula]) => formula).filter((formula) => !unread.test(formula));
    expect(formulas).toEqual(textsAndLists);
  });

  it.each([
    ['a + c', 4, 'no trigger is named "c"'],
    ['my-trigger', 0, 'no trigger is named "my"'],
    ['$env["nope"]', 5, 'no trigger is named "nope"'],
    ['a +', 3, 'the formula ends too early'],
    ['(a + b', 6, 'the formula ends too early'],
    ['(a + b))', 8, 'a ")" has no "("'],
    ['a b', 2, '"b" is not expected here'],
    ['a @ b', 2, '"@" is not expected here'],
    ['a, b', 0, 'one number is needed, and not several'],
    ['a.b', 1, 'the value of a trigger has no fields and no elements'],
    ['sqrt(a)', 0, 'there is no function "sqrt"'],
    ['a(b)', 0, '"a" is a trigger, not a function'],
    ['sum(a)', 0, '"sum" is a trigger, not a function'],
    ['count(a)', 0, '"count" takes a list: [a, b]'],
    ['a > b', 0, 'the formula is true or false, and a number is needed'],
    ['(a > b) ?? false', 0, 'the formula is true or false, and a number is needed'],
    ['a ? b : 1', 2, 'what stands before "?" is not a condition'],
    ['a ?? 0 + 1', 7, '"+" next to ?? needs parentheses'],
    ['a % 2', 2, '"%" takes whole numbers, and the value of a trigger is not one'],
    ['a && b', 2, '"&&" cannot be applied to what stands beside it'],
    ['!a', 0, '"!" cannot be applied to what stands beside it'],
  ])('%s has its problem at %i: %s', (formula, offset, message) => {
    expect(formulaProblem(formula, names)).toMatchObject({ offset, message });
  });

  it('of any text is read without failing', () => {
    const word = fc.constantFrom(
      ...[
        'a',
        'b',
        '1',
        '2.5',
        '"x"',
        'max',
        'sum',
        '#',
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
        ',',
        ':',
        '?',
      ],
      ...[
        '+',
        '-',
        '**',
        '%',
        '<',
        '==',
        '&&',
        'not',
        'in',
        '??',
        '?.',
        '.',
        '|',
        ';',
        'let',
        '@',
        '\\',
      ],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), fc.constantFrom('', ' '), (words, space) => {
        const formula = words.join(space);
        const offset = formulaProblem(formula, names)?.offset ?? 0;
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThanOrEqual(formula.length);
      }),
    );
  });

  it.each(['('.repeat(100_000), 'a'.concat('**a'.repeat(400)), '-'.repeat(900)])(
    'that is deep does not overflow the stack',
    (formula) => {
      expect(() => formulaProblem(formula, names)).not.toThrow();
    },
  );
});
