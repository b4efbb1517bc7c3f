import type { Token } from '../../keda/formula/tokens.ts';

/** What a part of a formula can be. `null` is expr-lang's nil. */
export type Value = number | boolean | null | readonly Value[];

export interface Scope {
  /** By the name of the trigger. */
  readonly values: ReadonlyMap<string, number | undefined>;
  /** What `#` stands for in a predicate. */
  readonly element?: Value;
}

export type Evaluate = (scope: Scope) => Value;

export interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

/** A formula that can't be read, or that fails while it runs. It never leaves compileFormula. */
export class FormulaFailure extends Error {}
