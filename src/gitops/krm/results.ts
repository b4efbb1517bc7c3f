import { type Code, codes } from '../../diagnostics/codes.ts';
import type { Finding } from '../../diagnostics/types.ts';
import { pathText, sentence } from '../../diagnostics/words.ts';
import { isObject, type JsonObject, stringAt } from '../../json.ts';
import { isSame } from '../../manifest/apply-edits.ts';
import type { File } from './files.ts';
import { type Part, parsePart } from './part.ts';

/**
 * A finding as a result of the KRM functions specification. `file` is where its object is from. A
 * field needs a resource to be in.
 */
export function resultOf(finding: Finding, file: File | undefined): JsonObject {
  const { code, severity, message, hint, object, path } = finding;
  const field = pathText(path);
  return {
    message: `${sentence(message)} ${sentence(hint)}`.trimEnd(),
    severity,
    ...(object && { resourceRef: { ...object } }),
    ...(object && field !== '' && { field: { path: field } }),
    ...(file && { file: { ...file } }),
    tags: { code },
  };
}

/**
 * The results of the whole list: those of other functions, as they are, and then revcast's. undefined
 * if the list has just these.
 */
export function newResults(
  present: Part | undefined,
  own: readonly JsonObject[],
): JsonObject[] | undefined {
  const before = present === undefined ? [] : resultsIn(present);
  const after = [...before.filter((result) => !isOwn(result)), ...own];
  return isSame(before, after) ? undefined : after;
}

function resultsIn(part: Part): JsonObject[] {
  const parsed = parsePart(part);
  const value = 'value' in parsed ? parsed.value : undefined;
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isOwn(result: JsonObject): boolean {
  const code = stringAt(result, ['tags', 'code']);
  return code !== undefined && Object.hasOwn(codes, code as Code);
}
