import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { kedaProblems } from '../../../src/keda/rules.ts';
import { cpu, prometheus, scaledObject, told } from './objects.ts';

const two: readonly JsonObject[] = [
  { ...prometheus, name: 'requests' },
  { ...prometheus, name: 'queue-length' },
  { ...cpu, name: 'load' },
];

function problemsOf(modifiers: JsonObject, triggers: readonly JsonObject[] = two) {
  const advanced = { scalingModifiers: modifiers };
  return kedaProblems(scaledObject({ triggers: [...triggers], advanced }));
}

const all = 'max(requests, $env["queue-length"])';

describe("KEDA's webhook refuses scaling modifiers", () => {
  it.each<[string, JsonObject, string[]]>([
    ['without a formula', { target: '5' }, ['RC4108 spec.advanced.scalingModifiers.formula']],
    [
      'with only an activation target',
      { activationTarget: '5' },
      ['RC4108 spec.advanced.scalingModifiers.formula'],
    ],
    ['without a target', { formula: all }, ['RC4109 spec.advanced.scalingModifiers.target']],
    [
      'with a target of 0',
      { formula: all, target: '0' },
      ['RC4109 spec.advanced.scalingModifiers.target'],
    ],
    [
      'with a target in words',
      { formula: all, target: 'five' },
      ['RC4109 spec.advanced.scalingModifiers.target'],
    ],
    [
      'over a name that no trigger has',
      { formula: 'request', target: '5' },
      ['RC4110 spec.advanced.scalingModifiers.formula'],
    ],
    [
      'that do not end',
      { formula: 'requests +', target: '5' },
      ['RC4111 spec.advanced.scalingModifiers.formula'],
    ],
  ])('%s', (_, modifiers, expected) => {
    expect(told(problemsOf(modifiers))).toEqual(expected);
  });

  it.each<[string, readonly JsonObject[], string]>([
    ['request', two, 'Did you mean requests?'],
    ['load', two, 'Leave cpu and memory triggers out of the formula: they scale beside it.'],
    [
      'queue-length',
      two,
      'Rename the trigger queue-length without hyphens, or write $env["queue-length"].',
    ],
    ['errors', two, 'The triggers are requests, queue-length.'],
    ['errors', [cpu], 'Add a trigger that is not cpu or memory.'],
    ['errors', [{ ...prometheus, name: '' }], 'Give each trigger a name.'],
  ])('over %s, and says what to do', (formula, triggers, hint) => {
    expect(problemsOf({ formula, target: '5' }, triggers)[0]?.hint).toBe(hint);
  });

  it('and the mistake is shown where it is in the formula', () => {
    expect(problemsOf({ formula: 'requests + request', target: '5' })).toMatchObject([
      { offset: 11 },
    ]);
  });
});

it.each<[string, JsonObject]>([
  [
    'all of their triggers',
    { formula: all, target: '2.5', activationTarget: '1', metricType: 'Value' },
  ],
  ['nothing at all', {}],
  ['empty strings only', { formula: '', target: '' }],
])('scaling modifiers are fine with %s', (_, modifiers) => {
  expect(problemsOf(modifiers)).toEqual([]);
});

it('an activation target that is no number is told of', () => {
  const modifiers = { formula: all, target: '5', activationTarget: 'x' };
  expect(told(problemsOf(modifiers))).toEqual([
    'RC4212 spec.advanced.scalingModifiers.activationTarget',
  ]);
});

it('a trigger that the formula leaves out scales nothing; cpu and memory do', () => {
  const triggers = [...two, { ...prometheus, name: '' }];
  expect(told(problemsOf({ formula: 'requests', target: '5' }, triggers))).toEqual([
    'RC4402 spec.triggers.1',
    'RC4402 spec.triggers.3',
  ]);
});
