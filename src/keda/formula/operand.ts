import { expression } from './expression.ts';
import { functions, overLists } from './functions.ts';
import { type Kind, unaryKind, unaryRank } from './operators.ts';
import {
  current,
  expect,
  fail,
  giveUp,
  isUnclear,
  mismatch,
  notANumber,
  type Reading,
  take,
  unexpected,
} from './reading.ts';
import type { Token } from './tokens.ts';

/** What stands between operators: a name, a number, a call, parentheses, with what follows it. */
export function operand(reading: Reading): Kind {
  const token = current(reading);
  if (isUnclear(token) && token.text !== 'not') return giveUp(reading);
  if (token.kind === 'stray' || token.kind === 'end') return unexpected(reading);
  reading.at += 1;
  if (token.kind === 'number') return /[.eE]/.test(token.text) ? 'float' : 'int';
  if (token.kind === 'text') return postfix(reading, 'text');
  if (token.kind === 'name') return named(reading, token);
  const rank = unaryRank(token.text);
  if (rank !== undefined) {
    const kind = unaryKind(token.text, expression(reading, rank));
    return postfix(reading, kind ?? fail(reading, token, mismatch(token.text)));
  }
  if (token.text === '(') return postfix(reading, enclosed(reading, ')'));
  if (token.text === '[') {
    listed(reading, ']');
    return postfix(reading, 'any');
  }
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

/** Kinds of what is listed up to a closing bracket, perhaps with a comma at the end. */
function listed(reading: Reading, close: string): Kind[] {
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
  // expr-lang does not check any other index into $env.
  if (open?.text !== '[' || key?.kind !== 'text' || close?.text !== ']') return giveUp(reading);
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
  const [kind, ...more] = listed(reading, ')');
  if (text !== 'float') return 'any';
  if (more.length > 0) return fail(reading, token, 'one number is needed, and not several');
  return kind === 'bool' ? fail(reading, token, notANumber) : 'float';
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

/** Fields, methods, elements and slices of a value. */
function postfix(reading: Reading, kind: Kind): Kind {
  let found = kind;
  for (;;) {
    const mark = current(reading);
    const isField = take(reading, '.') || take(reading, '?.');
    if (!isField && !take(reading, '[')) return found;
    if (found !== 'any' && found !== 'text') {
      return fail(reading, mark, 'the value of a trigger has no fields and no elements');
    }
    if (!isField) {
      slice(reading);
    } else if (current(reading).text !== '[') {
      reading.at += 1;
      if (take(reading, '(')) listed(reading, ')');
    }
    found = 'any';
  }
}

function slice(reading: Reading): void {
  while (!reading.stopped && !take(reading, ']')) {
    if (!take(reading, ':')) expression(reading, 0);
  }
}
