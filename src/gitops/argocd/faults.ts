import type { Finding } from '../../diagnostics/types.ts';
import { isObject, type Json } from '../../json.ts';
import { readManifests } from '../../manifest/read.ts';
import type { SourceText, TextDocument } from '../../manifest/types.ts';

/**
 * What is wrong with documents of a folder that are no objects. Argo CD refuses them in what a plugin
 * prints, too, but knows no file any more then.
 */
export function faultsOf(source: SourceText): readonly Finding[] {
  return readManifests(source, isDoubtful).findings;
}

const kind = /^(["']?)kind\1 *:/m;
const nothing = /^(?:---.*|\.\.\.|[ \t]*(?:#.*)?)\r?$/;

/** Whether a document has to be parsed for it: most show at once that they have a kind. */
function isDoubtful({ source, start, end, syntax }: TextDocument): boolean {
  const text = source.text.slice(start, end);
  if (syntax === 'json') return !isJsonObject(text);
  return !kind.test(text) && !text.split('\n').every((line) => nothing.test(line));
}

function isJsonObject(text: string): boolean {
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) && typeof value.kind === 'string';
  } catch {
    return false;
  }
}
