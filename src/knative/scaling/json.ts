import { nearest } from '../../diagnostics/nearest.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { decodeJson, type JsonFinding } from '../../go/json.ts';
import type { Schema } from '../../go/json-schema.ts';
import type { Json } from '../../json.ts';
import type { FoundAnnotation } from '../keys.ts';
import { problemOf, shortKey } from './problem.ts';
import type { Parsed } from './types.ts';

/** An annotation's JSON, as Go reads it into a type and prints it again. */
export function readJson(found: FoundAnnotation, schema: Schema): Parsed<Json> {
  const { value, findings } = decodeJson(found.value, schema);
  const problems = findings.map((finding) => problemFrom(found, finding));
  return value === undefined ? { problems } : { value, problems };
}

const codes = {
  syntax: 'RC3001',
  type: 'RC3002',
  unknown: 'RC3003',
  repeated: 'RC3004',
} as const;

function problemFrom({ key, value }: FoundAnnotation, finding: JsonFinding): Problem {
  const { kind, field, message, offset } = finding;
  const where = `${shortKey(key)}, ${placeIn(value, offset)}`;
  const what = field === '' ? message : `${field}: ${message}`;
  return problemOf(key, codes[kind], `${where}: ${what}`, hintFor(finding, value), offset);
}

function placeIn(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

function hintFor({ kind, field, message, known }: JsonFinding, text: string): string {
  switch (kind) {
    case 'syntax':
      return text === '' ? 'Give JSON, or remove the annotation.' : 'Correct the JSON there.';
    case 'type':
      return message.startsWith('expected a string')
        ? 'Put the value in double quotes.'
        : 'Give a value of the expected type.';
    case 'repeated':
      return 'Remove one of them: the last one counts, for lists and objects merged with the first.';
    case 'unknown':
      return unknownHint(field, known ?? []);
  }
}

function unknownHint(field: string, known: readonly string[]): string {
  // KEDA has it since 2.17; the extension is built with 2.16.
  if (field.endsWith('fallback.behavior')) {
    return 'The extension drops it, so does revcast: set it with revcast.dev/scaled-object.';
  }
  const meant = nearest(field.slice(field.lastIndexOf('.') + 1), known);
  if (meant !== undefined) return `Did you mean ${quoted(meant)}?`;
  return 'Remove it: the extension drops it, and so does revcast.';
}
