import { type Token, tokensOf } from './tokens.ts';

export interface FormulaProblem {
  readonly message: string;
  /** Of the mistake, in the formula. */
  readonly offset: number;
  /** The name that no trigger has. */
  readonly unknown?: string;
}

/** A formula being read. Reading stops at the first problem, or where revcast is not sure. */
export interface Reading {
  readonly tokens: readonly Token[];
  readonly names: ReadonlySet<string>;
  at: number;
  stopped: boolean;
  /** How many predicates the next token is inside of: `#` stands for an element there. */
  depth: number;
  problem: FormulaProblem | undefined;
}

/** Formulas of more tokens are left to KEDA: reading them would need a deep stack. */
const longest = 1000;

export function readingOf(formula: string, names: ReadonlySet<string>): Reading {
  const tokens = wrapped(formula);
  const stopped = tokens.length > longest;
  return { tokens, names, at: 0, stopped, depth: 0, problem: undefined };
}

/** KEDA makes the result a float by writing a call, or with ?? parentheses, around the text. */
function wrapped(formula: string): Token[] {
  const tokens = tokensOf(formula);
  const orNil = formula.includes('??');
  if (formula.startsWith('float(') && !orNil) return tokens;
  const call: Token[] = orNil ? [] : [{ kind: 'name', text: 'float', offset: 0 }];
  const open: Token = { kind: 'operator', text: '(', offset: 0 };
  const close: Token = { kind: 'operator', text: ')', offset: formula.length };
  return [...call, open, ...tokens.slice(0, -1), close, ...tokens.slice(-1)];
}

const end: Token = { kind: 'end', text: '', offset: 0 };

export function current({ tokens, at, stopped }: Reading): Token {
  return stopped ? end : (tokens[at] ?? end);
}

export function take(reading: Reading, operator: string): boolean {
  const { kind, text } = current(reading);
  if (kind !== 'operator' || text !== operator) return false;
  reading.at += 1;
  return true;
}

export function expect(reading: Reading, operator: string): void {
  if (!take(reading, operator)) unexpected(reading);
}

export function giveUp(reading: Reading): 'any' {
  reading.stopped = true;
  return 'any';
}

export function fail(reading: Reading, token: Token, message: string, unknown?: string): 'any' {
  if (reading.stopped) return 'any';
  const problem = { message, offset: token.offset };
  reading.problem = unknown === undefined ? problem : { ...problem, unknown };
  return giveUp(reading);
}

/** The next token is not one that can stand here. */
export function unexpected(reading: Reading): 'any' {
  const token = current(reading);
  if (token.kind === 'unclear') return giveUp(reading);
  // The last token but one is the parenthesis that KEDA adds.
  const early = token.kind === 'end' || reading.at === reading.tokens.length - 2;
  const message = early ? 'the formula ends too early' : `"${token.text}" is not expected here`;
  return fail(reading, token, message);
}

/** What revcast does not read: sequences, pipes, maps, variables, conditions in words. */
const unclear: ReadonlySet<string> = new Set([';', '|', '{', '::', 'not', 'let', 'if', 'else']);

export function isUnclear({ kind, text }: Token): boolean {
  return kind === 'unclear' || (kind === 'operator' && unclear.has(text));
}

export function mismatch(operator: string): string {
  if (operator === '%') return '"%" takes whole numbers, and the value of a trigger is not one';
  return `"${operator}" cannot be applied to what stands beside it`;
}

export const notANumber = 'the formula is true or false, and a number is needed';
