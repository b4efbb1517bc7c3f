import { jsonBreaks } from './json-documents.ts';
import type { SourceText, Syntax, TextDocument } from './types.ts';

const BOM = 0xfeff;

/** The first line that is not blank, a comment or a directive. */
const content = /^\uFEFF?[ \t]*[^ \t\r\n\uFEFF#%]/gm;

/** A comment after `---` is none of the document's content; anything else is. */
const emptyMarker = /---[ \t]*(?:#|\r?\n|$)/y;

/** What stands between the markers: a YAML document, or one or more JSON documents. */
interface Chunk {
  readonly start: number;
  /** Where JSON would start: after the line of `---`, or at that line if it holds content. */
  readonly body: number;
  /** Where its content ends: before the line of `...`. */
  readonly bodyEnd: number;
  readonly end: number;
}

/**
 * Splits a text into its documents without parsing them. The slices are adjacent and cover the
 * text. What stands before a `---`, if only comments and directives, belongs to the document that
 * the `---` starts; the line of a `...` belongs to the document that it ends.
 */
export function splitDocuments(source: SourceText): TextDocument[] {
  const documents: TextDocument[] = [];
  for (const chunk of chunksOf(source.text)) {
    let { start } = chunk;
    const breaks = breaksIn(source.text, chunk);
    const syntax: Syntax = breaks === undefined ? 'yaml' : 'json';
    for (const end of breaks ?? []) {
      documents.push({ source, start, end, syntax });
      start = end;
    }
    documents.push({ source, start, end: chunk.end, syntax });
  }
  return documents;
}

function* chunksOf(text: string): Generator<Chunk> {
  /** A line that starts or ends a document: at column 0 it always does, even in quotes. */
  const marker = /(?:^|\n)\uFEFF?(?:---|\.\.\.)(?=[ \t\r\n]|$)/g;
  let start = 0;
  let body = 0;
  /** No `---` yet since the start of the text or the last `...`. */
  let bare = true;
  while (marker.test(text)) {
    const at = marker.lastIndex - 3;
    const line = text.charCodeAt(at - 1) === BOM ? at - 1 : at;
    if (text.startsWith('---', at)) {
      if (start < line && (!bare || hasContent(text, start, line))) {
        yield { start, body, bodyEnd: line, end: line };
        start = line;
      }
      body = matches(emptyMarker, text, at) ? nextLine(text, at) : line;
      bare = false;
    } else {
      const next = nextLine(text, at);
      const end = hasContent(text, next, text.length) ? next : text.length;
      yield { start, body, bodyEnd: line, end };
      start = end;
      body = end;
      bare = true;
    }
  }
  if (start < text.length) yield { start, body, bodyEnd: text.length, end: text.length };
}

/**
 * Where a chunk of JSON is split, or undefined if it is YAML. kubectl, Argo CD and Flux read one
 * JSON object after the other at the start of a text only; behind a `---` they would silently
 * ignore all but the first, and behind a `...` that one, too. As YAML, such a chunk is an error.
 */
function breaksIn(text: string, { start, body, bodyEnd }: Chunk): readonly number[] | undefined {
  const breaks = jsonBreaks(text, body, bodyEnd);
  const isReadOn = body === 0 && text.charCodeAt(0) !== BOM;
  const isFirst = start === 0 || start < body;
  return isFirst && (isReadOn || breaks?.length === 0) ? breaks : undefined;
}

function hasContent(text: string, start: number, end: number): boolean {
  content.lastIndex = start;
  return content.test(text) && content.lastIndex <= end;
}

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function nextLine(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found + 1;
}
