import { quoted } from '../diagnostics/quoted.ts';
import { readBlock } from './block.ts';
import { characterProblem, isUsual } from './characters.ts';
import { jsonRange } from './json-documents.ts';
import { parseJsonDocument } from './json-value.ts';
import type { Parsed, TextProblem } from './text-problem.ts';
import type { TextDocument } from './types.ts';
import { readYaml } from './yaml.ts';

/**
 * The value of a document, or everything that is wrong with its text, with offsets into the
 * source. An empty document is null.
 */
export function parseDocument(document: TextDocument): Parsed {
  const { text } = document.source;
  const start = contentStart(document);
  const content = text.slice(start, document.end);
  const isFast = isUsual(content);
  // kubectl reads JSON behind a `---` as YAML. It makes a difference for unusual characters only.
  if (document.syntax === 'json' && (isFast || !isBehindMarker(document))) {
    return parseJsonDocument(document);
  }
  const marker = markerProblem(document);
  if (marker !== undefined) return { problems: [marker] };
  const value = isFast ? readBlock(text, start, document.end) : undefined;
  return value === undefined ? readContent(content, start) : { value };
}

/** `start` is where the content is in the source. */
function readContent(content: string, start: number): Parsed {
  const strange = characterProblem(content);
  // kubectl, Argo CD and Flux read by lines and end each, also the last one.
  const parsed = strange ? { problems: [strange] } : readYaml(content.replace(/[^\n]$/, '$&\n'));
  if ('value' in parsed) return parsed;
  return {
    problems: parsed.problems.map((problem) => ({ ...problem, offset: start + problem.offset })),
  };
}

const BOM = '\uFEFF';

/** After a byte order mark, which may open a text, and a later document behind its `---`. */
function contentStart({ source: { text }, start }: TextDocument): number {
  if (start === 0) return text.startsWith(BOM) ? 1 : 0;
  const next = text.indexOf('\n', start) + 1;
  return text.startsWith('---', start) && text.startsWith(BOM, next) ? next + 1 : start;
}

/** Of a JSON document. */
function isBehindMarker(document: TextDocument): boolean {
  return document.source.text.slice(document.start, jsonRange(document).start).includes('---');
}

/**
 * Where kubectl, Argo CD and Flux look for documents: they split the text at lines of `---` before
 * they parse it, refuse other text in these lines, and pass over what follows a `...`.
 */
function markerProblem({ source: { text }, start, end }: TextDocument): TextProblem | undefined {
  const marker = /^\uFEFF?---([^\r\n]*)/m.exec(text.slice(start, end));
  if (marker === null) {
    if (start === 0) return undefined;
    const message = 'after "..." the next document starts without "---", and would be passed over';
    return { code: 'RC1017', message, hint: 'Start the document with "---"', offset: start };
  }
  const [line, rest = ''] = marker;
  if (/^(?:[ \t]+(?:#.*)?)?$/.test(rest)) return undefined;
  const message = `the line ${quoted(line)} holds more than "---"`;
  const offset = start + marker.index + line.length - rest.length;
  return { code: 'RC1017', message, hint: 'Start the text in the next line', offset };
}
