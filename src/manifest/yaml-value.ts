import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';
import { quoted } from '../diagnostics/quoted.ts';
import type { Json, JsonObject } from '../json.ts';
import { type Reading, report, scalarValue } from './yaml-reading.ts';

/** As deep as JSON in annotations may be. */
const maxDepth = 500;

/** go-yaml draws its line at about 400,000; a manifest has some dozens. */
const maxRepeated = 100_000;

/** The value of a node of the tree; what is wrong with it goes to the reading's problems. */
export function nodeValue(node: unknown, reading: Reading): Json {
  if (isScalar(node)) return scalarValue(node, reading);
  if (isAlias(node)) return aliasValue(node, reading);
  if (!isMap(node) && !isSeq(node)) return null;
  if (reading.depth === maxDepth) {
    const message = `more than ${maxDepth} mappings and sequences are nested`;
    return report(reading, 'RC1016', node, message, 'Flatten the document');
  }
  if (reading.open.size > 0) reading.repeated += node.items.length;
  if (reading.repeated > maxRepeated) {
    if (reading.repeated === Number.POSITIVE_INFINITY) return null;
    reading.repeated = Number.POSITIVE_INFINITY;
    const message = `aliases repeat more than ${maxRepeated} values`;
    return report(reading, 'RC1005', node, message, 'Write the document without aliases');
  }
  reading.depth++;
  const value = isMap(node)
    ? mappingValue(node, reading)
    : node.items.map((item) => nodeValue(item, reading));
  reading.depth--;
  return value;
}

function aliasValue(alias: Alias, reading: Reading): Json {
  const target = reading.targets.get(alias);
  if (target === undefined) {
    const message = `the alias "*${alias.source}" has no anchor "&${alias.source}" before it`;
    const hint = 'Define the anchor in the same document, or quote the value if it is no alias';
    return report(reading, 'RC1005', alias, message, hint);
  }
  if (reading.open.has(target)) {
    const message = `the alias "*${alias.source}" stands for a value that contains it`;
    return report(reading, 'RC1005', alias, message, 'Write the value out');
  }
  reading.open.add(target);
  const value = nodeValue(target, reading);
  reading.open.delete(target);
  return value;
}

function mappingValue(mapping: YAMLMap, reading: Reading): JsonObject {
  const value: JsonObject = {};
  const keys = new Set<string>();
  for (const pair of mapping.items) {
    const key = isMerge(pair.key) ? '<<' : keyOf(pair.key, mapping, reading);
    if (key === undefined) continue;
    if (keys.has(key)) {
      const message = `the key ${quoted(key)} is there twice`;
      const hint = 'Keep one: some readers take the last, some none';
      report(reading, 'RC1003', pair.key, message, hint);
    } else if (isMerge(pair.key)) {
      merge(value, keys, pair, reading);
    } else {
      define(value, key, nodeValue(pair.value, reading));
    }
    keys.add(key);
  }
  return value;
}

/** A key as a string. Go makes strings of booleans and numbers; unusual numbers are refused. */
function keyOf(key: unknown, mapping: YAMLMap, reading: Reading): string | undefined {
  const node = (isAlias(key) ? reading.targets.get(key) : undefined) ?? key;
  const value = isNode(node) ? nodeValue(node, reading) : null;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (isScalar(node) && Number.isInteger(value) && String(value) === node.value) return node.value;
  report(reading, 'RC1014', key ?? mapping, 'a key is not a string', 'Quote the key');
  return undefined;
}

function isMerge(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN' && key.tag === undefined;
}

/**
 * Merges mappings as `<<` asks. A key that stands before the `<<` loses against a merged one in
 * go-yaml v2, and wins in other readers: that is refused. Behind the `<<`, it wins in all of them.
 */
function merge(into: JsonObject, keys: ReadonlySet<string>, pair: Pair, reading: Reading): void {
  // The first of several mappings wins.
  const sources = isSeq(pair.value) ? [...pair.value.items].reverse() : [pair.value];
  for (const source of sources) {
    if (!isMap(isAlias(source) ? reading.targets.get(source) : source)) {
      const message = 'a "<<" merges a mapping or a list of mappings, and found something else';
      report(reading, 'RC1006', pair.key, message, 'Quote the key if it is no merge');
      continue;
    }
    for (const [key, value] of Object.entries(nodeValue(source, reading) ?? {})) {
      if (keys.has(key)) {
        const message = `the key ${quoted(key)} stands before the "<<" that merges another value for it`;
        report(reading, 'RC1006', pair.key, message, 'Put the "<<" first');
      }
      define(into, key, value);
    }
  }
}

/** Also for `__proto__`, which an assignment would take for the prototype. */
function define(object: JsonObject, key: string, value: Json): void {
  Object.defineProperty(object, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}
