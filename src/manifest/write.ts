import type { Json } from '../json.ts';
import { editDocument } from './edit.ts';
import { emitJson, emitYaml } from './emit.ts';
import type { ReadSource } from './stream.ts';
import type { Edit, TextDocument } from './types.ts';

/** What happens to one document on its way out. */
export interface Change {
  readonly edits: readonly Edit[];
  /** Left out: `generated` by an earlier rendering, or of the `other` half of the stream. */
  readonly drop?: 'generated' | 'other' | undefined;
  /** New objects, each a document of its own behind this one. */
  readonly after: readonly Json[];
}

/** A stretch of output. Without the generated pieces and the dropped documents it is the input. */
export interface Piece {
  readonly text: string;
  readonly generated: boolean;
}

const marker = /^---(?:[ \t\r\n]|$)/;
/** Comments and blank lines, or directives, before a marker. */
const prologue = /^(?:(?:[ \t]*(?:#[^\n]*)?|%[^\n]*)\r?\n)+(?:---(?:[ \t\r\n]|$)|$)/;

/**
 * The stream with its changes. Documents that do not change leave as the bytes they came as; where
 * something was put between documents or sources, markers that YAML needs are added.
 */
export function writeStream(
  sources: readonly ReadSource[],
  changeOf: (document: TextDocument) => Change | undefined,
): Piece[] {
  const json = sources.every(({ documents }) => documents.every(({ syntax }) => syntax === 'json'));
  const pieces: Piece[] = [];
  let last: TextDocument | undefined;
  /** Where the last piece starts in its source, while it is a stretch of unchanged documents. */
  let stretch: number | undefined;
  for (const document of sources.flatMap(({ documents }) => documents)) {
    const change = changeOf(document);
    if (change?.drop === undefined) {
      const edits = change?.edits ?? [];
      const alone = json || sources.length === 1 || document.syntax === 'yaml';
      const follows = alone && last?.source === document.source && last.end === document.start;
      if (follows && stretch !== undefined && edits.length === 0) {
        const text = document.source.text.slice(stretch, document.end);
        pieces[pieces.length - 1] = { text, generated: false };
      } else {
        const text = textOf(document, edits, pieces.length > 0);
        if (!follows) pieces.push(...separator(pieces, text, json));
        pieces.push({ text, generated: false });
        stretch = edits.length === 0 && document.start > 0 ? document.start : undefined;
      }
      last = document;
    } else if (change.drop === 'generated' && document.syntax === 'json') {
      pieces.push({ text: spaceAfter(document), generated: false });
    }
    for (const object of change?.after ?? []) {
      const text = json
        ? emitJson(object)
        : `---${eolOf(document)}${emitYaml(object, eolOf(document))}`;
      pieces.push(...separator(pieces, text, json), { text, generated: true });
      last = undefined;
    }
  }
  return pieces;
}

/** A byte order mark may stand at the start of a stream, and nowhere else. */
function textOf(document: TextDocument, edits: readonly Edit[], inside: boolean): string {
  const text = editDocument(document, edits);
  return inside && document.start === 0 ? text.replace(/^\uFEFF/, '') : text;
}

/**
 * What YAML needs between two texts that were not neighbours: a line end, and a marker unless the
 * next text starts with one. The end marker keeps what precedes the next document's start marker
 * out of the document before.
 */
function separator(before: readonly Piece[], next: string, json: boolean): Piece[] {
  const previous = before.findLast(({ text }) => text !== '')?.text ?? '';
  if (previous === '' || next === '') return [];
  const eol = previous.includes('\r\n') ? '\r\n' : '\n';
  let text = previous.endsWith('\n') ? '' : eol;
  if (!json && !marker.test(next)) text += `${prologue.test(next) ? '...' : '---'}${eol}`;
  return text === '' ? [] : [{ text, generated: true }];
}

/** White space behind a JSON value, less the line end that ends every generated one. */
function spaceAfter({ source, start, end }: TextDocument): string {
  const text = source.text.slice(start, end);
  return text.slice(text.trimEnd().length).replace(/^\r?\n/, '');
}

function eolOf({ source, start, end }: TextDocument): '\n' | '\r\n' {
  const newline = source.text.indexOf('\n', start);
  return newline > 0 && newline < end && source.text[newline - 1] === '\r' ? '\r\n' : '\n';
}
