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
  if (some(value, (_, depth) => depth > maxDepth)) {
    const message = `more than ${maxDepth} objects and lists are nested`;
    return [{ code: 'RC1016', message, hint: 'Flatten the document', offset: 0 }];
  }
  if (!some(value, (item) => !isExact(item))) return [];
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[-+.\deE]*/g)]
    .filter(([token]) => !token.startsWith('"') && !isExact(Number(token), token))
    .map((match) => ({
      code: 'RC1013',
      message: `the number cannot be kept exactly: ${quoteLine(text, match.index)}`,
      hint: 'Quote it if it is a string',
      offset: match.index,
    }));
}

/** Does any value in it pass the test? It is not looked for below one that does. */
function some(value: Json, test: (value: Json, depth: number) => boolean, depth = 0): boolean {
  if (test(value, depth)) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((item) => some(item, test, depth + 1));
}
