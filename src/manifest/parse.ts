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
  const usual = isUsual(content);
  // kubectl reads JSON behind a `---` as YAML. It makes a difference for unusual characters only.
  if (document.syntax === 'json' && (usual || !isBehindMarker(document))) {
    return parseJsonDocument(document);
  }
  const isPlaced = start === 0 || text.startsWith('---', document.start);
  const value = usual && isPlaced ? readBlock(text, start, document.end) : undefined;
  if (value !== undefined) return { value };
  const marker = markerProblem(document);
  if (marker !== undefined) return { problems: [marker] };
  const strange = characterProblem(content);
  // kubectl, Argo CD and Flux read by lines and end each, also the last one.
  const parsed = strange ? { problems: [strange] } : readYaml(content.replace(/[^\n]$/, '$&\n'));
  if ('value' in parsed) return parsed;
  return {
    problems: parsed.problems.map((found) => ({ ...found, offset: start + found.offset })),
  };
}

const BOM = '\uFEFF';

/** After a byte order mark, which may open a text, and a later document behind its `---`. */
function contentStart({ source: { text }, start }: TextDocument): number {
  if (start === 0) return text.startsWith(BOM) ? 1 : 0;
  const lineEnd = text.indexOf('\n', start);
  const isMarked = lineEnd >= 0 && text.startsWith('---', start);
  return isMarked && text.startsWith(BOM, lineEnd + 1) ? lineEnd + 2 : start;
}

/** Of a JSON document. */
function isBehindMarker(document: TextDocument): boolean {
  return document.source.text.slice(document.start, jsonRange(document).start).includes('---');
}

/**
 * Where kubectl, Argo CD and Flux look for documents: they split the text at all lines that start
 * with `---`, refuse other text in these lines than comments, and pass over what follows a `...`.
 */
function markerProblem({ source, start, end }: TextDocument): TextProblem | undefined {
  const markers = [...source.text.slice(start, end).matchAll(/^\uFEFF?---([^\r\n]*)/gm)];
  if (markers.length === 0 && start > 0) {
    const message = 'after "..." the next document starts without "---", and would be passed over';
    return { code: 'RC1017', message, hint: 'Start the document with "---"', offset: start };
  }
  for (const { index, 0: line, 1: rest = '' } of markers) {
    if (/^(?:[ \t]+(?:#.*)?)?$/.test(rest)) continue;
    const message = `the line ${quoted(line)} holds more than "---"`;
    const offset = start + index + line.length - rest.length;
    return { code: 'RC1017', message, hint: 'Start the text in the next line', offset };
  }
  return undefined;
}
