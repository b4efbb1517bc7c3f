import type { Plan, Told, Uncovered } from '../types.ts';

/** What is known of the Services that were looked at: whether they are fine, and what is not. */
export interface Coverage {
  /** Returns what is new: not there when the Service was looked at before. */
  readonly note: (key: string, seen: Pick<Plan, 'covered' | 'uncovered' | 'told'>) => Noted;
  readonly forget: (key: string) => void;
  readonly covered: () => number;
  readonly uncovered: () => { readonly transient: number; readonly lasting: number };
  /** How many Services have a warning, by its reason. */
  readonly warnings: () => ReadonlyMap<string, number>;
  /** Of all Services that have one, in the order of their names. */
  readonly open: () => readonly OpenRevision[];
}

/** What somebody may have to look at. */
export interface Noted {
  readonly uncovered: readonly Uncovered[];
  readonly warnings: readonly Told[];
}

export interface OpenRevision extends Uncovered {
  /** Of the Service: `namespace/name`. */
  readonly key: string;
}

const nothing: Noted = { uncovered: [], warnings: [] };

export function createCoverage(): Coverage {
  const notes = new Map<string, Noted>();
  const covered = new Map<string, number>();

  function count(isTransient: boolean): number {
    let sum = 0;
    for (const { uncovered } of notes.values()) {
      sum += uncovered.filter((each) => each.isTransient === isTransient).length;
    }
    return sum;
  }

  return {
    note: (key, { covered: right, uncovered, told }) => {
      const before = notes.get(key) ?? nothing;
      const warnings = told.filter(({ type }) => type === 'Warning');
      if (right.length === 0) covered.delete(key);
      else covered.set(key, right.length);
      // Most have nothing to note.
      if (uncovered.length + warnings.length === 0) notes.delete(key);
      else notes.set(key, { uncovered, warnings });
      return {
        uncovered: newOnes(uncovered, before.uncovered),
        warnings: newOnes(warnings, before.warnings),
      };
    },
    forget: (key) => {
      notes.delete(key);
      covered.delete(key);
    },
    covered: () => [...covered.values()].reduce((sum, each) => sum + each, 0),
    uncovered: () => ({ transient: count(true), lasting: count(false) }),
    warnings: () => {
      const counts = new Map<string, number>();
      for (const { warnings } of notes.values()) {
        for (const reason of new Set(warnings.map((each) => each.reason))) {
          counts.set(reason, (counts.get(reason) ?? 0) + 1);
        }
      }
      return counts;
    },
    open: () =>
      [...notes]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([key, { uncovered }]) => uncovered.map((each) => ({ ...each, key }))),
  };
}

function newOnes<T>(now: readonly T[], before: readonly T[]): readonly T[] {
  const known = new Set(before.map((each) => JSON.stringify(each)));
  return now.filter((each) => !known.has(JSON.stringify(each)));
}
