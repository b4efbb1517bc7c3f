import { nearest } from '../../diagnostics/nearest.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { parseQuantity } from '../../go/quantity.ts';
import { isObject, type Json, type JsonObject, type Path } from '../../json.ts';
import { type ObjectSchema, type Schema, schemas } from '../crd.ts';
import type { Service } from '../types.ts';

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
      return typeof value === 'string'
        ? parseQuantity(value) !== undefined
        : Number.isInteger(value);
    default:
      return schema.is === 'anything';
  }
}

function fits(value: number, bits: number): boolean {
  return value >= -(2 ** (bits - 1)) && value < 2 ** (bits - 1);
}

const typeNames: Readonly<Record<Schema['is'], string>> = {
  text: 'a string',
  integer: 'a whole number',
  boolean: 'true or false',
  port: "a port's number or name",
  quantity: 'a quantity such as "500m" or "1Gi"',
  mapping: 'a mapping',
  list: 'a list',
  object: 'a mapping',
  anything: 'a value',
};

/** The last field of a path, with the index of an item of it. */
function fieldOf(path: Path): string {
  const last = path.at(-1) ?? 'the object';
  return typeof last === 'number' ? `${path.at(-2)}[${last}]` : last;
}

function typeProblem(value: Json, schema: Schema, path: Path): Problem {
  const field = fieldOf(path);
  const expected = typeNames[schema.is];
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  const quotes = scalar && (schema.is === 'text' || schema.is === 'quantity');
  return {
    code: 'RC2010',
    path,
    message: `${field} is ${quoted(value)}, where ${expected} is expected`,
    hint: quotes ? `Put the value in quotes: ${field}: "${value}"` : `Write ${expected} here.`,
  };
}

function missingProblem(
  field: string,
  object: JsonObject,
  schema: ObjectSchema,
  path: Path,
): Problem {
  const strays = Object.keys(object).filter((key) => !Object.hasOwn(schema.fields, key));
  const near = nearest(field, strays);
  return {
    code: 'RC2011',
    path: [...path, field],
    message: `${fieldOf(path)} has no ${field}`,
    hint: near === undefined ? `Add ${field}.` : `Write ${near} as ${field}.`,
  };
}

function unknownProblem(field: string, schema: ObjectSchema, path: Path): Problem {
  const near = nearest(field, Object.keys(schema.fields));
  return {
    code: 'RC2012',
    path: [...path, field],
    message: `${field} is not a field of ${fieldOf(path)}, so the API server drops it`,
    hint: near === undefined ? 'Delete it.' : `Did you mean ${near}?`,
  };
}

function repeatedProblem(value: string, path: Path): Problem {
  return {
    code: 'RC2013',
    path,
    message: `${fieldOf(path)} is ${quoted(value)}, as in an item before it`,
    hint: 'Delete one of the two.',
  };
}
