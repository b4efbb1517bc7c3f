import { nearest } from '../../diagnostics/nearest.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { parseFloat64 } from '../../go/numbers.ts';
import { formulaProblem } from '../formula/check.ts';
import { isResource, type Modifiers, type Spec, type TriggerSpec } from './spec.ts';

const at = (field: string): string[] => ['spec', 'advanced', 'scalingModifiers', field];

/** Scaling modifiers that KEDA's webhook refuses, and triggers that their formula leaves out. */
export function modifierProblems(spec: Spec): Problem[] {
  const { modifiers, triggers } = spec;
  if (modifiers === undefined) return [];
  return [
    ...targetProblems(modifiers),
    ...activationProblems(modifiers),
    ...formulaProblems(modifiers.formula, triggers),
  ];
}

function targetProblems({ formula, target }: Modifiers): Problem[] {
  const number = parseFloat64(target);
  if (number.error === undefined && !(number.value <= 0)) return [];
  // Without a formula, KEDA does not come to look at an absent target.
  if (formula === '' && target === '') return [];
  const found = target === '' ? 'the formula has no target' : `target is ${quoted(target)}`;
  return [
    {
      code: 'RC4109',
      path: at('target'),
      message: `${found}, where a number above 0 is expected`,
      hint: 'Set scalingModifiers.target to the value of the formula that one replica should bear.',
    },
  ];
}

function activationProblems({ activationTarget }: Modifiers): Problem[] {
  if (activationTarget === '' || parseFloat64(activationTarget).error === undefined) return [];
  return [
    {
      code: 'RC4212',
      path: at('activationTarget'),
      message: `activationTarget is ${quoted(activationTarget)}, where a number is expected`,
      hint: 'Write a number: KEDA cannot tell when to scale to zero until then.',
    },
  ];
}

function formulaProblems(formula: string, triggers: readonly TriggerSpec[]): Problem[] {
  if (formula === '') {
    return [
      {
        code: 'RC4108',
        path: at('formula'),
        message: 'scalingModifiers has no formula',
        hint: 'Add a formula over the names of the triggers, or delete scalingModifiers.',
      },
    ];
  }
  const named = triggers.filter((trigger) => !isResource(trigger) && trigger.name !== '');
  const problem = formulaProblem(formula, new Set(named.map(({ name }) => name)));
  if (problem === undefined) return unusedProblems(formula, triggers);
  const { message, offset, unknown } = problem;
  return [
    {
      code: unknown === undefined ? 'RC4111' : 'RC4110',
      path: at('formula'),
      message: `${message} in the formula ${quoted(formula)}`,
      hint:
        unknown === undefined ? 'Correct the formula.' : unknownHint(unknown, formula, triggers),
      offset,
    },
  ];
}

const isIdentifier = (name: string): boolean => /^[\p{L}_$][\p{L}\p{Nd}_$]*$/u.test(name);

function unknownHint(unknown: string, formula: string, triggers: readonly TriggerSpec[]): string {
  const external = triggers.filter((trigger) => !isResource(trigger));
  if (triggers.some((trigger) => isResource(trigger) && trigger.name === unknown)) {
    return 'Leave cpu and memory triggers out of the formula: they scale beside it.';
  }
  const torn = external.find(({ name }) => !isIdentifier(name) && formula.includes(name));
  if (torn !== undefined && torn.name !== '') {
    return `Rename the trigger ${torn.name} without hyphens, or write $env["${torn.name}"].`;
  }
  if (external.some(({ name }) => name === '')) return 'Give each trigger a name.';
  const near = nearest(
    unknown,
    external.map(({ name }) => name),
  );
  if (near !== undefined) return `Did you mean ${near}?`;
  const names = external.map(({ name }) => name).join(', ');
  return names === '' ? 'Add a trigger that is not cpu or memory.' : `The triggers are ${names}.`;
}

function unusedProblems(formula: string, triggers: readonly TriggerSpec[]): Problem[] {
  const unused = triggers.filter(
    (trigger) => !isResource(trigger) && (trigger.name === '' || !formula.includes(trigger.name)),
  );
  return unused.map(({ type, name, path }) => ({
    code: 'RC4402',
    path,
    message: `the formula leaves out the ${type} trigger ${name === '' ? 'without a name' : quoted(name)}: it scales nothing`,
    hint: 'Name the trigger in the formula, or delete it.',
  }));
}
