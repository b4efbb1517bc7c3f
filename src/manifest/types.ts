import type { JsonObject, Path } from '../json.ts';

/** A file, or standard input, as text. */
export interface SourceText {
  /** What messages call it: the path as the user wrote it, or `<stdin>`. */
  readonly name: string;
  readonly text: string;
}

export type Syntax = 'yaml' | 'json';

/**
 * One document of a source, as the slice `text.slice(start, end)`. The slices of a source's
 * documents are adjacent and cover it, markers, comments and directives included.
 */
export interface TextDocument {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
  readonly syntax: Syntax;
}

/** One Kubernetes object: a whole document, or an item of a `List` document. */
export interface Manifest {
  readonly document: TextDocument;
  /** Where the object is inside its document: `[]`, or `['items', 3]`. */
  readonly at: Path;
  readonly value: JsonObject;
}

/** A change of one value in a document's text. Paths start at the document's root. */
export type Edit =
  /** Sets the value at the path; missing parents are made. */
  | { readonly op: 'set'; readonly path: Path; readonly value: JsonObject[string] }
  /** Replaces every occurrence of `find` inside the string at the path. */
  | {
      readonly op: 'substitute';
      readonly path: Path;
      readonly find: string;
      readonly replacement: string;
    };
