import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import { type ObjectSchema, type Schema, scaledObjectSchema } from './crd.ts';
import {
  boundProblem,
  emptyProblem,
  missingProblem,
  typeProblem,
  unknownProblem,
} from './schema-problems.ts';

/** A walk through an object: where it is, and what it found so far. */
interface Walk {
  readonly path: (string | number)[];
  readonly problems: Problem[];
}

/** What the API server refuses or drops, going by KEDA's CRD. */
export function schemaProblems(scaledObject: JsonObject): Problem[] {
  const walk: Walk = { path: [], problems: [] };
  checkObject(scaledObject, scaledObjectSchema, walk);
  return walk.problems;
}

function check(value: Json, schema: Schema, at: string | number, walk: Walk): void {
  walk.path.push(at);
  if (!hasType(value, schema)) {
    walk.problems.push(typeProblem(value, schema, [...walk.path]));
  } else if (schema.is === 'object') {
    checkObject(value as JsonObject, schema, walk);
  } else if (schema.is === 'list') {
    checkList(value as Json[], schema, walk);
  } else if (schema.is === 'texts') {
    checkTexts(value as JsonObject, walk);
  } else {
    checkBounds(value, schema, walk);
  }
  walk.path.pop();
}

/** The API server drops fields that are null before it looks. */
function checkObject(object: JsonObject, schema: ObjectSchema, walk: Walk): void {
  for (const field of schema.required ?? []) {
    if ((object[field] ?? null) !== null) continue;
    walk.problems.push(missingProblem(field, object, schema, [...walk.path]));
  }
  for (const field of Object.keys(object)) {
    const value = object[field] ?? null;
    const known = Object.hasOwn(schema.fields, field) ? schema.fields[field] : undefined;
    if (value === null) continue;
    if (known !== undefined) check(value, known, field, walk);
    else if (schema.open !== true) {
      walk.problems.push(unknownProblem(field, schema, [...walk.path]));
    }
  }
}

function checkList(
  list: readonly Json[],
  schema: Extract<Schema, { is: 'list' }>,
  walk: Walk,
): void {
  if (list.length === 0 && schema.notEmpty === true)
    walk.problems.push(emptyProblem([...walk.path]));
  for (const [index, item] of list.entries()) check(item, schema.of, index, walk);
}

const someText: Schema = { is: 'text' };

function checkTexts(texts: JsonObject, walk: Walk): void {
  for (const key of Object.keys(texts)) {
    const value = texts[key] ?? null;
    if (value !== null && typeof value !== 'string') check(value, someText, key, walk);
  }
}

function checkBounds(value: Json, schema: Schema, { path, problems }: Walk): void {
  if (schema.is === 'integer' && schema.least !== undefined && Number(value) < schema.least) {
    problems.push(
      boundProblem([...path], `is ${value}, where at least ${schema.least} is expected`),
    );
  }
  if (schema.is !== 'text' || typeof value !== 'string') return;
  if (value.length < (schema.minLength ?? 0)) problems.push(boundProblem([...path], 'is empty'));
  if (schema.oneOf === undefined || schema.oneOf.includes(value)) return;
  const expected = schema.oneOf.join(' or ');
  problems.push(boundProblem([...path], `is ${quoted(value)}, where ${expected} is expected`));
}

const quantity =
  /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))?$/;

function hasType(value: Json, schema: Schema): boolean {
  switch (schema.is) {
    case 'text':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31;
    case 'quantity':
      return typeof value === 'string' ? quantity.test(value) : Number.isInteger(value);
    case 'list':
      return Array.isArray(value);
    case 'object':
    case 'texts':
      return isObject(value);
    case 'anything':
      return true;
  }
}
