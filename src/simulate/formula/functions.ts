import type { Token } from '../../keda/formula/tokens.ts';
import { boolOf, numberOf } from './operators.ts';
import { type Evaluate, FormulaFailure, type Scope, type Value } from './value.ts';

/** Of one number. */
const ofNumber: Readonly<Record<string, (number: number) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  /** Halves away from zero, as Go has it. */
  round: (number) => Math.sign(number) * Math.round(Math.abs(number)),
  int: Math.trunc,
  float: (number) => number,
};

/** Of any number of numbers, and of lists of them. */
const ofNumbers: Readonly<Record<string, (numbers: readonly number[]) => number>> = {
  min: (numbers) => Math.min(...numbers),
  max: (numbers) => Math.max(...numbers),
  mean: (numbers) => (numbers.length === 0 ? 0 : total(numbers) / numbers.length),
  median,
};

type Predicate = (element: Value) => Value;

/** Of a list and what is asked, or made, of each of its elements. */
const ofList: Readonly<Record<string, (list: readonly Value[], each: Predicate) => Value>> = {
  all: (list, each) => list.every((element) => boolOf(each(element), 'all')),
  any: (list, each) => list.some((element) => boolOf(each(element), 'any')),
  none: (list, each) => !list.some((element) => boolOf(each(element), 'none')),
  one: (list, each) => list.filter((element) => boolOf(each(element), 'one')).length === 1,
  filter: (list, each) => list.filter((element) => boolOf(each(element), 'filter')),
  count: (list, each) => list.filter((element) => boolOf(each(element), 'count')).length,
  map: (list, each) => list.map(each),
  sum: (list, each) => total(list.map((element) => numberOf(each(element), 'sum'))),
};

export function callOf({ text: name, offset }: Token, args: readonly Evaluate[]): Evaluate {
  const [first, second, ...more] = args;
  const unary = own(ofNumber, name);
  if (unary !== undefined && first !== undefined && second === undefined) {
    return (scope) => unary(numberOf(first(scope), name));
  }
  const variadic = own(ofNumbers, name);
  if (variadic !== undefined) {
    return (scope) => variadic(args.flatMap((arg) => numbersIn(arg(scope), name)));
  }
  const overList = own(ofList, name);
  if (overList !== undefined && first !== undefined && more.length === 0) {
    return (scope) => overList(listOf(first(scope), name), elementwise(second, scope));
  }
  if (name === 'len' && first !== undefined) return (scope) => listOf(first(scope), name).length;
  throw new FormulaFailure(
    `revcast does not read the call of ${name} at its character ${offset + 1}`,
  );
}

function elementwise(predicate: Evaluate | undefined, scope: Scope): Predicate {
  return (element) => predicate?.({ ...scope, element }) ?? (predicate ? null : element);
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function listOf(value: Value, user: string): readonly Value[] {
  if (typeof value === 'object' && value !== null) return value;
  throw new FormulaFailure(`${user} takes a list: [a, b]`);
}

function numbersIn(value: Value, user: string): number[] {
  const isList = typeof value === 'object' && value !== null;
  return isList ? value.flatMap((item) => numbersIn(item, user)) : [numberOf(value, user)];
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
