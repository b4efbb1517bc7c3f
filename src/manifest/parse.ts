import { quoted } from '../diagnostics/quoted.ts';
import { readBlock } from './block.ts';
import { parseJsonDocument } from './json-value.ts';
import type { Parsed, TextProblem } from './text-problem.ts';
import type { TextDocument } from './types.ts';
import { readYaml } from './yaml.ts';

/**
 * The value of a document, or everything that is wrong with its text, with offsets into the
 * source. An empty document is null.
 */
export function parseDocument(document: TextDocument): Parsed {
  const isJson = document.syntax === 'json';
  const problems = [...(isJson ? [] : markerProblems(document)), ...characterProblems(document)];
  if (problems.length > 0) return { problems };
  return isJson ? parseJsonDocument(document) : parseYaml(document);
}

function parseYaml(document: TextDocument): Parsed {
  const { text } = document.source;
  const start = contentStart(document);
  const value = readBlock(text, start, document.end);
  if (value !== undefined) return { value };
  // kubectl, Argo CD and Flux read by lines and end each, also the last one.
  const parsed = readYaml(text.slice(start, document.end).replace(/[^\n]$/, '$&\n'));
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

/**
 * Where kubectl, Argo CD and Flux look for documents: they split the text at lines of `---` before
 * they parse it, refuse other text in these lines, and pass over what follows a `...`.
 */
function markerProblems({ source: { text }, start, end }: TextDocument): TextProblem[] {
  const marker = /^\uFEFF?---([^\r\n]*)/m.exec(text.slice(start, end));
  if (marker === null) {
    if (start === 0) return [];
    const message = 'after "..." the next document starts without "---", and would be passed over';
    return [{ code: 'RC1017', message, hint: 'Start the document with "---"', offset: start }];
  }
  const [line, rest = ''] = marker;
  if (/^(?:[ \t]+(?:#.*)?)?$/.test(rest)) return [];
  const message = `the line ${quoted(line)} holds more than "---"`;
  const offset = start + marker.index + line.length - rest.length;
  return [{ code: 'RC1017', message, hint: 'Start the text in the next line', offset }];
}

/**
 * Characters that go-yaml refuses, and line breaks of YAML 1.1 (a lone CR, NEL, LS, PS), which
 * other readers take for something else.
 */
const strange = /[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]|\r(?!\n)/;

function characterProblems(document: TextDocument): TextProblem[] {
  const start = contentStart(document);
  const text = document.source.text.slice(start, document.end);
  const index = text.search(strange);
  if (index < 0) return [];
  const unit = text.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0');
  const more = text.split(new RegExp(strange, 'g')).length - 2;
  const others = more > 0 ? `, the first of ${more + 1} of the kind` : '';
  const message = `the character U+${unit} is not allowed, or a line break for some readers${others}`;
  const hint = `Remove it, or write it as "\\u${unit}" in double quotes`;
  return [{ code: 'RC1008', message, hint, offset: start + index }];
}
