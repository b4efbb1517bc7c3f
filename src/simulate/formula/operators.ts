import { type Evaluate, FormulaFailure, type Value } from './value.ts';

const arithmetic: ReadonlyMap<string, (a: number, b: number) => Value> = new Map<
  string,
  (a: number, b: number) => Value
>([
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => a / b],
  ['%', (a, b) => a % b],
  ['**', (a, b) => a ** b],
  ['^', (a, b) => a ** b],
  ['<', (a, b) => a < b],
  ['>', (a, b) => a > b],
  ['<=', (a, b) => a <= b],
  ['>=', (a, b) => a >= b],
]);

export function applyBinary(operator: string, left: Evaluate, right: Evaluate): Evaluate {
  switch (operator) {
    case 'and':
    case '&&':
      return (scope) => boolOf(left(scope), operator) && boolOf(right(scope), operator);
    case 'or':
    case '||':
      return (scope) => boolOf(left(scope), operator) || boolOf(right(scope), operator);
    case '==':
      return (scope) => left(scope) === right(scope);
    case '!=':
      return (scope) => left(scope) !== right(scope);
    case '??':
      return (scope) => left(scope) ?? right(scope);
  }
  const apply = arithmetic.get(operator);
  if (apply === undefined)
    throw new FormulaFailure(`revcast does not read the operator ${operator}`);
  return (scope) => apply(numberOf(left(scope), operator), numberOf(right(scope), operator));
}

export function applyUnary(operator: string, operand: Evaluate): Evaluate {
  if (operator === 'not' || operator === '!') return (scope) => !boolOf(operand(scope), operator);
  if (operator === '+') return (scope) => numberOf(operand(scope), operator);
  return (scope) => -numberOf(operand(scope), operator);
}

export function numberOf(value: Value, user: string): number {
  if (typeof value === 'number') return value;
  throw new FormulaFailure(`${user} is applied to ${kindOf(value)}, not to a number`);
}

export function boolOf(value: Value, user: string): boolean {
  if (typeof value === 'boolean') return value;
  throw new FormulaFailure(`${user} is applied to ${kindOf(value)}, not to a condition`);
}

function kindOf(value: Value): string {
  if (value === null) return 'a missing value';
  if (typeof value === 'number') return 'a number';
  return typeof value === 'boolean' ? 'a condition' : 'a list';
}
