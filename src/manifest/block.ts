import type { Json, JsonObject } from '../json.ts';
import { keyEnd, readKey, readScalar } from './block-scalars.ts';
import { advance, doubt, END, isDash, isRest, type Lines, linesOf, skipSpaces } from './lines.ts';

/**
 * A reader for the YAML that machines and most people write: block mappings and sequences of
 * one-line scalars and literals (`|`), with comments. It exists for speed: it reads a stream of ten
 * thousand manifests in a tenth of the time that the full reader (`yaml.ts`) needs. Whatever else
 * there is in YAML, and whatever is doubtful (anchors, tags, strings over several lines, tabs, keys
 * that are there twice, odd indentation, errors), it leaves to that one, and returns undefined. So
 * it reports no errors, and must never give another value than the full reader:
 * `test/manifest/block.test.ts` holds one against the other over generated and mutated texts.
 *
 * The text holds none of the characters that `parse.ts` refuses.
 */
export function readBlock(text: string, start: number, end: number): Json | undefined {
  const lines = linesOf(text, start, end);
  advance(lines);
  if (isMarker(lines)) advance(lines);
  const value = readNode(lines);
  return lines.doubtful || lines.indent !== END ? undefined : value;
}

/** No manifest is nested deeper. */
const maxDepth = 100;

/**
 * A mapping or a sequence that starts at the current place. It ends at the first line of another
 * indentation; if nothing around it has that one, reading stops there, before the end.
 */
function readNode(lines: Lines): Json {
  if (lines.depth === maxDepth || lines.indent === END) return doubt(lines);
  lines.depth++;
  const node = isDash(lines) ? readSequence(lines) : readMapping(lines);
  lines.depth--;
  return node;
}

function readMapping(lines: Lines): JsonObject {
  const { indent } = lines;
  const mapping: JsonObject = {};
  while (lines.indent === indent) {
    const key = readKey(lines);
    // Also true of `__proto__`, which an assignment would not make a key.
    if (key in mapping) doubt(lines);
    mapping[key] = isRest(lines, lines.at)
      ? readBelow(lines, indent, true)
      : readScalar(lines, indent);
  }
  return mapping;
}

function readSequence(lines: Lines): Json[] {
  const { indent } = lines;
  const sequence: Json[] = [];
  while (lines.indent === indent && isDash(lines)) {
    const dash = lines.at;
    lines.at = dash + 1;
    if (isRest(lines, lines.at)) {
      sequence.push(readBelow(lines, indent, false));
      continue;
    }
    lines.at = skipSpaces(lines.text, lines.at);
    if (isDash(lines) || keyEnd(lines) >= 0) {
      lines.indent = indent + lines.at - dash;
      sequence.push(readNode(lines));
    } else {
      sequence.push(readScalar(lines, indent));
    }
  }
  return sequence;
}

/** The value of a key or a dash that stands alone in its line. */
function readBelow(lines: Lines, indent: number, ofKey: boolean): Json {
  advance(lines);
  const isNode = lines.indent > indent || (ofKey && lines.indent === indent && isDash(lines));
  return isNode ? readNode(lines) : null;
}

/** `---`, alone in its line. */
function isMarker(lines: Lines): boolean {
  const { text, at, indent } = lines;
  return indent === 0 && text.startsWith('---', at) && isRest(lines, at + 3);
}
