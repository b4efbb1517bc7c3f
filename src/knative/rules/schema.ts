import type { Problem } from '../../diagnostics/types.ts';
import { isQuantity } from '../../go/canonical-quantity.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { ObjectSchema, Schema } from '../crd/schema.ts';
import { schemas } from '../crd.ts';
import type { Service } from '../types.ts';
import { missingProblem, repeatedProblem, typeProblem, unknownProblem } from './schema-problems.ts';

/** What the API server refuses or drops before Knative's webhook sees it, going by the CRD. */
export function schemaProblems({ manifest, kind }: Service): Problem[] {
  const walk: Walk = { path: [], problems: [] };
  checkObject(manifest.value, schemas[kind], walk);
  return walk.problems;
}

/** Where the walk is, and what it has found: shared by all steps, for speed. */
interface Walk {
  readonly path: (string | number)[];
  readonly problems: Problem[];
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
  else if (!hasType(value, schema)) walk.problems.push(typeProblem(value, schema, [...walk.path]));
}

/** The API server drops fields that are null. */
function checkObject(object: JsonObject, schema: ObjectSchema, walk: Walk): void {
  for (const field of schema.required) {
    if ((object[field] ?? null) !== null) continue;
    walk.problems.push(missingProblem(field, object, schema, [...walk.path]));
  }
  for (const field of Object.keys(object)) {
    const value = object[field] ?? null;
    if (value === null) continue;
    const known = Object.hasOwn(schema.fields, field) ? schema.fields[field] : undefined;
    if (known !== undefined) checkAt(field, value, known, walk);
    else if (!schema.open) walk.problems.push(unknownProblem(field, schema, [...walk.path]));
  }
}

function checkMapping(mapping: JsonObject, to: Schema, walk: Walk): void {
  for (const [key, value] of Object.entries(mapping)) {
    if (value !== null) checkAt(key, value, to, walk);
  }
}

function checkList(
  list: readonly Json[],
  { of, key }: Extract<Schema, { is: 'list' }>,
  walk: Walk,
): void {
  for (const [index, item] of list.entries()) checkAt(index, item, of, walk);
  if (key !== undefined) checkRepeats(list, key, walk);
}

/** The API server takes a list with a key for a map. */
function checkRepeats(list: readonly Json[], key: string, walk: Walk): void {
  const seen = new Set<Json>();
  for (const [index, item] of list.entries()) {
    const value = isObject(item) ? item[key] : undefined;
    if (typeof value !== 'string') continue;
    if (seen.has(value)) walk.problems.push(repeatedProblem(value, [...walk.path, index, key]));
    seen.add(value);
  }
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
      return typeof value === 'string' ? isQuantity(value) : Number.isInteger(value);
    default:
      return schema.is === 'anything';
  }
}

function fits(value: number, bits: number): boolean {
  return value >= -(2 ** (bits - 1)) && value < 2 ** (bits - 1);
}
