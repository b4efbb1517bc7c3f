import { jsonBreaks } from './json-documents.ts';
import type { SourceText, Syntax, TextDocument } from './types.ts';

/** A line that starts (`---`) or ends (`...`) a document. At column 0 it always does, even inside quotes. */
const marker = /(?:^|\n)\uFEFF?(---|\.\.\.)(?=[ \t\r\n]|$)/g;

/** The first line that is not blank, a comment or a directive. */
const content = /^\uFEFF?[ \t]*[^ \t\r\n\uFEFF#%]/gm;

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
    const breaks = jsonBreaks(source.text, chunk.body, chunk.bodyEnd);
    const syntax: Syntax = breaks === undefined ? 'yaml' : 'json';
    let start = chunk.start;
    for (const end of [...(breaks ?? []), chunk.end]) {
      documents.push({ source, start, end, syntax });
      start = end;
    }
  }
  return documents;
}

function chunksOf(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let start = 0;
  let body = 0;
  /** No `---` yet since the start of the text or the last `...`. */
  let bare = true;
  for (const match of text.matchAll(marker)) {
    const line = match[0].startsWith('\n') ? match.index + 1 : match.index;
    const next = nextLine(text, line);
    if (match[1] === '---') {
      if (!bare || hasContent(text, start, line)) {
        if (start < line) chunks.push({ start, body, bodyEnd: line, end: line });
        start = line;
      }
      body = emptyMarker(text, line) ? next : line;
      bare = false;
    } else {
      chunks.push({ start, body, bodyEnd: line, end: next });
      start = body = next;
      bare = true;
    }
  }
  const last = chunks.at(-1);
  if (bare && last !== undefined && !hasContent(text, start, text.length)) {
    chunks[chunks.length - 1] = { ...last, end: text.length };
  } else if (start < text.length) {
    chunks.push({ start, body, bodyEnd: text.length, end: text.length });
  }
  return chunks;
}

function hasContent(text: string, start: number, end: number): boolean {
  content.lastIndex = start;
  const found = content.exec(text);
  return found !== null && found.index < end;
}

/** A comment after `---` is none of the document's content; anything else is. */
const blankRest = /\uFEFF?---[ \t]*(?:#|\r?\n|$)/y;

function emptyMarker(text: string, line: number): boolean {
  blankRest.lastIndex = line;
  return blankRest.test(text);
}

function nextLine(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found + 1;
}
