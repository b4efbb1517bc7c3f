import { expression } from './expression.ts';
import {
  current,
  type FormulaProblem,
  fail,
  notANumber,
  type Reading,
  readingOf,
} from './reading.ts';
import type { Token } from './tokens.ts';

/**
 * What KEDA's webhook is sure to find wrong with a formula over triggers of these names. It reads
 * the part of the language (expr-lang) that formulas are made of, and is silent about the rest.
 */
export function formulaProblem(
  formula: string,
  names: ReadonlySet<string>,
): FormulaProblem | undefined {
  const reading = readingOf(formula, names);
  const start = current(reading);
  const kind = expression(reading, 0);
  const rest = current(reading);
  if (rest.kind !== 'end') surplus(reading, rest);
  if (kind === 'bool' && formula.includes('??')) fail(reading, start, notANumber);
  return reading.problem;
}

function surplus(reading: Reading, token: Token): void {
  const message = token.text === ')' ? 'a ")" has no "("' : `"${token.text}" is not expected here`;
  if (token.kind !== 'unclear') fail(reading, token, message);
}
