import type { Json } from '../../src/json.ts';
import { parseDocument } from '../../src/manifest/parse.ts';
import type { TextDocument } from '../../src/manifest/types.ts';

/** A source of one document. */
export function documentOf(text: string): TextDocument {
  const syntax = /^\{\s*["}]/.test(text) ? 'json' : 'yaml';
  return { source: { name: 'a.yaml', text }, start: 0, end: text.length, syntax };
}

export function readValue(text: string): Json {
  const parsed = parseDocument(documentOf(text));
  if ('problems' in parsed) throw new Error(parsed.problems.map(({ message }) => message).join());
  return parsed.value;
}
