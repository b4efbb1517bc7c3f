import { quoted } from '../diagnostics/quoted.ts';
import type { Problem } from '../diagnostics/types.ts';

/** A problem of a lock file. Lines count from 1. */
export interface LockProblem extends Problem {
  readonly line: number;
}

const again = 'Correct the line, or restore the file from Git and run `revcast lock`.';

export function conflicted(line: number): LockProblem {
  return {
    code: 'RC6001',
    path: [],
    line,
    message: 'the lock file has an unresolved merge conflict',
    hint: 'Take the file of the branch you merge into (`git checkout --ours`, in a rebase too), and run `revcast lock`.',
  };
}

export function unsupported(line: number, value: string | undefined): LockProblem {
  return {
    code: 'RC6002',
    path: [],
    line,
    message:
      value === undefined
        ? 'the lock file does not end with `version: 1`: it is cut off, or something else'
        : `the lock file has version ${quoted(value)}, and this revcast knows version 1`,
    hint:
      value === undefined
        ? 'Restore the file from Git, or run `revcast lock --lock FILE` with another name.'
        : 'Use the version of revcast that wrote it, or a newer one.',
  };
}

export function misread(line: number, text: string): LockProblem {
  return {
    code: 'RC6003',
    path: [],
    line,
    message: `${quoted(text)} is nothing that a lock file has at this place`,
    hint: again,
  };
}

export function unknownField(line: number, name: string): LockProblem {
  return {
    code: 'RC6004',
    path: [],
    line,
    message: `${quoted(name)} is no field of an entry`,
    hint: again,
  };
}

export function repeated(line: number, name: string): LockProblem {
  return {
    code: 'RC6005',
    path: [],
    line,
    message: `${quoted(name)} is there for the second time`,
    hint: 'Remove the older one: the one with the lower generation.',
  };
}

export function badValue(line: number, name: string, value: string, expected: string): LockProblem {
  return {
    code: 'RC6006',
    path: [],
    line,
    message: `${name} is ${quoted(value)}, and should be ${expected}`,
    hint: again,
  };
}

export function lacking(line: number, key: string, name: string): LockProblem {
  return {
    code: 'RC6007',
    path: [],
    line,
    message: `the entry ${quoted(key)} has no ${name}`,
    hint: again,
  };
}
