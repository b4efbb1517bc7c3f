import type { Json, JsonObject } from '../json.ts';

/** A Go type, as far as encoding/json cares. */
export type Schema =
  | { readonly type: ScalarType | 'any' }
  | { readonly type: 'pointer' | 'list' | 'map'; readonly of: Schema }
  /** A field without `omitempty`: printed even when it is empty. */
  | { readonly type: 'always'; readonly of: Schema }
  | { readonly type: 'struct'; readonly fields: Fields };

export type ScalarType = 'string' | 'bool' | 'int32' | 'int64' | 'quantity' | 'time';

/** In the order in which Go prints them. */
export type Fields = Readonly<Record<string, Schema>>;

/** A value of a Go type; undefined is nil. */
export type GoValue = undefined | string | boolean | number | GoList | GoFields;

/** A map, or those fields of a struct that are not zero for sure. */
export type GoFields = Map<string, GoValue>;

/** Items beyond `length` are what a longer list left behind that the field held before. */
export interface GoList {
  readonly items: GoValue[];
  readonly length: number;
}

export function zero(schema: Schema): GoValue {
  switch (schema.type) {
    case 'string':
      return '';
    case 'bool':
      return false;
    case 'int32':
    case 'int64':
      return 0;
    case 'struct':
      return new Map();
    case 'always':
      return zero(schema.of);
    default:
      return undefined;
  }
}

/** What Go prints of a value. */
export function encode(value: GoValue, schema: Schema): Json {
  switch (schema.type) {
    case 'always':
    case 'pointer':
      return encode(value, schema.of);
    case 'struct':
      return value instanceof Map ? encodeStruct(value, schema.fields) : null;
    case 'map':
      return value instanceof Map ? encodeMap(value, schema.of) : null;
    case 'list':
      return isList(value) ? encodeList(value, schema.of) : null;
    default:
      return typeof value === 'object' ? null : (value ?? null);
  }
}

function encodeStruct(value: GoFields, fields: Fields): JsonObject {
  const object: JsonObject = {};
  for (const name in fields) {
    const schema = fields[name];
    if (schema === undefined || (schema.type !== 'always' && !value.has(name))) continue;
    const encoded = encode(fieldOf(value, name, schema), schema);
    if (schema.type === 'always' || !isEmpty(encoded, schema)) object[name] = encoded;
  }
  return object;
}

/** A struct's field. */
export function fieldOf(value: GoFields, name: string, schema: Schema): GoValue {
  return value.has(name) ? value.get(name) : zero(schema);
}

/**
 * What `omitempty` leaves out. Go prints a struct without any field as `{}` all the same; to every
 * reader that is as good as absent.
 */
function isEmpty(encoded: Json, schema: Schema): boolean {
  if (schema.type === 'pointer' || encoded === null) return encoded === null;
  if (typeof encoded === 'object') return Object.keys(encoded).length === 0;
  return encoded === '' || encoded === false || encoded === 0;
}

function encodeMap(value: GoFields, item: Schema): JsonObject {
  return Object.fromEntries([...value].map(([key, each]) => [key, encode(each, item)]));
}

function encodeList(value: GoList, item: Schema): Json[] {
  return value.items.slice(0, value.length).map((each) => encode(each, item));
}

export function isList(value: GoValue): value is GoList {
  return typeof value === 'object' && !(value instanceof Map);
}
