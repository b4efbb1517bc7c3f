import { type CollectionLayout, isCollection, type Layout } from '../../manifest/layout.ts';
import { parseDocument } from '../../manifest/parse.ts';
import { splitDocuments } from '../../manifest/split.ts';
import { eolOf, indentedEnd, spacesTo } from '../../manifest/text-line.ts';
import type { Parsed } from '../../manifest/text-problem.ts';
import type { SourceText } from '../../manifest/types.ts';

/** A value of a document, and the same value as a document of its own. */
export interface Part {
  /** In the text of the whole, with the comments behind it, as long as they are indented further. */
  readonly start: number;
  readonly end: number;
  /** What the lines of the document are less indented. */
  readonly indent: string;
  readonly source: SourceText;
}

export function partOf(text: string, node: Layout, parent: CollectionLayout, name: string): Part {
  const isBlock = isCollection(node) && !node.flow;
  const indent = isBlock ? spacesTo(text, node.start) : '';
  const start = node.outset;
  const end = parent.flow ? node.end : indentedEnd(text, node.end, spacesTo(text, parent.start));
  const outdent = new RegExp(`\\n {0,${indent.length}}`, 'g');
  const own = text.slice(start, end).replaceAll(outdent, '\n') + eolOf(text, start);
  return { start, end, indent, source: { name, text: own } };
}

/** What is in it; null if that is nothing. */
export function parsePart({ source }: Part): Parsed {
  const [document] = splitDocuments(source);
  return document === undefined ? { value: null } : parseDocument(document);
}

/** The text of such a document as it stands in the whole. */
export function insideOf({ indent }: Part, text: string): string {
  return text.replace(/\r?\n$/, '').replaceAll(/\n(?=[^\r\n])/g, `\n${indent}`);
}
