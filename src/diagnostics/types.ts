import type { Path } from '../json.ts';
import type { Code } from './codes.ts';

export type Severity = 'error' | 'warning' | 'info';

/** What a code means, once and for all findings that carry it. The docs' table is made of these. */
export interface CodeEntry {
  readonly severity: Severity;
  /** One line for the table of codes: what is wrong, in general. */
  readonly title: string;
}

/** What a rule finds wrong with one object. Rules are pure and know no files. */
export interface Problem {
  readonly code: Code;
  /** Path inside the object the rule was given. */
  readonly path: Path;
  /** What was found and what was expected. One sentence, no full stop, no path in it. */
  readonly message: string;
  /** What to do about it. One sentence. */
  readonly hint: string;
  /** Character offset inside the string at `path` that the problem is about. */
  readonly offset?: number;
}

export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Where in a file. Lines and columns start at 1; columns count UTF-16 code units. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A problem of a certain object at a certain place: what users get to see. */
export interface Finding extends Problem {
  readonly severity: Severity;
  readonly object?: ObjectRef;
  /** The file that the object was rendered from: a chart's template, say. */
  readonly origin?: string;
  readonly source?: Position;
}
