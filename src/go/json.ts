import type { Json } from '../json.ts';
import { describe, type JsonMember, type JsonNode } from './json-node.ts';
import { decodeScalar } from './json-scalar.ts';
import type { Fields, GoFields, GoList, GoValue, Schema } from './json-schema.ts';
import { encode, fieldOf, isList, zero } from './json-schema.ts';
import { parseJson } from './json-text.ts';

/** What decoding found: errors (`syntax`, `type`), and what Go passes over in silence. */
export interface JsonFinding {
  readonly kind: 'syntax' | 'type' | 'unknown' | 'repeated';
  /** `spec.triggers[0].type`; empty for the value as a whole. */
  readonly field: string;
  readonly message: string;
  readonly offset: number;
  /** For `unknown`: the fields that would have been known. */
  readonly known?: readonly string[];
}

export interface Decoded {
  /** What Go would print of what it read; undefined when there is an error. */
  readonly value: Json | undefined;
  readonly findings: readonly JsonFinding[];
}

/** Reads a text into a Go type and prints it again, as encoding/json does both. */
export function decodeJson(text: string, schema: Schema): Decoded {
  const node = parseJson(text);
  if ('failure' in node) {
    return { value: undefined, findings: [{ kind: 'syntax', field: '', ...node.failure }] };
  }
  const findings: JsonFinding[] = [];
  const value = decode(node, schema, zero(schema), { field: '', findings });
  const failed = findings.some(({ kind }) => kind === 'type');
  return { value: failed ? undefined : encode(value, schema), findings };
}

interface Place {
  readonly field: string;
  readonly findings: JsonFinding[];
}

function within({ field, findings }: Place, step: string): Place {
  const path = field === '' || step.startsWith('[') ? `${field}${step}` : `${field}.${step}`;
  return { field: path, findings };
}

function report(
  { field, findings }: Place,
  offset: number,
  finding: Pick<JsonFinding, 'kind' | 'message' | 'known'>,
): undefined {
  findings.push({ field, offset, ...finding });
}

/** `prior` is what the place holds already: a repeated field is read over its earlier value. */
function decode(node: JsonNode, schema: Schema, prior: GoValue, place: Place): GoValue {
  if (schema.type === 'always') return decode(node, schema.of, prior, place);
  if (node.type === 'null') return zero(schema) === undefined ? undefined : prior;
  const wrong = (expected: string): undefined => {
    const message = `expected ${expected}, found ${describe(node)}`;
    return report(place, node.start, { kind: 'type', message });
  };
  switch (schema.type) {
    case 'pointer':
      return decode(node, schema.of, prior ?? zero(schema.of), place);
    case 'any':
      return undefined;
    case 'struct':
      if (node.type !== 'object' || !(prior instanceof Map)) return wrong('an object');
      return decodeStruct(node.members, schema.fields, prior, place);
    case 'map':
      if (node.type !== 'object') return wrong('an object');
      return decodeMap(node.members, schema.of, prior instanceof Map ? prior : new Map(), place);
    case 'list':
      if (node.type !== 'array') return wrong('a list');
      return decodeList(node.items, schema.of, isList(prior) ? prior.items : [], place);
    default: {
      const scalar = decodeScalar(node, schema.type);
      return 'value' in scalar ? scalar.value : wrong(scalar.expected);
    }
  }
}

function decodeStruct(
  members: readonly JsonMember[],
  fields: Fields,
  value: GoFields,
  place: Place,
): GoFields {
  const seen = new Set<string>();
  for (const { key, start, value: node } of members) {
    const here = within(place, key);
    const name = fieldNamed(key, fields);
    const schema = name === undefined ? undefined : fields[name];
    if (name === undefined || schema === undefined) {
      const known = Object.keys(fields);
      report(here, start, { kind: 'unknown', message: 'there is no such field', known });
    } else {
      noteRepeated(seen, name, start, here);
      value.set(name, decode(node, schema, fieldOf(value, name, schema), here));
    }
  }
  return value;
}

/** An exact name first. Go ignores case, Unicode's two oddities for s and k included. */
function fieldNamed(key: string, fields: Fields): string | undefined {
  if (Object.hasOwn(fields, key)) return key;
  const folded = key.replaceAll('\u017f', 's').toLowerCase();
  return Object.keys(fields).find((name) => name.toLowerCase() === folded);
}

function noteRepeated(seen: Set<string>, name: string, start: number, place: Place): void {
  if (seen.has(name)) {
    report(place, start, { kind: 'repeated', message: 'it is there more than once' });
  }
  seen.add(name);
}

function decodeMap(
  members: readonly JsonMember[],
  schema: Schema,
  value: GoFields,
  place: Place,
): GoFields {
  const seen = new Set<string>();
  for (const { key, start, value: node } of members) {
    const here = within(place, key);
    noteRepeated(seen, key, start, here);
    value.set(key, decode(node, schema, zero(schema), here));
  }
  return value;
}

function decodeList(
  nodes: readonly JsonNode[],
  schema: Schema,
  prior: readonly GoValue[],
  place: Place,
): GoList {
  const items = nodes.length > 0 ? [...prior] : [];
  nodes.forEach((node, index) => {
    const before = index < items.length ? items[index] : zero(schema);
    items[index] = decode(node, schema, before, within(place, `[${index}]`));
  });
  return { items, length: nodes.length };
}
