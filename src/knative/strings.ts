import { quoted } from '../diagnostics/quoted.ts';
import type { Problem } from '../diagnostics/types.ts';
import { isObject, type Json, type JsonObject, type Path, valueAt } from '../json.ts';
import type { StringMap } from './types.ts';

/** What was found at one place, and what is wrong there. */
export interface Read<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
}

/**
 * Annotations, labels or a ConfigMap's data. What is no string is left out; null is an empty string
 * in metadata and data, and dropped by the API server in a spec.
 */
export function readStrings(value: JsonObject, path: Path): Read<StringMap> {
  const found = valueAt(value, path) ?? {};
  if (!isObject(found)) return { value: {}, problems: [notMapping(path, found)] };
  const strings: Record<string, string> = {};
  const problems: Problem[] = [];
  for (const [key, text] of Object.entries(found)) {
    if (typeof text === 'string') strings[key] = text;
    else if (text !== null) problems.push(notString([...path, key], text));
    else {
      problems.push(emptyValue([...path, key]));
      if (path[0] !== 'spec') strings[key] = '';
    }
  }
  return { value: strings, problems };
}

function notMapping(path: Path, found: Json): Problem {
  return {
    code: 'RC2005',
    path,
    message: `${path.at(-1)} is ${quoted(found)}, where a mapping from keys to strings is expected`,
    hint: 'Write one `key: "value"` per line.',
  };
}

export function notString(path: Path, found: Json): Problem {
  const key = String(path.at(-1));
  const text = typeof found === 'object' ? "'…'" : `"${String(found)}"`;
  return {
    code: 'RC2004',
    path,
    message: `the value of ${key} is ${quoted(found)}, where Kubernetes takes only strings`,
    hint: `Put the value in quotes: ${key}: ${text}`,
  };
}

function emptyValue(path: Path): Problem {
  const key = String(path.at(-1));
  return {
    code: 'RC2006',
    path,
    message: `${key} has no value`,
    hint: 'Give it a value, or delete the line.',
  };
}
