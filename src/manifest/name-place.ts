import type { Position } from '../diagnostics/types.ts';
import { locate } from './locate.ts';
import { positionAt } from './position.ts';
import type { Manifest, TextDocument } from './types.ts';

/**
 * Where the name of an object is. In block style, as nearly every manifest has it, it is found
 * without a look at the rest of the document: what stands left of a key is outside of its mapping.
 */
export function placeOfName({ document, at }: Manifest): Position {
  const found = at.length === 0 ? nameInBlock(document) : undefined;
  return found === undefined
    ? locate(document, [...at, 'metadata', 'name'])
    : positionAt(document.source, found);
}

const metadataLine = /^metadata:[ \t]*(?:#.*)?\r?$/m;
const blank = /^\s*(?:#|$)/;
const nameLine = /^ *name:[ \t]+(?=[\w"'])/;

/** Offset of the name; undefined where it isn't written in block style. */
function nameInBlock({ source, start, end }: TextDocument): number | undefined {
  const text = source.text.slice(start, end);
  const head = metadataLine.exec(text);
  if (head === null) return undefined;
  let indent: number | undefined;
  for (let at = head.index + head[0].length + 1; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const behind = newline < 0 ? text.length : newline;
    const line = text.slice(at, behind);
    if (!blank.test(line)) {
      const own = line.search(/[^ ]/);
      indent ??= own;
      if (own < indent || indent === 0) return undefined;
      const name = own === indent ? nameLine.exec(line) : null;
      if (name !== null) return start + at + name[0].length;
    }
    at = behind + 1;
  }
  return undefined;
}
