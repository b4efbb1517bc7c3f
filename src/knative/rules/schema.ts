import { nearest } from '../../diagnostics/nearest.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { parseQuantity } from '../../go/quantity.ts';
import { isObject, type Json, type JsonObject, type Path } from '../../json.ts';
import { type ObjectSchema, type Schema, schemas } from '../crd.ts';
import type { Service } from '../types.ts';

/** What the API server refuses or drops before Knative's webhook sees it, going by the CRD. */
export function schemaProblems({ manifest, kind }: Service): Problem[] {
  return objectProblems(manifest.value, schemas[kind], []);
}

function problemsOf(value: Json, schema: Schema, path: Path): Problem[] {
  switch (schema.is) {
    case 'object':
      return isObject(value)
        ? objectProblems(value, schema, path)
        : [typeProblem(value, schema, path)];
    case 'mapping':
      return isObject(value)
        ? mappingProblems(value, schema.to, path)
        : [typeProblem(value, schema, path)];
    case 'list':
      return Array.isArray(value)
        ? listProblems(value, schema, path)
        : [typeProblem(value, schema, path)];
    default:
      return hasType(value, schema) ? [] : [typeProblem(value, schema, path)];
  }
}

/** The API server drops fields that are null. */
function objectProblems(object: JsonObject, schema: ObjectSchema, path: Path): Problem[] {
  const problems: Problem[] = [];
  for (const field of schema.required) {
    if ((object[field] ?? null) === null)
      problems.push(missingProblem(field, object, schema, path));
  }
  for (const field of Object.keys(object)) {
    const value = object[field] ?? null;
    if (value === null) continue;
    const known = Object.hasOwn(schema.fields, field) ? schema.fields[field] : undefined;
    if (known !== undefined) problems.push(...problemsOf(value, known, [...path, field]));
    else if (!schema.open) problems.push(unknownProblem(field, schema, path));
  }
  return problems;
}

function mappingProblems(mapping: JsonObject, to: Schema, path: Path): Problem[] {
  return Object.entries(mapping).flatMap(([key, value]) =>
    value === null ? [] : problemsOf(value, to, [...path, key]),
  );
}

function listProblems(
  list: readonly Json[],
  { of, key }: Extract<Schema, { is: 'list' }>,
  path: Path,
): Problem[] {
  const problems = list.flatMap((item, index) => problemsOf(item, of, [...path, index]));
  return key === undefined ? problems : [...problems, ...repeated(list, key, path)];
}

/** The API server takes a list with a key for a map. */
function repeated(list: readonly Json[], key: string, path: Path): Problem[] {
  const seen = new Set<Json>();
  const problems: Problem[] = [];
  for (const [index, item] of list.entries()) {
    const value = isObject(item) ? item[key] : undefined;
    if (typeof value !== 'string') continue;
    if (seen.has(value)) problems.push(repeatedProblem(value, [...path, index, key]));
    seen.add(value);
  }
  return problems;
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
      return true;
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
