import type { Path } from '../json.ts';
import type { JsonNode } from './json-node.ts';
import { parseJson } from './json-text.ts';

/**
 * Offset in a JSON text of the value at a path, or of the nearest parent that is there; undefined
 * when the text is no JSON.
 */
export function placeOf(text: string, path: Path): number | undefined {
  const root = parseJson(text);
  if ('failure' in root) return undefined;
  let node = root;
  for (const step of path) {
    const inner = childOf(node, step);
    if (inner === undefined) break;
    node = inner;
  }
  return node.start;
}

/** Of a field that is there twice the last one counts. Go minds no upper and lower case in its name. */
function childOf(node: JsonNode, step: string | number): JsonNode | undefined {
  if (node.type === 'array') return typeof step === 'number' ? node.items[step] : undefined;
  if (node.type !== 'object') return undefined;
  const { members } = node;
  const folded = String(step).toLowerCase();
  const member =
    members.findLast(({ key }) => key === step) ??
    members.findLast(({ key }) => key.toLowerCase() === folded);
  return member?.value;
}
