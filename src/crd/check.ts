import { quoted } from '../diagnostics/quoted.ts';
import type { Problem } from '../diagnostics/types.ts';
import { isQuantity } from '../go/canonical-quantity.ts';
import { isObject, type Json, type JsonObject, type Path } from '../json.ts';
import type { ListSchema, ObjectSchema, Schema } from './schema.ts';

/** How the problems of one kind of object are told. */
export interface Telling {
  readonly type: (value: Json, schema: Schema, path: Path) => Problem;
  readonly missing: (
    field: string,
    object: JsonObject,
    schema: ObjectSchema,
    path: Path,
  ) => Problem;
  readonly unknown: (field: string, schema: ObjectSchema, path: Path) => Problem;
  /** Of the right type, but the schema allows less: `found` says what it is and should be. */
  readonly limit: (found: string, path: Path) => Problem;
}

/** What the API server refuses or drops of an object, going by its schema. */
export function schemaProblems(
  object: JsonObject,
  schema: ObjectSchema,
  telling: Telling,
): Problem[] {
  const walk: Walk = { path: [], problems: [], telling };
  checkObject(object, schema, walk);
  return walk.problems;
}

/** Where the walk is, and what it has found: shared by all steps, for speed. */
interface Walk {
  readonly path: (string | number)[];
  readonly problems: Problem[];
  readonly telling: Telling;
}

function checkAt(step: string | number, value: Json, schema: Schema, walk: Walk): void {
  walk.path.push(step);
  check(value, schema, walk);
  walk.path.pop();
}

function check(value: Json, schema: Schema, walk: Walk): void {
  if (schema.is === 'object' && isObject(value)) checkObject(value, schema, walk);
  else if (schema.is === 'mapping' && isObject(value)) checkMapping(value, schema.to, walk);
  else if (schema.is === 'list' && Array.isArray(value)) checkList(value, schema, walk);
  else if (hasType(value, schema)) checkLimits(value, schema, walk);
  else walk.problems.push(walk.telling.type(value, schema, [...walk.path]));
}

/** The API server drops fields that are null. */
function checkObject(object: JsonObject, schema: ObjectSchema, walk: Walk): void {
  const { path, problems, telling } = walk;
  for (const field of schema.required) {
    if ((object[field] ?? null) !== null) continue;
    problems.push(telling.missing(field, object, schema, [...path]));
  }
  for (const field of Object.keys(object)) {
    const value = object[field] ?? null;
    if (value === null) continue;
    const known = Object.hasOwn(schema.fields, field) ? schema.fields[field] : undefined;
    if (known !== undefined) checkAt(field, value, known, walk);
    else if (!schema.open) problems.push(telling.unknown(field, schema, [...path]));
  }
}

function checkMapping(mapping: JsonObject, to: Schema, walk: Walk): void {
  for (const key of Object.keys(mapping)) {
    const value = mapping[key] ?? null;
    if (value !== null) checkAt(key, value, to, walk);
  }
}

function checkList(list: readonly Json[], { of, key, notEmpty }: ListSchema, walk: Walk): void {
  if (notEmpty && list.length === 0) tell('is empty', walk);
  for (const [index, item] of list.entries()) checkAt(index, item, of, walk);
  if (key !== undefined) checkRepeats(list, key, walk);
}

function checkRepeats(list: readonly Json[], key: string, walk: Walk): void {
  const seen = new Set<Json>();
  for (const [index, item] of list.entries()) {
    const value = isObject(item) ? item[key] : undefined;
    if (typeof value !== 'string') continue;
    if (seen.has(value)) tell(`is ${quoted(value)}, as in an item before it`, walk, index, key);
    seen.add(value);
  }
}

function checkLimits(value: Json, schema: Schema, walk: Walk): void {
  if (schema.is === 'integer' && schema.least !== undefined && Number(value) < schema.least) {
    tell(`is ${value}, where at least ${schema.least} is expected`, walk);
  }
  if (schema.is !== 'text' || typeof value !== 'string') return;
  if (schema.notEmpty && value === '') tell('is empty', walk);
  if (schema.oneOf === undefined || schema.oneOf.includes(value)) return;
  tell(`is ${quoted(value)}, where ${schema.oneOf.join(' or ')} is expected`, walk);
}

function tell(found: string, { path, problems, telling }: Walk, ...below: Path): void {
  problems.push(telling.limit(found, [...path, ...below]));
}

function hasType(value: Json, schema: Schema): boolean {
  switch (schema.is) {
    case 'text':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(value) && fits(Number(value), schema.bits);
    case 'port':
      return typeof value === 'string' || (Number.isInteger(value) && fits(Number(value), 32));
    case 'quantity':
      // Go reads a number as the text it is written as, before any schema is looked at.
      return (typeof value === 'string' || typeof value === 'number') && isQuantity(String(value));
    default:
      return schema.is === 'anything';
  }
}

function fits(value: number, bits: 32 | 64): boolean {
  const limit = bits === 32 ? 2 ** 31 : 2 ** 63;
  return value >= -limit && value < limit;
}
