import { nearest } from '../../diagnostics/nearest.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { isObject, type Json, type JsonObject, type Path } from '../../json.ts';
import { type ObjectSchema, type Schema, scaledObjectSchema } from './crd.ts';

/** What the API server refuses or drops, going by KEDA's CRD. */
export function schemaProblems(scaledObject: JsonObject): Problem[] {
  return objectProblems(scaledObject, scaledObjectSchema, []);
}

function problemsOf(value: Json, schema: Schema, path: Path): Problem[] {
  switch (schema.is) {
    case 'anything':
      return [];
    case 'object':
      return isObject(value)
        ? objectProblems(value, schema, path)
        : [typeProblem(value, schema, path)];
    case 'list':
      return Array.isArray(value)
        ? listProblems(value, schema, path)
        : [typeProblem(value, schema, path)];
    case 'texts':
      return isObject(value) ? textsProblems(value, path) : [typeProblem(value, schema, path)];
    default:
      if (!hasType(value, schema)) return [typeProblem(value, schema, path)];
      return boundProblems(value, schema, path);
  }
}

/** The API server drops fields that are null before it looks. */
function objectProblems(object: JsonObject, schema: ObjectSchema, path: Path): Problem[] {
  const present = Object.entries(object).filter(([, value]) => value !== null);
  const missing = (schema.required ?? []).filter((field) => (object[field] ?? null) === null);
  return [
    ...missing.map((field) => missingProblem(field, object, schema, path)),
    ...present.flatMap(([field, value]) => {
      const known = Object.hasOwn(schema.fields, field) ? schema.fields[field] : undefined;
      if (known !== undefined) return problemsOf(value, known, [...path, field]);
      return schema.open === true ? [] : [unknownProblem(field, schema, path)];
    }),
  ];
}

function listProblems(
  list: readonly Json[],
  schema: Extract<Schema, { is: 'list' }>,
  path: Path,
): Problem[] {
  if (list.length === 0 && schema.notEmpty === true) return [emptyProblem(path)];
  return list.flatMap((item, index) => problemsOf(item, schema.of, [...path, index]));
}

function textsProblems(texts: JsonObject, path: Path): Problem[] {
  return Object.entries(texts)
    .filter(([, value]) => value !== null && typeof value !== 'string')
    .map(([key, value]) => typeProblem(value, { is: 'text' }, [...path, key]));
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
    default:
      return true;
  }
}

function boundProblems(value: Json, schema: Schema, path: Path): Problem[] {
  const found = typeof value === 'string' ? quoted(value) : String(value);
  if (schema.is === 'integer' && schema.least !== undefined && Number(value) < schema.least) {
    return [boundProblem(path, `is ${found}, where at least ${schema.least} is expected`)];
  }
  if (schema.is !== 'text' || typeof value !== 'string') return [];
  if (value.length < (schema.minLength ?? 0)) return [boundProblem(path, 'is empty')];
  if (schema.oneOf === undefined || schema.oneOf.includes(value)) return [];
  return [boundProblem(path, `is ${found}, where ${schema.oneOf.join(' or ')} is expected`)];
}

function boundProblem(path: Path, found: string): Problem {
  return {
    code: 'RC4003',
    path,
    message: `${path.at(-1)} ${found}`,
    hint: 'The API server refuses other values: correct it.',
  };
}

const typeNames: Readonly<Record<Schema['is'], string>> = {
  text: 'a string',
  integer: 'a whole number of 32 bits',
  boolean: 'true or false',
  quantity: 'a quantity such as 0.1 in quotes',
  texts: 'a mapping of strings',
  list: 'a list',
  object: 'a mapping',
  anything: 'a value',
};

function typeProblem(value: Json, schema: Schema, path: Path): Problem {
  const quotes = schema.is === 'text' && value !== null && typeof value !== 'object';
  return {
    code: 'RC4002',
    path,
    message: `${path.at(-1)} is ${quoted(value)}, where ${typeNames[schema.is]} is expected`,
    hint: quotes ? 'Put the value in quotes.' : `Write ${typeNames[schema.is]} here.`,
  };
}

function missingProblem(
  field: string,
  object: JsonObject,
  schema: ObjectSchema,
  path: Path,
): Problem {
  if (field === 'triggers') return emptyProblem([...path, field]);
  const strays = Object.keys(object).filter((key) => !Object.hasOwn(schema.fields, key));
  const near = nearest(field, strays);
  return {
    code: 'RC4001',
    path: [...path, field],
    message: `${field} is missing${path.length === 0 ? '' : ` in ${path.join('.')}`}`,
    hint: near === undefined ? 'The field is required: add it.' : `Write ${near} as ${field}.`,
  };
}

function emptyProblem(path: Path): Problem {
  return {
    code: 'RC4005',
    path,
    message: 'the ScaledObject has no triggers',
    hint: 'KEDA needs at least one trigger to scale by: add one.',
  };
}

function unknownProblem(field: string, schema: ObjectSchema, path: Path): Problem {
  const near = nearest(field, Object.keys(schema.fields));
  const place = path.length === 0 ? 'a ScaledObject' : path.join('.');
  return {
    code: 'RC4004',
    path: [...path, field],
    message: `${quoted(field)} is not a field of ${place}: the API server drops it`,
    hint: near === undefined ? 'Delete it.' : `Did you mean ${near}?`,
  };
}
