import type { Json } from '../json.ts';
import type { Substitution } from './edit-scalar.ts';
import type { Style } from './edit-style.ts';
import type { Layout } from './layout.ts';
import type { Splice } from './splices.ts';

/** A document that is being edited. */
export interface Draft {
  /** Of the whole source. */
  readonly text: string;
  readonly root: Layout;
  readonly style: Style;
  readonly substitutions: readonly Substitution[];
  /** Values that edits set: what they take the place of is not kept in part. */
  readonly given: ReadonlySet<Json>;
  readonly splices: Splice[];
  /** Nodes with an anchor that are changed or replaced, and what they were. */
  readonly changed: { readonly node: Layout; readonly value: Json }[];
}
