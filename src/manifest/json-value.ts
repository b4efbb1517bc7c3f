import { parseJson } from '../go/json-text.ts';
import type { Json } from '../json.ts';
import { jsonRange } from './json-documents.ts';
import { isExact } from './scalar.ts';
import { type Parsed, quoteLine, type TextProblem } from './text-problem.ts';
import type { TextDocument } from './types.ts';

/** As deep as YAML may be. */
const maxDepth = 500;

/** The value of a JSON document. Of a key that is there twice, the last counts, as in Go. */
export function parseJsonDocument(document: TextDocument): Parsed {
  const { start, end } = jsonRange(document);
  const text = document.source.text.slice(start, end);
  const value = tryParse(text);
  const problems = value === undefined ? syntaxProblems(text) : valueProblems(text, value);
  if (value !== undefined && problems.length === 0) return { value };
  return { problems: problems.map((problem) => ({ ...problem, offset: start + problem.offset })) };
}

function tryParse(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function syntaxProblems(text: string): TextProblem[] {
  const parsed = parseJson(text);
  const { message, offset } =
    'failure' in parsed ? parsed.failure : { message: 'this is not JSON', offset: 0 };
  return [
    { code: 'RC1002', message, hint: 'Correct it, or look whether the text was cut off', offset },
  ];
}

function valueProblems(text: string, value: Json): TextProblem[] {
  if (isDeeper(value, maxDepth)) {
    const message = `more than ${maxDepth} objects and lists are nested`;
    return [{ code: 'RC1016', message, hint: 'Flatten the document', offset: 0 }];
  }
  if (!/\d{16}|[eE]\+?\d/.test(text)) return [];
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[-+.\deE]*/g)]
    .filter(([token]) => !token.startsWith('"') && !isExact(Number(token)))
    .map((match) => ({
      code: 'RC1013',
      message: `the number cannot be kept exactly: ${quoteLine(text, match.index)}`,
      hint: 'Quote it if it is a string',
      offset: match.index,
    }));
}

function isDeeper(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1));
}
