import { isObject } from '../../json.ts';
import { parseDocument } from '../../manifest/parse.ts';
import { splitDocuments } from '../../manifest/split.ts';
import type { SourceText } from '../../manifest/types.ts';

/** With these three in it Argo CD takes a file for a manifest, and an error in it for an error. */
const marks = ['apiVersion:', 'kind:', 'metadata:'];

/**
 * Whether Argo CD would ignore a file of a folder: YAML that doesn't look like a manifest, and whose
 * first document is no object, such as a file of values.
 */
export function isUnrelated(source: SourceText): boolean {
  const { name, text } = source;
  if (name.endsWith('.json') || marks.every((mark) => text.includes(mark))) return false;
  for (const document of splitDocuments(source)) {
    const parsed = parseDocument(document);
    if ('problems' in parsed) return true;
    if (parsed.value !== null) return !isObject(parsed.value) || !hasKind(parsed.value);
  }
  return false;
}

function hasKind({ kind }: { readonly kind?: unknown }): boolean {
  return typeof kind === 'string' && kind !== '';
}
