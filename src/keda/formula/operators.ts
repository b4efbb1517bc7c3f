/** Kind of a value, as far as it is known. The value of a trigger is a float. */
export type Kind = 'int' | 'float' | 'bool' | 'text' | 'any';

/** How tightly the operators of expr-lang bind: higher is tighter. */
const binary: ReadonlyMap<string, number> = new Map([
  ...rank(10, ['or', '||']),
  ...rank(15, ['and', '&&']),
  ...rank(20, ['==', '!=', '<', '>', '<=', '>=']),
  ...rank(20, ['in', 'matches', 'contains', 'startsWith', 'endsWith']),
  ...rank(25, ['..']),
  ...rank(30, ['+', '-']),
  ...rank(60, ['*', '/', '%']),
  ...rank(100, ['**', '^']),
  ...rank(500, ['??']),
]);

const unary: ReadonlyMap<string, number> = new Map([
  ...rank(50, ['not', '!']),
  ...rank(90, ['-', '+']),
]);

function rank(level: number, operators: readonly string[]): [string, number][] {
  return operators.map((operator) => [operator, level]);
}

export function binaryRank(operator: string): number | undefined {
  return binary.get(operator);
}

export function unaryRank(operator: string): number | undefined {
  return unary.get(operator);
}

export function bindsToTheRight(operator: string): boolean {
  return operator === '**' || operator === '^';
}

/** Comparisons chain: `a < b < c` is `a < b and b < c`. */
export function isComparison(operator: string): boolean {
  return ['<', '>', '<=', '>='].includes(operator);
}

/** Kind of `operator right`; undefined where expr-lang refuses it. */
export function unaryKind(operator: string, right: Kind): Kind | undefined {
  if (operator === '-' || operator === '+') {
    return isNumber(right) || right === 'any' ? right : undefined;
  }
  return right === 'bool' || right === 'any' ? 'bool' : undefined;
}

/** Kind of `left operator right`; undefined where expr-lang refuses it. */
export function binaryKind(operator: string, left: Kind, right: Kind): Kind | undefined {
  const numbers = isNumber(left) && isNumber(right);
  const texts = left === 'text' && right === 'text';
  if (operator === '??' || operator === '..') return left === right ? left : 'any';
  if (['in', 'matches', 'contains', 'startsWith', 'endsWith'].includes(operator)) return 'bool';
  if (left === 'any' || right === 'any') return binary.get(operator) === 20 ? 'bool' : 'any';
  if (operator === '==' || operator === '!=') return numbers || left === right ? 'bool' : undefined;
  if (isComparison(operator)) return numbers || texts ? 'bool' : undefined;
  if (['or', '||', 'and', '&&'].includes(operator)) {
    return left === 'bool' && right === 'bool' ? 'bool' : undefined;
  }
  if (operator === '+' && texts) return 'text';
  if (operator === '%') return left === 'int' && right === 'int' ? 'int' : undefined;
  if (!numbers) return undefined;
  const whole = left === 'int' && right === 'int' && ['+', '-', '*'].includes(operator);
  return whole ? 'int' : 'float';
}

function isNumber(kind: Kind): boolean {
  return kind === 'int' || kind === 'float';
}
