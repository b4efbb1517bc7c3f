import { functions, overLists } from './functions.ts';
import {
  binaryKind,
  binaryRank,
  bindsToTheRight,
  isComparison,
  type Kind,
  unaryKind,
  unaryRank,
} from './operators.ts';
import {
  current,
  expect,
  type FormulaProblem,
  fail,
  giveUp,
  type Reading,
  readingOf,
  take,
  unexpected,
} from './reading.ts';
import type { Token } from './tokens.ts';

/** What revcast does not read: sequences, pipes, maps, variables, conditions in words. */
const unclear: ReadonlySet<string> = new Set([';', '|', '{', '::', 'not', 'let', 'if', 'else']);

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

const notANumber = 'the formula is true or false, and a number is needed';

function surplus(reading: Reading, token: Token): void {
  const message = token.text === ')' ? 'a ")" has no "("' : `"${token.text}" is not expected here`;
  if (token.kind !== 'unclear') fail(reading, token, message);
}

function expression(reading: Reading, least: number): Kind {
  let left = primary(reading);
  let previous = '';
  /** Right side of the comparison before. */
  let compared: Kind = 'any';
  for (;;) {
    const operator = current(reading);
    if (isUnclear(operator)) return giveUp(reading);
    const rank = operator.kind === 'operator' ? binaryRank(operator.text) : undefined;
    if (rank === undefined || rank < least) break;
    if (previous === '??' && operator.text !== '??') {
      return fail(reading, operator, `"${operator.text}" next to ?? needs parentheses`);
    }
    reading.at += 1;
    const right = expression(reading, bindsToTheRight(operator.text) ? rank : rank + 1);
    const chained = isComparison(previous) && isComparison(operator.text);
    const kind = binaryKind(operator.text, chained ? compared : left, right);
    left = kind ?? fail(reading, operator, mismatch(operator.text));
    compared = right;
    previous = operator.text;
  }
  return least === 0 ? conditional(reading, left) : left;
}

function isUnclear({ kind, text }: Token): boolean {
  return kind === 'unclear' || (kind === 'operator' && unclear.has(text));
}

function mismatch(operator: string): string {
  if (operator === '%') return '"%" takes whole numbers, and the value of a trigger is not one';
  return `"${operator}" cannot be applied to what stands beside it`;
}

function conditional(reading: Reading, condition: Kind): Kind {
  let kind = condition;
  for (let mark = current(reading); take(reading, '?'); mark = current(reading)) {
    if (kind !== 'bool' && kind !== 'any') {
      return fail(reading, mark, 'what stands before "?" is not a condition');
    }
    const short = take(reading, ':');
    const first = short ? kind : expression(reading, 0);
    if (!short) expect(reading, ':');
    const second = expression(reading, 0);
    kind = first === second ? first : 'any';
  }
  return kind;
}

function primary(reading: Reading): Kind {
  const token = current(reading);
  if (isUnclear(token) && token.text !== 'not') return giveUp(reading);
  if (token.kind === 'stray' || token.kind === 'end') return unexpected(reading);
  reading.at += 1;
  if (token.kind === 'number') return token.text.includes('.') ? 'float' : 'int';
  if (token.kind === 'text') return postfix(reading, 'text');
  if (token.kind === 'name') return named(reading, token);
  const rank = unaryRank(token.text);
  if (rank !== undefined) {
    const kind = unaryKind(token.text, expression(reading, rank));
    return postfix(reading, kind ?? fail(reading, token, mismatch(token.text)));
  }
  if (token.text === '(') return postfix(reading, enclosed(reading, ')'));
  if (token.text === '[') return postfix(reading, list(reading, ']'));
  if (reading.depth > 0 && token.text === '#') {
    if (current(reading).kind === 'name') reading.at += 1;
    return postfix(reading, 'any');
  }
  if (reading.depth > 0 && token.text === '.') return giveUp(reading);
  reading.at -= 1;
  return unexpected(reading);
}

function enclosed(reading: Reading, close: string): Kind {
  const kind = expression(reading, 0);
  expect(reading, close);
  return kind;
}

/** Expressions up to the closing bracket, with commas between them and perhaps one at the end. */
function list(reading: Reading, close: string): 'any' {
  arguments_(reading, close);
  return 'any';
}

function arguments_(reading: Reading, close: string): Kind[] {
  const kinds: Kind[] = [];
  while (!reading.stopped && !take(reading, close)) {
    if (kinds.length > 0) expect(reading, ',');
    if (kinds.length > 0 && take(reading, close)) break;
    kinds.push(expression(reading, 0));
  }
  return kinds;
}

function named(reading: Reading, token: Token): Kind {
  const { text } = token;
  if (text === 'true' || text === 'false') return 'bool';
  if (text === 'nil') return 'any';
  if (current(reading).text === '(') return postfix(reading, call(reading, token));
  if (reading.names.has(text)) return postfix(reading, 'float');
  if (text === '$env') return environment(reading);
  if (functions.has(text) || overLists.has(text)) return postfix(reading, 'any');
  return fail(reading, token, `no trigger is named "${text}"`, text);
}

/** `$env["my-trigger"]`: how a trigger is named that has no name for a formula. */
function environment(reading: Reading): Kind {
  const [open, key, close] = reading.tokens.slice(reading.at, reading.at + 3);
  if (open?.text !== '[' || key?.kind !== 'text' || close?.text !== ']') {
    return postfix(reading, 'any');
  }
  const name = key.text.slice(1, -1);
  if (!reading.names.has(name)) {
    return fail(reading, key, `no trigger is named "${name}"`, name);
  }
  reading.at += 3;
  return postfix(reading, 'float');
}

function call(reading: Reading, token: Token): Kind {
  const { text } = token;
  if (reading.names.has(text))
    return fail(reading, token, `"${text}" is a trigger, not a function`);
  if (!functions.has(text) && !overLists.has(text)) {
    return fail(reading, token, `there is no function "${text}"`);
  }
  expect(reading, '(');
  if (overLists.has(text)) return overList(reading, token);
  const [kind, ...more] = arguments_(reading, ')');
  if (text === 'float' && kind === 'bool' && more.length === 0) {
    return fail(reading, token, notANumber);
  }
  return text === 'float' ? 'float' : 'any';
}

function overList(reading: Reading, token: Token): Kind {
  const kind = expression(reading, 0);
  if (kind !== 'any') return fail(reading, token, `"${token.text}" takes a list: [a, b]`);
  reading.depth += 1;
  while (!reading.stopped && !take(reading, ')')) {
    expect(reading, ',');
    if (take(reading, ')')) break;
    if (take(reading, '{')) enclosed(reading, '}');
    else expression(reading, 0);
  }
  reading.depth -= 1;
  return 'any';
}

function postfix(reading: Reading, kind: Kind): Kind {
  let found = kind;
  for (;;) {
    if (take(reading, '.') || take(reading, '?.')) {
      if (current(reading).text === '[') continue;
      reading.at += 1;
      if (take(reading, '(')) arguments_(reading, ')');
    } else if (take(reading, '[')) {
      while (!reading.stopped && !take(reading, ']')) {
        if (!take(reading, ':')) expression(reading, 0);
      }
    } else {
      return found;
    }
    found = 'any';
  }
}
