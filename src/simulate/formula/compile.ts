import {
  binaryRank,
  bindsToTheRight,
  isComparison,
  unaryRank,
} from '../../keda/formula/operators.ts';
import { type Token, tokensOf } from '../../keda/formula/tokens.ts';
import { callOf } from './functions.ts';
import { applyBinary, applyUnary } from './operators.ts';
import { type Evaluate, FormulaFailure, type Reader, type Scope } from './value.ts';

/** What a formula makes of the values of triggers; undefined is KEDA's nil. */
export type Formula = (values: ReadonlyMap<string, number | undefined>) => FormulaResult;

/** `nil` where the formula has it so with `??`; a problem where expr-lang fails while it runs. */
export type FormulaResult = { readonly value: number | null } | { readonly problem: string };

export type Compiled = { readonly formula: Formula } | { readonly problem: string };

/**
 * Reads the part of expr-lang that formulas are made of: arithmetic, comparisons, conditions, lists,
 * and functions of numbers. Any other part is a problem that says what it is.
 */
export function compileFormula(text: string): Compiled {
  try {
    const reader: Reader = { tokens: tokensOf(text), at: 0 };
    const evaluate = expression(reader, 0);
    const rest = current(reader);
    if (rest.kind !== 'end') throw unreadable(rest);
    return { formula: (values) => run(evaluate, values) };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

function run(evaluate: Evaluate, values: ReadonlyMap<string, number | undefined>): FormulaResult {
  try {
    const value = evaluate({ values });
    if (value === null || typeof value === 'number') return { value };
    return { problem: 'its result is no number' };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

function problemOf(error: unknown): string {
  if (error instanceof FormulaFailure) return error.message;
  throw error;
}

function expression(reader: Reader, least: number): Evaluate {
  let left = operand(reader);
  /** Right side of the comparison before: `a < b < c` is `a < b and b < c`. */
  let compared: Evaluate | undefined;
  for (;;) {
    const { kind, text } = current(reader);
    const rank = kind === 'operator' ? binaryRank(text) : undefined;
    if (rank === undefined || rank < least) break;
    reader.at += 1;
    const right = expression(reader, bindsToTheRight(text) ? rank : rank + 1);
    const chain = isComparison(text) ? compared : undefined;
    left = chain === undefined ? applyBinary(text, left, right) : chained(left, chain, text, right);
    compared = isComparison(text) ? right : undefined;
  }
  return least === 0 ? conditional(reader, left) : left;
}

function chained(before: Evaluate, left: Evaluate, operator: string, right: Evaluate): Evaluate {
  return applyBinary('and', before, applyBinary(operator, left, right));
}

function conditional(reader: Reader, condition: Evaluate): Evaluate {
  if (!take(reader, '?')) return condition;
  if (take(reader, ':')) {
    const otherwise = expression(reader, 0);
    return (scope) => (isTrue(condition, scope) ? true : otherwise(scope));
  }
  const first = expression(reader, 0);
  expect(reader, ':');
  const second = expression(reader, 0);
  return (scope) => (isTrue(condition, scope) ? first(scope) : second(scope));
}

function isTrue(condition: Evaluate, scope: Scope): boolean {
  const value = condition(scope);
  if (typeof value === 'boolean') return value;
  throw new FormulaFailure('what stands before "?" is no condition');
}

function operand(reader: Reader): Evaluate {
  const token = current(reader);
  reader.at += 1;
  const { kind, text } = token;
  if (kind === 'number') {
    const number = Number(text.replaceAll('_', ''));
    return () => number;
  }
  if (kind === 'name') return named(reader, token);
  const rank = unaryRank(text);
  if (kind === 'operator' && rank !== undefined) {
    return applyUnary(text, expression(reader, rank));
  }
  if (text === '(') return closed(reader, ')');
  if (text === '[') {
    const items = listed(reader, ']');
    return (scope) => items.map((item) => item(scope));
  }
  if (text === '#') return ({ element }) => element ?? null;
  throw unreadable(token);
}

function named(reader: Reader, token: Token): Evaluate {
  const { text } = token;
  if (text === 'true' || text === 'false') return () => text === 'true';
  if (text === 'nil') return () => null;
  if (take(reader, '(')) return callOf(token, listed(reader, ')'));
  return valueNamed(text === '$env' ? keyOf(reader, token) : text);
}

/** `$env["my-trigger"]`: how a trigger is named that has no name for a formula. */
function keyOf(reader: Reader, token: Token): string {
  const key = reader.tokens[reader.at + 1];
  if (!take(reader, '[') || key?.kind !== 'text') throw unreadable(token);
  reader.at += 1;
  expect(reader, ']');
  return key.text.slice(1, -1);
}

function valueNamed(name: string): Evaluate {
  return ({ values }) => values.get(name) ?? null;
}

/** Up to a closing bracket, perhaps with a comma at the end. A predicate may stand in braces. */
function listed(reader: Reader, close: string): Evaluate[] {
  const items: Evaluate[] = [];
  while (!take(reader, close)) {
    if (items.length > 0) expect(reader, ',');
    if (items.length > 0 && take(reader, close)) break;
    items.push(take(reader, '{') ? closed(reader, '}') : expression(reader, 0));
  }
  return items;
}

function closed(reader: Reader, close: string): Evaluate {
  const inside = expression(reader, 0);
  expect(reader, close);
  return inside;
}

const end: Token = { kind: 'end', text: '', offset: 0 };

function current({ tokens, at }: Reader): Token {
  return tokens[at] ?? end;
}

function take(reader: Reader, text: string): boolean {
  const token = current(reader);
  if (token.kind !== 'operator' || token.text !== text) return false;
  reader.at += 1;
  return true;
}

function expect(reader: Reader, text: string): void {
  if (!take(reader, text)) throw unreadable(current(reader));
}

function unreadable({ kind, text, offset }: Token): FormulaFailure {
  return kind === 'end'
    ? new FormulaFailure('it ends too early')
    : new FormulaFailure(`revcast does not read ${text} at its character ${offset + 1}`);
}
