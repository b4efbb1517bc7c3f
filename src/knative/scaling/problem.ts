import type { Problem } from '../../diagnostics/types.ts';
import type { Path } from '../../json.ts';

/** Where an annotation of a Service's template is. */
export function templateAnnotation(key: string): Path {
  return ['spec', 'template', 'metadata', 'annotations', key];
}

/** A problem of one annotation of the template. */
export function problemOf(
  key: string,
  code: Problem['code'],
  message: string,
  hint: string,
  offset?: number,
): Problem {
  const problem = { code, path: templateAnnotation(key), message, hint };
  return offset === undefined ? problem : { ...problem, offset };
}

/** A key as messages name it: without the group, which all of these share. */
export function shortKey(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}
